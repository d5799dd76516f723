import { useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './FileList.module.css';

interface Props {
  label: string;
  initial: string;
  fault: (path: string) => string | undefined;
  onDone: (path: string) => void;
  onCancel: () => void;
}

/** Enter or leaving it takes the name, Escape forgets it. */
export function PathInput({ label, initial, fault, onDone, onCancel }: Props) {
  const [path, setPath] = useState(initial);
  const box = useRef<HTMLInputElement>(null);
  const decided = useRef(false);
  const complaintId = useId();
  const complaint = path === '' ? undefined : fault(path);

  useLayoutEffect(() => {
    // The name without its ending is what one wants to change. After the menu that opened this has let go.
    const frame = requestAnimationFrame(() => {
      const dot = initial.lastIndexOf('.');
      box.current?.focus();
      box.current?.setSelectionRange(0, dot > 0 ? dot : initial.length);
    });
    return () => cancelAnimationFrame(frame);
  }, [initial]);

  const decide = (take: boolean) => {
    if (decided.current) return;
    const wanted = path.trim();
    if (take && wanted !== '' && wanted !== initial) {
      if (fault(wanted) !== undefined) return;
      decided.current = true;
      onDone(wanted);
    } else {
      decided.current = true;
      onCancel();
    }
  };

  return (
    <span className={styles.naming}>
      <input
        ref={box}
        aria-label={label}
        aria-invalid={complaint !== undefined}
        aria-describedby={complaint === undefined ? undefined : complaintId}
        value={path}
        placeholder="name.ext"
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => setPath(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          // The focus moves on at once, and the key must not follow it.
          event.preventDefault();
          decide(event.key === 'Enter');
        }}
        onBlur={() => decide(complaint === undefined)}
      />
      {complaint !== undefined && (
        <span id={complaintId} role="alert" className={styles.complaint}>
          {complaint}
        </span>
      )}
    </span>
  );
}
