import type { TestEnded } from '../api/tests';
import { Mentions } from '../run/Mentions';
import type { Place } from '../run/places';
import { explain } from '../run/words';
import { Diff } from '../submission/Diff';
import { TextBlock } from '../submission/TextBlock';
import styles from './TestResult.module.css';

interface Props {
  end: TestEnded;
  /** What it prints is judged, so that it is worth showing when it is empty too. */
  printsAnswer: boolean;
  paths: readonly string[];
  onPlace: (place: Place) => void;
}

/** Why a test ended as it did: in words, where, against what was expected, and what it printed. */
export function TestResult({ end, printsAnswer, paths, onPlace }: Props) {
  const { verdict, outcome, usage, difference, message, stack = [], stdout, stderr, cut } = end;
  const why = outcome && verdict !== 'passed' ? explain(outcome, usage, 'running') : undefined;
  const ran = verdict !== 'skipped';
  return (
    <div className={styles.result}>
      {why && why.tone !== 'good' && (
        <p>
          <strong>{why.title}.</strong> {why.detail}
        </p>
      )}
      {message !== undefined && message !== '' && (
        <pre className={styles.message} aria-label="Message">
          <Mentions text={message} paths={paths} onPlace={onPlace} />
        </pre>
      )}
      {stack.length > 0 && <Stack stack={stack} paths={paths} onPlace={onPlace} />}
      {difference && <Diff difference={difference} />}
      {ran && (printsAnswer || stdout !== '') && (
        <TextBlock
          title="Output"
          text={stdout}
          mark={difference && { line: difference.line, good: false }}
        />
      )}
      {stderr !== '' && (
        <figure className={styles.errors}>
          <figcaption>Errors</figcaption>
          <pre aria-label="Errors">
            <Mentions text={stderr} paths={paths} onPlace={onPlace} />
          </pre>
        </figure>
      )}
      {cut === true && <p className={styles.cut}>It printed more than is shown here.</p>}
    </div>
  );
}

interface StackProps {
  stack: NonNullable<TestEnded['stack']>;
  paths: readonly string[];
  onPlace: (place: Place) => void;
}

/** Where it was, innermost first; lines of the session's own files can be gone to. */
function Stack({ stack, paths, onPlace }: StackProps) {
  return (
    <ol className={styles.stack} aria-label="Stack">
      {stack.map(({ path, line, name }, at) => {
        const place = `${path}:${line}`;
        return (
          <li key={at}>
            <code>{name}</code>
            {paths.includes(path) ? (
              <button type="button" onClick={() => onPlace({ path, line })}>
                {place}
              </button>
            ) : (
              <span>{place}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
