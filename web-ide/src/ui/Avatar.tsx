import styles from './Avatar.module.css';

interface Props extends React.ComponentProps<'span'> {
  name: string;
  color: string;
  size?: number;
  /** The address of a picture. */
  picture?: string | undefined;
}

export function Avatar({ name, color, size = 26, picture, ...rest }: Props) {
  return (
    <span
      className={styles.avatar}
      style={{ '--peer': color, width: size, height: size, fontSize: size * 0.42 }}
      {...rest}
    >
      {picture === undefined ? (
        initials(name)
      ) : (
        <img src={picture} alt="" className={styles.picture} />
      )}
    </span>
  );
}

const letters = new Intl.Segmenter();

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first, last] = [words[0] ?? '', words.length > 1 ? (words.at(-1) ?? '') : ''];
  return (firstLetter(first) + firstLetter(last)).toUpperCase();
}

function firstLetter(word: string): string {
  for (const { segment } of letters.segment(word)) return segment;
  return '';
}
