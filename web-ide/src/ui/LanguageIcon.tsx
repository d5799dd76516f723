import styles from './LanguageIcon.module.css';

/** Two letters and a hue: told apart at a glance, without anybody's trade mark. */
const MARKS: Partial<Record<string, { letters: string; hue: number }>> = {
  python: { letters: 'Py', hue: 250 },
  java: { letters: 'Ja', hue: 45 },
  javascript: { letters: 'JS', hue: 95 },
  typescript: { letters: 'TS', hue: 230 },
  c: { letters: 'C', hue: 265 },
  cpp: { letters: 'C+', hue: 280 },
  go: { letters: 'Go', hue: 205 },
  rust: { letters: 'Rs', hue: 25 },
  bash: { letters: 'Sh', hue: 140 },
};

export function LanguageIcon({ id, size = 20 }: { id: string; size?: number }) {
  const { letters, hue } = MARKS[id] ?? { letters: id.slice(0, 2), hue: 180 };
  return (
    <span
      aria-hidden="true"
      className={styles.icon}
      style={{ '--hue': hue, width: size, height: size, fontSize: size * 0.44 }}
    >
      {letters}
    </span>
  );
}
