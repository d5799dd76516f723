import { expect, test } from 'vitest';
import { readServerMessage } from '../api/messages';
import type { TestInfo, TestsMessage, TestVerdict } from '../api/tests';
import {
  cells,
  firstFailure,
  isFresh,
  lastKnown,
  NO_TESTS,
  reduceTests,
  type Made,
  type TestsState,
} from './testsState';

const made = (hashes: Record<string, string>): Made => ({
  hashes,
  language: 'python',
  problem: undefined,
  entry: 'main.py',
});
const ONE = made({ 'main.py': 'aa' });
const OTHER = made({ 'main.py': 'bb' });

/** As the server says it, through the page's own reading of it. */
function message(json: object): TestsMessage {
  const read = readServerMessage(JSON.stringify(json));
  if (!read || !(read.t.startsWith('test') || read.t === 'diagnostics')) throw new Error('unread');
  return read as TestsMessage;
}

const sample = (name: string) => ({ id: `sample:${name}`, kind: 'sample', name });
const unit = (name: string, line = 1) => ({
  id: `unit:${name}`,
  kind: 'unit',
  name,
  path: 'test.py',
  line,
});

const round = (number: number, { hashes }: Made, tests: object[], more: object = {}) =>
  message({
    t: 'tests.round',
    round: number,
    revision: number,
    hashes,
    language: 'python',
    entry: 'main.py',
    tests,
    startedAt: '2026-01-01T00:00:00Z',
    ...more,
  });

const ended = (number: number, id: string, verdict: TestVerdict) =>
  message({
    t: 'test.ended',
    round: number,
    test: id,
    verdict,
    usage: { wallMs: 3, cpuMs: 2, memoryBytes: 1 },
    stdout: '',
    stderr: '',
  });

const done = (number: number, outcome = 'done', more: object = {}) =>
  message({ t: 'tests.done', round: number, outcome, passed: 1, total: 1, wallMs: 9, ...more });

const after = (...messages: TestsMessage[]): TestsState => messages.reduce(reduceTests, NO_TESTS);

const shown = (state: TestsState, now: Made | undefined) =>
  cells(state, [], now).map(
    ({ test: { name }, end, fresh }) => `${name} ${end?.verdict ?? '-'}${fresh ? '' : ' grey'}`,
  );

test('a result counts for the text that it was made from', () => {
  const state = after(round(1, ONE, [sample('1')]), ended(1, 'sample:1', 'passed'), done(1));

  expect(shown(state, ONE)).toEqual(['1 passed']);
  expect(shown(state, OTHER)).toEqual(['1 passed grey']);
  expect(shown(state, undefined)).toEqual(['1 passed grey']);
});

test('a file or a case that is added, deleted or renamed makes every result stale', () => {
  const two = made({ 'main.py': 'aa', 'case:x': 'cc' });

  expect(isFresh(two, two)).toBe(true);
  expect(isFresh(two, made({ 'main.py': 'aa' }))).toBe(false);
  expect(isFresh(two, made({ 'main.py': 'aa', 'case:x': 'cc', 'b.py': '' }))).toBe(false);
  expect(isFresh(two, made({ 'other.py': 'aa', 'case:x': 'cc' }))).toBe(false);
});

test('another language, problem or file to begin with makes every result stale', () => {
  expect(isFresh(ONE, { ...ONE, language: 'java' })).toBe(false);
  expect(isFresh(ONE, { ...ONE, problem: 'sum' })).toBe(false);
  expect(isFresh(ONE, { ...ONE, entry: 'other.py' })).toBe(false);
});

test('a new round keeps the results of the one before, grey, until its own come', () => {
  const first = after(
    round(1, ONE, [sample('1'), sample('2')]),
    ended(1, 'sample:1', 'passed'),
    ended(1, 'sample:2', 'passed'),
    done(1),
  );
  const second = reduceTests(first, round(2, OTHER, [sample('1'), sample('2')]));
  expect(shown(second, OTHER)).toEqual(['1 passed grey', '2 passed grey']);

  const third = reduceTests(second, ended(2, 'sample:2', 'failed'));
  expect(shown(third, OTHER)).toEqual(['1 passed grey', '2 failed']);
});

test('what a compiler said stays until the next round knows better', () => {
  const items = [{ path: 'main.py', line: 1, severity: 'error', text: 'types' }];
  const first = after(round(1, ONE, []), message({ t: 'diagnostics', round: 1, items }));
  const told = (state: TestsState) => lastKnown(state.round).map(({ text }) => text);

  const cancelled = [round(2, OTHER, []), done(2, 'cancelled')].reduce(reduceTests, first);
  expect(told(cancelled)).toEqual(['types']);
  const begun = reduceTests(cancelled, round(3, OTHER, []));
  expect(told(begun)).toEqual(['types']);
  expect(told(reduceTests(begun, done(3)))).toEqual([]);

  const checking = reduceTests(begun, done(3, 'done', { checking: true }));
  expect(told(checking)).toEqual(['types']);
  expect(told(reduceTests(checking, message({ t: 'diagnostics', round: 3, items: [] })))).toEqual(
    [],
  );
});

test('unit tests stand by file and line, whichever ran first', () => {
  const state = after(
    round(1, ONE, []),
    message({
      t: 'tests.found',
      round: 1,
      tests: [{ ...unit('c', 1), path: 'z.py' }, unit('b', 9)],
    }),
    message({ t: 'tests.found', round: 1, tests: [unit('a', 2)] }),
  );

  expect(cells(state, [], ONE).map(({ test: { name } }) => name)).toEqual(['a', 'b', 'c']);
});

