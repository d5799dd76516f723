import styles from './Mentions.module.css';
import { places, type Place } from './places';

interface Props {
  text: string;
  /** The files that a message may speak of. */
  paths: readonly string[];
  onPlace: (place: Place) => void;
}

/** What a program wrote; where it speaks of a line of a file, a click goes there. */
export function Mentions({ text, paths, onPlace }: Props) {
  return places(text, paths).map(({ text: words, place }, at) =>
    place ? (
      <button
        key={at}
        type="button"
        className={styles.place}
        title={`Go to line ${place.line} of ${place.path}`}
        onClick={() => onPlace(place)}
      >
        {printable(words)}
      </button>
    ) : (
      printable(words)
    ),
  );
}

/** Control characters as their pictures: what a program wrote is neither hidden nor obeyed. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is replaced
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (control) =>
    String.fromCharCode(control === '\u007f' ? 0x2421 : 0x2400 + control.charCodeAt(0)),
  );
}
