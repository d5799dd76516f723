import { expect, test } from 'vitest';
import type { TestEnded } from '../api/tests';
import { testEnded } from './testEnded';
import { testPlaces } from './testPlaces';
import { NO_TESTS, type Cell } from './testsState';

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
  const [first] = testPlaces(
    NO_TESTS,
    [cell({ ...failed, at: undefined, message: undefined, verdict: 'timeout' }, true)],
    undefined,
  );

  expect(first).toMatchObject({ line: 4, text: 'test_a: Ran out of time' });
});

test('what may no longer hold, and what passed, marks nothing', () => {
  const passed: TestEnded = { ...failed, verdict: 'passed' };

  expect(testPlaces(NO_TESTS, [cell(failed, false), cell(passed, true)], undefined)).toEqual([]);
});