test('what a compiler says after the round is over is the newest round’s alone', () => {
  const found = (number: number, text: string) =>
    message({
      t: 'diagnostics',
      round: number,
      items: [{ path: 'main.py', line: 1, severity: 'error', text }],
    });
  const state = after(round(2, ONE, []), found(2, 'quick'), done(2, 'no-tests'), found(2, 'types'));

  expect(state.round?.diagnostics.map(({ text }) => text)).toEqual(['types']);
  expect(reduceTests(state, found(1, 'late'))).toBe(state);
  expect(reduceTests(state, round(3, ONE, [])).round?.diagnostics).toEqual([]);
});

test('a cancelled round leaves what was there, and it counts again for its own text', () => {
  const state = after(
    round(1, ONE, [sample('1')]),
    ended(1, 'sample:1', 'passed'),
    done(1),
    round(2, OTHER, [sample('1')]),
    done(2, 'cancelled'),
  );

  expect(shown(state, OTHER)).toEqual(['1 passed grey']);
  expect(shown(state, ONE)).toEqual(['1 passed']);
});

test('what is left over of an earlier round changes nothing', () => {
  const before = after(round(1, ONE, [sample('1')]), round(2, OTHER, [sample('1')]));

  expect(reduceTests(before, ended(1, 'sample:1', 'passed'))).toBe(before);
  expect(reduceTests(before, done(1))).toBe(before);
});

test('who joins gets the newest round whole, also twice', () => {
  const told = [round(7, ONE, [sample('1'), sample('2')]), ended(7, 'sample:1', 'failed'), done(7)];

  expect(shown(after(...told), ONE)).toEqual(['1 failed', '2 - grey']);
  expect(shown(after(...told, ...told), ONE)).toEqual(['1 failed', '2 - grey']);
});

test('a server that started again counts its rounds from the beginning', () => {
  const state = after(
    round(40, ONE, [sample('1')]),
    ended(40, 'sample:1', 'passed'),
    round(1, OTHER, [sample('1')]),
    ended(1, 'sample:1', 'failed'),
  );

  expect(shown(state, OTHER)).toEqual(['1 failed']);
});

test('unit tests keep their places until a round has found which there are', () => {
  const first = after(
    round(1, ONE, [sample('1')]),
    message({ t: 'tests.found', round: 1, tests: [unit('a'), unit('b')] }),
    ended(1, 'unit:a', 'passed'),
    ended(1, 'unit:b', 'passed'),
    done(1),
  );
  const second = reduceTests(first, round(2, OTHER, [sample('1')]));
  expect(shown(second, OTHER)).toEqual(['1 - grey', 'a passed grey', 'b passed grey']);

  const third = [
    message({ t: 'tests.found', round: 2, tests: [unit('b', 9), unit('c', 12)] }),
    ended(2, 'unit:b', 'passed'),
    ended(2, 'unit:c', 'failed'),
    done(2),
  ].reduce(reduceTests, second);
  expect(shown(third, OTHER)).toEqual(['1 - grey', 'b passed', 'c failed']);
  expect(third.tests.find(({ id }) => id === 'unit:b')?.line).toBe(9);
});

test('a round of one test takes nothing from the others', () => {
  const state = after(
    round(1, ONE, []),
    message({ t: 'tests.found', round: 1, tests: [unit('a'), unit('b')] }),
    ended(1, 'unit:a', 'passed'),
    ended(1, 'unit:b', 'failed'),
    done(1),
    round(2, ONE, [unit('a')], { only: 'unit:a' }),
    ended(2, 'unit:a', 'passed'),
    done(2),
  );

  expect(shown(state, ONE)).toEqual(['a passed', 'b failed']);
});

test('a test is running from its start to its end, and no longer than its round', () => {
  const started = (test: string) => message({ t: 'test.started', round: 1, test });
  const running = (state: TestsState) =>
    cells(state, [], ONE)
      .filter((cell) => cell.running)
      .map((cell) => cell.test.name);
  const state = after(round(1, ONE, [sample('1'), sample('2')]), started('sample:1'));
  expect(running(state)).toEqual(['1']);

  const next = [ended(1, 'sample:1', 'passed'), started('sample:2')].reduce(reduceTests, state);
  expect(running(next)).toEqual(['2']);
  expect(running(reduceTests(next, done(1, 'cancelled')))).toEqual([]);
});

test('cases are as the document has them, before any round and after their deletion', () => {
  const own = (id: string, name: string): TestInfo => ({
    id: `case:${id}`,
    kind: 'case',
    name,
    path: undefined,
    line: undefined,
  });
  const state = after(round(1, ONE, [sample('1'), own('x', 'old name'), own('gone', 'gone')]));

  const now = cells(
    state,
    [
      { id: 'x', name: 'new name' },
      { id: 'y', name: 'added' },
    ],
    ONE,
  );

  expect(now.map((cell) => cell.test.name)).toEqual(['1', 'new name', 'added']);
});

test('the first failure that counts is opened, and one of before while none does', () => {
  const state = after(
    round(1, ONE, [sample('1'), sample('2')]),
    ended(1, 'sample:1', 'failed'),
    round(2, OTHER, [sample('1'), sample('2')]),
    ended(2, 'sample:2', 'timeout'),
  );

  expect(firstFailure(cells(state, [], OTHER))?.test.name).toBe('2');
  expect(firstFailure(cells(state, [], undefined))?.test.name).toBe('1');
});
