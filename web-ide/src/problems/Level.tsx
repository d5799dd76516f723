import styles from './Level.module.css';

const MOST = 5;

/** How hard its author thinks a problem is. */
export function Level({ level }: { level: number }) {
  if (level === 0) return null;
  return (
    <span className={styles.level} title={`Level ${level} of ${MOST}`}>
      <span className="visually-hidden">
        Level {level} of {MOST}
      </span>
      {Array.from({ length: MOST }, (_, i) => (
        <span key={i} data-on={i < level} aria-hidden />
      ))}
    </span>
  );
}
