import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { Login } from '../account/Login';
import { useMe } from '../account/useMe';
import { api, type User } from '../api/endpoints';
import { ApiError, type LoginWay } from '../api/http';
import type { Place } from '../kept/database';
import { forgetPlace, keptTitle } from '../kept/forget';
import { sharing } from '../api/sharing';
import { forgetInvitation, invitation, receiveInvitation } from '../people/invitation';
import { Logo } from '../ui/Logo';
import { Sorry } from '../ui/Sorry';
import { tell } from '../ui/tell';
import { Session } from './session';
import styles from './SessionPage.module.css';
import { Workbench } from './Workbench';

export default function SessionPage() {
  const { id = '' } = useParams();
  const me = useMe();
  receiveInvitation(id);
  switch (me.state) {
    case 'loading':
      return null;
    case 'failed':
      return <Sorry error={me.error} retry={me.retry} />;
    case 'unknown':
      return <Door key={id} id={id} ways={me.ways} />;
    case 'known':
      return <Visit key={id} id={id} user={me.user} />;
  }
}

const GUEST: User = { id: '', name: 'Guest', color: '#7a8691' };

/** Whoever is not logged in watches where guests may, and else logs in; so does whoever was sent a link. */
function Door({ id, ways }: { id: string; ways: readonly LoginWay[] }) {
  const [wantsLogin, setWantsLogin] = useState(invitation(id) !== undefined);
  const { data, isPending } = useQuery({
    queryKey: ['guest', id],
    queryFn: () => api.session(id),
    enabled: !wantsLogin,
    retry: 0,
  });
  if (!wantsLogin && isPending) return null;
  if (!wantsLogin && data) {
    return (
      <OpenSession id={id} title={data.title} user={GUEST} onLogIn={() => setWantsLogin(true)} />
    );
  }
  return (
    <main className={styles.door}>
      <Logo size={40} />
      <h1>Log in to join this session</h1>
      <div className={styles.card}>
        <Login ways={ways} />
      </div>
    </main>
  );
}

/** Opens the link that one came by, if it was one: its secret goes to the server in a body, never in an address. */
async function enter(place: Place) {
  const secret = invitation(place.session);
  if (secret === undefined) return titleOf(place);
  try {
    await sharing.join(place.session, secret);
  } catch (error) {
    if (error instanceof ApiError && error.isOffline) return titleOf(place);
    forgetInvitation(place.session);
    // Whoever is in already needs no link.
    const access = await api.session(place.session).catch(() => undefined);
    if (!access) throw error;
  }
  forgetInvitation(place.session);
  return titleOf(place);
}

/** Asks for the session first, so that an address that leads nowhere is told before anything opens. */
function Visit({ id, user }: { id: string; user: User }) {
  const place = { user: user.id, session: id };
  const { data, error, refetch } = useQuery({
    queryKey: ['session', id],
    queryFn: () => enter(place),
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
    if (error.status === 404) await forgetPlace(place);
    const title = error.isOffline ? await keptTitle(place) : undefined;
    if (title === undefined) throw error;
    return { title };
  }
}

interface OpenProps {
  id: string;
  title: string;
  user: User;
  onLogIn?: () => void;
}

function OpenSession({ id, title, user, onLogIn }: OpenProps) {
  const [session] = useState(
    () =>
      new Session(id, user, (what, detail) => tell(what, { kind: 'error', description: detail })),
  );
  useEffect(() => {
    session.start();
    return () => session.stop();
  }, [session]);
  useEffect(() => session.kept.named(title), [session, title]);
  return <Workbench session={session} title={title} user={user} {...(onLogIn && { onLogIn })} />;
}
