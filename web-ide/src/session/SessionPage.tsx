import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { toast } from 'sonner';
import { Login } from '../account/Login';
import { useMe } from '../account/useMe';
import { api, type User } from '../api/endpoints';
import { ApiError } from '../api/http';
import type { Place } from '../kept/database';
import { forgetPlace, keptTitle } from '../kept/forget';
import { Logo } from '../ui/Logo';
import { Sorry } from '../ui/Sorry';
import { Session } from './session';
import styles from './SessionPage.module.css';
import { Workbench } from './Workbench';

export default function SessionPage() {
  const { id = '' } = useParams();
  const me = useMe();
  switch (me.state) {
    case 'loading':
      return null;
    case 'failed':
      return <Sorry error={me.error} retry={me.retry} />;
    case 'unknown':
      return (
        <main className={styles.door}>
          <Logo size={40} />
          <h1>Log in to join this session</h1>
          <div className={styles.card}>
            <Login ways={me.ways} />
          </div>
        </main>
      );
    case 'known':
      return <Visit key={id} id={id} user={me.user} />;
  }
}

/** Asks for the session first, so that an address that leads nowhere is told before anything opens. */
function Visit({ id, user }: { id: string; user: User }) {
  const place = { user: user.id, session: id };
  const { data, error, refetch } = useQuery({
    queryKey: ['session', id],
    queryFn: () => titleOf(place),
    retry: 0,
  });
  if (error) return <Sorry error={error} retry={() => void refetch()} />;
  if (data === undefined) return null;
  return <OpenSession id={id} title={data.title} user={user} />;
}

/** What this browser keeps is shown where the server is not reached, and goes where the server knows of no access. */
async function titleOf(place: Place): Promise<{ title: string }> {
  try {
    return await api.session(place.session);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 403 || error.status === 404) await forgetPlace(place);
    const title = error.isOffline ? await keptTitle(place) : undefined;
    if (title === undefined) throw error;
    return { title };
  }
}

function OpenSession({ id, title, user }: { id: string; title: string; user: User }) {
  const [session] = useState(
    () => new Session(id, user, (what, detail) => toast.error(what, { description: detail })),
  );
  useEffect(() => {
    session.start();
    return () => session.stop();
  }, [session]);
  useEffect(() => session.kept.named(title), [session, title]);
  return <Workbench session={session} title={title} user={user} />;
}
