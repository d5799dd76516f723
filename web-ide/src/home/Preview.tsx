import styles from './Preview.module.css';

/** A glance at a session, for whoever has not been in one: two carets in one text, one output. */
export function Preview() {
  return (
    <div className={styles.window} aria-hidden="true">
      <pre className={styles.code}>
        <span data-token="keyword">for</span> name <span data-token="keyword">in</span>{' '}
        <Caret name="Ada" color="#c42b31" />
        crew:{'\n'}
        {'    '}print(<span data-token="text">f&quot;hello, </span>
        <Caret name="Grace" color="#0b68b8" />
        {'{name}'}
        <span data-token="text">&quot;</span>)
      </pre>
      <pre className={styles.output}>
        hello, Linus{'\n'}hello, Marie{'\n'}
        <span data-token="done">✓ Finished</span> <span data-token="dim">31 ms</span>
      </pre>
    </div>
  );
}

function Caret({ name, color }: { name: string; color: string }) {
  return (
    <span className={styles.caret} style={{ '--peer': color }}>
      <span className={styles.name}>{name}</span>
    </span>
  );
}
