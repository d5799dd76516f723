import { useEffect, useMemo } from 'react';
import type { Peer } from '../collab/presence';
import { sightOf, type Sight } from '../editor/sight';
import type { Session } from '../session/session';
import { useStore } from '../ui/store';

/** What whoever is followed has in sight; their file is opened here when they go to another. */
export function useFollow(
  session: Session,
  peers: readonly Peer[],
  open: (file: string) => void,
): Sight | undefined {
  const { following } = useStore(session.company.view);
  const sight = useMemo(() => {
    if (following === undefined) return undefined;
    const windows = peers.filter((peer) => peer.user.id === following);
    const peer =
      windows.find(({ view }) => view !== undefined) ??
      windows.find(({ cursor }) => cursor !== undefined);
    return peer && sightOf(peer, (file) => session.document.text(file));
  }, [session, peers, following]);
  const file = sight?.file;
  useEffect(() => {
    if (file !== undefined) open(file);
    // Only when they go elsewhere: this person may look at another file meanwhile and stop following by it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [file]);
  return sight;
}
