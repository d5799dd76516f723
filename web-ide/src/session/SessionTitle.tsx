import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/endpoints';
import { showError } from '../ui/errors';
import styles from './SessionTitle.module.css';

interface Props {
  id: string;
  title: string;
  readOnly: boolean;
}

const MAX_TITLE_LENGTH = 100;

/** The session's name, changed in place. */
export function SessionTitle({ id, title, readOnly }: Props) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<string>();

  const take = async () => {
    const wanted = draft?.trim() ?? '';
    setDraft(undefined);
    if (wanted === '' || wanted === title) return;
    try {
      await api.renameSession(id, wanted);
      await client.invalidateQueries({ queryKey: ['session', id] });
    } catch (error) {
      showError(error);
    }
  };

  return (
    <input
      className={styles.title}
      aria-label="Session title"
      value={draft ?? title}
      readOnly={readOnly}
      maxLength={MAX_TITLE_LENGTH}
      spellCheck={false}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => void take()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}
