import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { problemsApi, type Submission } from '../api/problems';
import { ago } from '../home/ago';
import { showError } from '../ui/errors';
import { IconButton } from '../ui/IconButton';
import { CodeDiff } from './CodeDiff';
import styles from './History.module.css';
import { standing } from './words';

interface Props {
  problem: string;
  shown: string | undefined;
  /** The shown one as it is at this moment: the list is fetched now and then. */
  live: Submission | undefined;
  onShow: (id: string) => void;
}

/** My submissions for a problem: to be looked at, handed in again, and compared two by two. */
export function History({ problem, shown, live, onShow }: Props) {
  const { data } = useQuery({
    queryKey: ['submissions', problem],
    queryFn: () => problemsApi.submissions(problem),
  });
  const [compared, setCompared] = useState<string[]>([]);
  const [now] = useState(() => Date.now());
  if (!data) return null;
  if (data.items.length === 0) {
    return (
      <p className={styles.none}>
        Nothing handed in yet. Press Submit, or Ctrl+Shift+Enter, when you are ready.
      </p>
    );
  }

  const rerun = async (id: string) => {
    try {
      onShow((await problemsApi.rerun(id)).id);
    } catch (error) {
      showError(error);
    }
  };
  const toggle = (id: string) =>
    setCompared((before) =>
      before.includes(id) ? before.filter((each) => each !== id) : [...before, id].slice(-2),
    );
  const items = data.items.map((each) => (each.id === live?.id ? { ...each, ...live } : each));
  const [older, newer] = items
    .map((each) => each.id)
    .filter((id) => compared.includes(id))
    .reverse();
  return (
    <>
      <h3 className={styles.title}>My submissions</h3>
      <ul className={styles.list} aria-label="My submissions">
        {items.map((each) => (
          <li key={each.id} data-shown={each.id === shown}>
            <input
              type="checkbox"
              aria-label={`Compare the one from ${ago(Date.parse(each.createdAt), now)}`}
              checked={compared.includes(each.id)}
              onChange={() => toggle(each.id)}
            />
            <button type="button" className={styles.row} onClick={() => onShow(each.id)}>
              <span className={styles.verdict} data-verdict={each.verdict}>
                {standing(each)}
              </span>
              <span>{each.language}</span>
              <span className={styles.time}>{ago(Date.parse(each.createdAt), now)}</span>
            </button>
            <IconButton label="Submit this source again" onClick={() => void rerun(each.id)}>
              <RotateCcw size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      {older !== undefined && newer !== undefined ? (
        <CodeDiff key={older + newer} older={older} newer={newer} />
      ) : (
        items.length > 1 && <p className={styles.tip}>Tick two to see what changed.</p>
      )}
    </>
  );
}
