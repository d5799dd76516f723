import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DocumentView } from '../collab/document';
import type { LinkStatus } from '../collab/link';
import type { Peer } from '../collab/presence';
import type { Session } from './session';

export function useDocumentView(session: Session): DocumentView {
  return useSyncExternalStore(session.document.subscribe, session.document.view);
}

export function useLink(session: Session): LinkStatus {
  return useSyncExternalStore(session.link.subscribe, session.link.status);
}

export function usePeers(session: Session): readonly Peer[] {
  const [here, setHere] = useState<readonly Peer[]>([]);
  useEffect(() => {
    const { awareness, company } = session;
    const look = () => setHere(session.peers());
    look();
    awareness.on('change', look);
    const stop = company.view.subscribe(look);
    return () => {
      awareness.off('change', look);
      stop();
    };
  }, [session]);
  return here;
}
