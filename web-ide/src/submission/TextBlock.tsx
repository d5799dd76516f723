import styles from './TextBlock.module.css';

interface Props {
  title: string;
  text: string;
  /** The line that differs, in what is expected or in what came. */
  mark?: { line: number; good: boolean } | undefined;
}

/** What went in or came out, by lines. */
export function TextBlock({ title, text, mark }: Props) {
  return (
    <figure className={styles.text}>
      <figcaption>{title}</figcaption>
      <pre aria-label={title}>
        {text === '' ? (
          <span className={styles.empty}>nothing</span>
        ) : (
          text
            .replace(/\n$/, '')
            .split('\n')
            .map((line, index) => (
              <span
                key={index}
                className={styles.line}
                data-mark={mark?.line === index + 1 ? (mark.good ? 'good' : 'bad') : undefined}
              >
                {line}
                {'\n'}
              </span>
            ))
        )}
      </pre>
    </figure>
  );
}
