import type { Diagnostic } from '../api/outcome';
import type { TestEnded, TestsOutcome } from '../api/tests';
import { hasFailed, isFresh, type Cell, type Made, type TestsState } from './testsState';
import { testName, VERDICTS } from './words';

/** An editor that is full of marks says nothing. */
const MAX_PLACES = 100;
/** Of a round that looked at all there is. */
const SETTLED: ReadonlySet<TestsOutcome> = new Set(['done', 'no-tests', 'compile-failed']);

/**
 * What the newest round says about places in the text that is held, and about no other text. Undefined while that is not
 * known: while a round is still to come, or has said nothing yet.
 */
export function testPlaces(
  { round }: TestsState,
  shown: readonly Cell[],
  held: Made | undefined,
): readonly Diagnostic[] | undefined {
  const current = round && isFresh(round.about, held) ? round : undefined;
  const failures = shown.flatMap(({ test, end, fresh }) =>
    fresh && end && hasFailed(end) ? failurePlaces(testName(test), end) : [],
  );
  const places = [...(current?.diagnostics ?? []), ...failures].slice(0, MAX_PLACES);
  const outcome = current?.done?.outcome;
  return places.length > 0 || (outcome && SETTLED.has(outcome)) ? places : undefined;
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
