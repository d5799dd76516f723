import { useState } from 'react';
import styles from './CaseName.module.css';

interface Props {
  name: string;
  readOnly: boolean;
  onRename: (name: string) => void;
}

const MAX_NAME_LENGTH = 80;

/** A case's name, changed in place. */
export function CaseName({ name, readOnly, onRename }: Props) {
  const [draft, setDraft] = useState<string>();
  const take = () => {
    const wanted = draft?.trim() ?? '';
    setDraft(undefined);
    if (wanted !== '' && wanted !== name) onRename(wanted);
  };
  return (
    <input
      className={styles.name}
      aria-label="Name of the case"
      value={draft ?? name}
      readOnly={readOnly}
      maxLength={MAX_NAME_LENGTH}
      spellCheck={false}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}
