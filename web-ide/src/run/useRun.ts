import { useEffect, useState } from 'react';
import type { RunMode } from '../api/messages';
import { differs } from '../files/hashes';
import type { Session } from '../session/session';
import { remembered } from '../ui/remembered';
import { useStore } from '../ui/store';
import { tell } from '../ui/tell';
import { terminalSize } from './terminalSize';

export const runMode = remembered<RunMode>('run-mode', ['pipes', 'terminal'], 'pipes');

/** Hashing waits for a pause in the typing. */
const PAUSE_MS = 250;

export function startRun(session: Session): void {
  const run = session.runs.run.value();
  if ((run && !run.end) || session.runs.starting.value()) return;
  const mode = runMode.value();
  const size = mode === 'terminal' ? terminalSize.value() : undefined;
  if (!session.runs.start(mode, size)) {
    tell('Not connected', {
      kind: 'error',
      description: 'Programs run on the server. Run again once the connection is back.',
    });
  }
}

/** True if what is shown was made from other text than is in the editor now. */
export function useStale(session: Session): boolean {
  const hashes = useStore(session.runs.run)?.about.hashes;
  const [stale, setStale] = useState(false);

  useEffect(() => {
    if (!hashes) return;
    const compare = () => setStale(differs(session.document.texts(), hashes));
    let timer = setTimeout(compare, 0);
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(compare, PAUSE_MS);
    };
    session.document.doc.on('update', changed);
    return () => {
      clearTimeout(timer);
      session.document.doc.off('update', changed);
    };
  }, [session, hashes]);

  return hashes !== undefined && stale;
}
