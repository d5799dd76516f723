import styles from './TestCell.module.css';

/** The shape and the colour of a verdict: right is round, wrong has corners, a limit is a diamond, a crash is cut. */
export type Look = 'right' | 'wrong' | 'limit' | 'crashed' | 'apart' | 'none';

interface Props extends Omit<React.ComponentProps<'button'>, 'aria-label'> {
  look: Look;
  letter: string;
  label: string;
  running?: boolean;
  /** It may no longer hold: it loses its colour, not its shape. */
  stale?: boolean;
  /** What can be chosen is a button. */
  chosen?: boolean;
}

/** One test at a glance, told by a letter, a colour and a shape. */
export function TestCell({ look, letter, label, running, stale, chosen, ...rest }: Props) {
  return (
    <button
      type="button"
      className={styles.cell}
      data-look={look}
      data-running={running}
      data-stale={stale}
      aria-pressed={chosen}
      aria-label={label}
      {...rest}
    >
      <span>{letter}</span>
    </button>
  );
}

/** A test that has no result to be looked at. */
export function EmptyCell({ label, running }: { label: string; running: boolean }) {
  return (
    <span
      className={styles.cell}
      data-look="none"
      data-running={running}
      role="img"
      aria-label={label}
    />
  );
}
