import type { Diagnostic } from '../api/outcome';
import type { TestEnded } from '../api/tests';
import { hasFailed, isFresh, type Cell, type Made, type TestsState } from './testsState';
import { testName, VERDICTS } from './words';

/** An editor that is full of marks says nothing. */
const MAX_PLACES = 100;

/** What the newest round says about places in the text that is held, and about no other text. */
export function testPlaces(
  { round }: TestsState,
  shown: readonly Cell[],
  held: Made | undefined,
): Diagnostic[] {
  const compiler = round && isFresh(round.about, held) ? round.diagnostics : [];
  const failures = shown.flatMap(({ test, end, fresh }) =>
    fresh && end && hasFailed(end) ? failurePlaces(testName(test), end) : [],
  );
  return [...compiler, ...failures].slice(0, MAX_PLACES);
}

/** Where it failed, and the calls that led there. */
function failurePlaces(name: string, end: TestEnded): Diagnostic[] {
  const { stack = [], message, verdict } = end;
  const at = end.at ?? stack[0];
  if (!at) return [];
  const why = message === undefined || message === '' ? VERDICTS[verdict].words : message;
  const calls = stack.filter(({ path, line }) => path !== at.path || line !== at.line);
  return [
    { path: at.path, line: at.line, column: undefined, severity: 'error', text: `${name}: ${why}` },
    ...calls.map((call): Diagnostic => {
      const text = `${name}: on its way here, in ${call.name}`;
      return { path: call.path, line: call.line, column: undefined, severity: 'note', text };
    }),
  ];
}
