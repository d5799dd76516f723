import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../account/useMe';
import { problemsApi } from '../api/problems';
import { Sorry } from '../ui/Sorry';
import { matching, type Filter, type Row } from './filter';
import { Level } from './Level';
import { PageFrame } from './PageFrame';
import styles from './ProblemsPage.module.css';
import { StateMark } from './StateMark';
import { useProgress } from './useProblems';

const STATES: readonly { id: Filter['state']; label: string }[] = [
  { id: 'all', label: 'All' },
  { id: 'todo', label: 'To do' },
  { id: 'tried', label: 'Tried' },
  { id: 'solved', label: 'Solved' },
];

export default function ProblemsPage() {
  const me = useMe();
  const { data, error, refetch } = useQuery({
    queryKey: ['problems'],
    queryFn: problemsApi.problems,
  });
  const progress = useProgress(me.state === 'known');
  const [filter, setFilter] = useState<Filter>({ words: '', state: 'all' });
  useEffect(() => {
    document.title = 'Problems – Code Run';
  }, []);

  if (error) return <Sorry error={error} retry={() => void refetch()} />;
  const rows = (data?.items ?? []).map((problem) => ({
    problem,
    progress: progress.get(problem.id),
  }));
  const shown = matching(rows, filter);
  const solved = rows.filter((row) => row.progress?.state === 'solved').length;
  return (
    <PageFrame>
      <div className={styles.head}>
        <h1>Problems</h1>
        {me.state === 'known' && rows.length > 0 && (
          <span className={styles.count} aria-label="My progress">
            <span className={styles.bar}>
              <span style={{ width: `${(100 * solved) / rows.length}%` }} />
            </span>
            {solved} of {rows.length} solved
          </span>
        )}
      </div>
      <div className={styles.tools}>
        <label className={styles.search}>
          <Search size={15} aria-hidden />
          <input
            type="search"
            aria-label="Search problems"
            placeholder="Search by name or topic"
            value={filter.words}
            onChange={(event) => setFilter({ ...filter, words: event.target.value })}
          />
        </label>
        {me.state === 'known' && (
          <div className={styles.states} role="group" aria-label="Show">
            {STATES.map(({ id, label }) => (
              <button
                key={id}
                type="button"
                aria-pressed={filter.state === id}
                onClick={() => setFilter({ ...filter, state: id })}
              >
                {label}
              </button>
            ))}
          </div>
        )}
      </div>
      <ul className={styles.list} aria-label="Problems">
        {shown.map((row) => (
          <Item key={row.problem.id} row={row} />
        ))}
      </ul>
      {data && shown.length === 0 && (
        <p className={styles.none}>
          {rows.length === 0
            ? 'There are no problems on this server.'
            : 'No problem is like that. Change the search or the filter.'}
        </p>
      )}
    </PageFrame>
  );
}

function Item({ row: { problem, progress } }: { row: Row }) {
  return (
    <li>
      <Link to={`/problems/${problem.id}`} className={styles.item}>
        <StateMark state={progress?.state ?? 'todo'} />
        <span className={styles.name}>{problem.name}</span>
        <span className={styles.tags}>
          {problem.keywords.map((word) => (
            <span key={word}>{word}</span>
          ))}
          {problem.scoring && <span data-kind>points</span>}
        </span>
        <Level level={problem.level} />
      </Link>
    </li>
  );
}
