import { useMemo, useSyncExternalStore } from 'react';
import type { Session } from '../session/session';
import { useStore } from '../ui/store';
import { cells, type Cell, type Made, type TestsState } from './testsState';

/** The session's tests as they are to be shown now. */
export function useTests(session: Session): {
  state: TestsState;
  held: Made | undefined;
  shown: readonly Cell[];
} {
  const state = useStore(session.tests.state);
  const held = useStore(session.tests.held);
  const { cases } = session.document;
  const own = useSyncExternalStore(cases.subscribe, cases.view);
  const shown = useMemo(() => cells(state, own, held), [state, own, held]);
  return { state, held, shown };
}
