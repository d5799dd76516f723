import { CircleX, Info, TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '../api/outcome';
import styles from './Problems.module.css';
import type { Place } from './places';

const ICONS: Record<Diagnostic['severity'], React.ReactNode> = {
  error: <CircleX size={13} aria-label="Error" />,
  warning: <TriangleAlert size={13} aria-label="Warning" />,
  note: <Info size={13} aria-label="Note" />,
};

interface Props {
  diagnostics: readonly Diagnostic[];
  onPlace: (place: Place) => void;
}

/** What the compiler, or the error that ended the program, says; a click goes there. */
export function Problems({ diagnostics, onPlace }: Props) {
  if (diagnostics.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="Problems">
      {diagnostics.map(({ path, line, column, severity, text }, at) => (
        <li key={at}>
          <button
            type="button"
            className={styles.problem}
            data-severity={severity}
            onClick={() => onPlace(column === undefined ? { path, line } : { path, line, column })}
          >
            {ICONS[severity]}
            <span className={styles.text}>{text}</span>
            <span className={styles.place}>
              {path}:{line}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
