import { expect, test } from 'vitest';
import type { Diagnostics } from '../api/messages';
import type { Diagnostic } from '../api/outcome';
import type { TestEnded, TestsDone, TestsOutcome, TestsRound } from '../api/tests';
import { testEnded } from './testEnded';
import { testPlaces } from './testPlaces';
import { NO_TESTS, reduceTests, type Cell, type Made, type TestsState } from './testsState';

const failed = testEnded('unit:a', {
  verdict: 'failed',
  message: '1 is not 2',
  at: { path: 'test.py', line: 4 },
  stack: [
    { path: 'test.py', line: 4, name: 'check' },
    { path: 'test.py', line: 9, name: 'test_a' },
  ],
});

const cell = (end: TestEnded, fresh: boolean): Cell => ({
  test: { id: end.test, kind: 'unit', name: 'test_a', path: 'test.py', line: 8 },
  end,
  fresh,
  running: false,
});

const HELD: Made & { entry: string } = {
  hashes: { 'test.py': 'a' },
  language: 'python',
  problem: undefined,
  entry: 'test.py',
};
const ERROR: Diagnostic = { path: 'test.py', line: 1, column: 2, severity: 'error', text: 'no' };

/** That ended so, or has not. */
function roundThat(
  outcome: TestsOutcome | undefined,
  diagnostics: readonly Diagnostic[] = [],
): TestsState {
  const about: TestsRound = {
    ...HELD,
    t: 'tests.round',
    round: 1,
    revision: 1,
    only: undefined,
    tests: [],
    startedAt: '',
  };
  const told = [about, { t: 'diagnostics', round: 1, items: diagnostics } as Diagnostics];
  const done = outcome ? [{ t: 'tests.done', round: 1, outcome } as TestsDone] : [];
  return [...told, ...done].reduce(reduceTests, NO_TESTS);
}

test('a failure is marked where it happened, and the calls that led there', () => {
  expect(testPlaces(NO_TESTS, [cell(failed, true)], undefined)).toEqual([
    { path: 'test.py', line: 4, column: undefined, severity: 'error', text: 'test_a: 1 is not 2' },
    {
      path: 'test.py',
      line: 9,
      column: undefined,
      severity: 'note',
      text: 'test_a: on its way here, in test_a',
    },
  ]);
});

test('without a place the innermost call is it, and without a message the verdict', () => {
  const places = testPlaces(
    NO_TESTS,
    [cell({ ...failed, at: undefined, message: undefined, verdict: 'timeout' }, true)],
    undefined,
  );

  expect(places?.[0]).toMatchObject({ line: 4, text: 'test_a: Ran out of time' });
});

test('what may no longer hold, and what passed, marks nothing', () => {
  const passed: TestEnded = { ...failed, verdict: 'passed' };
  const cells = [cell(failed, false), cell(passed, true)];

  expect(testPlaces(NO_TESTS, cells, undefined)).toBeUndefined();
  expect(testPlaces(roundThat('done'), cells, HELD)).toEqual([]);
});

test('until the round of the held text has said something, nothing is known', () => {
  expect(testPlaces(roundThat(undefined), [], HELD)).toBeUndefined();
  expect(testPlaces(roundThat('cancelled'), [], HELD)).toBeUndefined();
  expect(testPlaces(roundThat('done'), [], undefined)).toBeUndefined();
  expect(testPlaces(roundThat('compile-failed', [ERROR]), [], HELD)).toEqual([ERROR]);
});
