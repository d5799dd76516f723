import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { api, type SessionSummary, type User } from '../api/endpoints';
import { forgetPlace } from '../kept/forget';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { showError } from '../ui/errors';
import { IconButton } from '../ui/IconButton';
import { LanguageIcon } from '../ui/LanguageIcon';
import { ago } from './ago';
import styles from './SessionList.module.css';

const KEY = ['sessions'];
const FIRST_PAGE: string | undefined = undefined;

interface Props {
  me: User;
  /** Where there are none. */
  howToBegin: string;
  /** Whether there is a field to search them by. */
  searchable?: boolean;
}

export function SessionList({ me, howToBegin, searchable = false }: Props) {
  const client = useQueryClient();
  const [now] = useState(Date.now);
  const [deleting, setDeleting] = useState<SessionSummary>();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam }) => api.sessions(pageParam),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next,
  });
  const [search, setSearch] = useState('');
  const all = data?.pages.flatMap((page) => page.items) ?? [];
  const sessions = all.filter((session) => matches(session, search));

  // Whoever searches means all of them.
  useEffect(() => {
    if (search !== '' && hasNextPage) void fetchNextPage();
  }, [search, hasNextPage, fetchNextPage, data]);

  const remove = async (session: SessionSummary) => {
    try {
      await api.deleteSession(session.id);
      await forgetPlace({ user: me.id, session: session.id });
      await client.invalidateQueries({ queryKey: KEY });
    } catch (problem) {
      showError(problem);
    }
  };

  return (
    <section aria-label="Your sessions" className={styles.section}>
      <h2>Your sessions</h2>
      {error && <p className={styles.empty}>{error.message}</p>}
      {searchable && all.length > 0 && (
        <input
          type="search"
          className={styles.search}
          aria-label="Search your sessions"
          placeholder="Search by title, language or owner"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {all.length > 0 && sessions.length === 0 && (
        <p className={styles.empty}>No session is called that.</p>
      )}
      {data && all.length === 0 && <p className={styles.empty}>{howToBegin}</p>}
      {sessions.length > 0 && (
        <ul className={styles.list}>
          {sessions.map((session) => (
            <li key={session.id} className={styles.row}>
              <Link to={`/s/${session.id}`} className={styles.link}>
                <LanguageIcon id={session.language} size={24} />
                <span className={styles.title}>{session.title}</span>
                <span className={styles.owner}>
                  {session.owner.id === me.id ? 'yours' : `by ${session.owner.name}`}
                </span>
                <time className={styles.time} dateTime={session.openedAt}>
                  {ago(Date.parse(session.openedAt), now)}
                </time>
              </Link>
              {session.role === 'owner' && (
                <IconButton
                  label={`Delete ${session.title}`}
                  className={styles.delete ?? ''}
                  onClick={() => setDeleting(session)}
                >
                  <Trash2 size={15} />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className={styles.more ?? ''} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
      {deleting && (
        <Confirm
          title={`Delete “${deleting.title}”?`}
          detail="Its files go with it, for everyone. This cannot be undone."
          action="Delete"
          onConfirm={() => void remove(deleting)}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </section>
  );
}

function matches(session: SessionSummary, search: string): boolean {
  const text = `${session.title} ${session.language} ${session.owner.name}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
