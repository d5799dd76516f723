// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TestEnded, TestInfo, TestsRound } from '../api/tests';
import { sha256Hex } from '../files/hashes';
import { Session } from '../session/session';
import { testEnded } from './testEnded';
import TestsPane from './TestsPane';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const TEXT = 'print(1)\n';
const went: object[] = [];
let session: Session;
let file = '';
let page: HTMLElement;
let root: Root;

beforeEach(() => {
  session = new Session('s1', { id: 'ada', name: 'Ada', color: '#123456' }, () => undefined);
  file = session.document.addFile('main.py', TEXT);
  session.document.setLanguage('python', file);
  session.tests.start();
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  went.length = 0;
  show();
});

afterEach(() => {
  act(() => root.unmount());
  session.stop();
  page.remove();
});

function show(readOnly = false) {
  const client = new QueryClient();
  act(() =>
    root.render(
      <QueryClientProvider client={client}>
        <Tooltip.Provider>
          <TestsPane
            session={session}
            readOnly={readOnly}
            paths={['main.py']}
            onPlace={(place) => went.push(place)}
            open
          />
        </Tooltip.Provider>
      </QueryClientProvider>,
    ),
  );
}

const unit = (name: string, line = 1): TestInfo => ({
  id: `unit:${name}`,
  kind: 'unit',
  name,
  path: 'main.py',
  line,
});

function round(tests: TestInfo[], more: Partial<TestsRound> = {}): TestsRound {
  return {
    t: 'tests.round',
    round: 1,
    revision: 1,
    hashes: { 'main.py': sha256Hex(TEXT) },
    language: 'python',
    entry: 'main.py',
    problem: undefined,
    only: undefined,
    tests,
    startedAt: '',
    ...more,
  };
}

type Told = Parameters<Session['tests']['receive']>[0];

function hear(...messages: Told[]) {
  vi.useFakeTimers();
  act(() => {
    for (const message of messages) session.tests.receive(message);
    vi.advanceTimersByTime(50);
  });
  vi.useRealTimers();
}

function done(more: object = {}): Told {
  return {
    t: 'tests.done',
    round: 1,
    outcome: 'done',
    passed: 0,
    total: 0,
    wallMs: 1,
    reason: undefined,
    compiler: undefined,
    checking: undefined,
    ...more,
  };
}

const button = (label: string) => page.querySelector<HTMLElement>(`button[aria-label="${label}"]`);
const summary = () => page.querySelector('header span')?.textContent;
const opened = () => page.querySelector('section section');

const FAILED: TestEnded = testEnded('unit:b', {
  verdict: 'failed',
  usage: { wallMs: 12, cpuMs: 11, memoryBytes: 3 << 20 },
  difference: {
    kind: 'token',
    line: 1,
    column: 1,
    answerLine: 1,
    answerColumn: 1,
    token: 1,
    expected: '4',
    got: '5',
    absoluteError: undefined,
    relativeError: undefined,
  },
  stdout: 'of b\n',
  stack: [{ path: 'main.py', line: 7, name: 'half' }],
});

test('a cell for each test says its verdict by a letter, a shape and in words', () => {
  hear(
    round([unit('a'), unit('b'), unit('c'), unit('d'), unit('e'), unit('f')]),
    testEnded('unit:a'),
    FAILED,
    testEnded('unit:c', { verdict: 'error' }),
    testEnded('unit:d', { verdict: 'timeout' }),
    testEnded('unit:e', { verdict: 'skipped' }),
  );

  const cells = [...page.querySelectorAll<HTMLElement>('ol[aria-label="Tests"] button')];
  expect(cells.map(({ textContent, dataset }) => `${textContent} ${dataset.look ?? ''}`)).toEqual([
    'P right',
    'F wrong',
    'E crashed',
    'T limit',
    'S apart',
    ' none',
  ]);
  expect(cells.map((cell) => cell.getAttribute('aria-label'))).toEqual([
    'a: passed',
    'b: failed',
    'c: ended with an error',
    'd: ran out of time',
    'e: skipped',
    'f: not tested',
  ]);
});

test('the first failure is open, with its difference, its time, its memory and its own output', () => {
  hear(
    round([unit('a'), unit('b')]),
    testEnded('unit:a', { stdout: 'of a\n' }),
    FAILED,
    done({ total: 2, passed: 1 }),
  );

  expect(opened()?.getAttribute('aria-label')).toBe('Test b');
  expect(opened()?.textContent).toContain('12 ms · 3 MB');
  expect(opened()?.querySelector('[aria-label="Difference"]')?.textContent).toMatch(/4.*5/);
  expect(opened()?.textContent).toContain('of b');
  expect(opened()?.textContent).not.toContain('of a');
});

test('a line of a stack trace leads there', () => {
  hear(round([unit('b')]), FAILED);

  act(() => opened()?.querySelector<HTMLElement>('[aria-label="Stack"] button')?.click());

  expect(went).toEqual([{ path: 'main.py', line: 7 }]);
});

test('while a round runs it says how far it is', () => {
  const tests = Array.from({ length: 200 }, (_, n) => unit(String(n)));
  hear(round(tests), { t: 'tests.stage', round: 1, stage: 'running' });
  hear(...tests.slice(0, 12).map(({ id }) => testEnded(id)));

  expect(summary()).toBe('12 of 200');
});

test('an edit takes every colour away at once, and says so', () => {
  hear(round([unit('a')]), testEnded('unit:a'), done({ passed: 1, total: 1 }));
  expect(summary()).toBe('Passed');

  act(() => session.document.text(file)?.insert(0, '#'));

  expect(summary()).toBe('Changed since');
  const cell = page.querySelector<HTMLElement>('ol button');
  expect(cell?.dataset.stale).toBe('true');
  expect(cell?.getAttribute('aria-label')).toBe('a: passed, before the last change');
});

test('one test can be run alone, all of them now, and testing paused for everybody', () => {
  const sent = vi.spyOn(session.link, 'send');
  hear(round([unit('a'), unit('b')]), FAILED);

  act(() => button('Run only this')?.click());
  act(() => button('Test now')?.click());
  act(() => button('Pause testing, for everybody')?.click());

  expect(sent.mock.calls).toEqual([[{ t: 'tests.run', only: 'unit:b' }], [{ t: 'tests.run' }]]);
  expect(session.document.view().testsPaused).toBe(true);
  expect(button('Go on testing while we type')).not.toBeNull();
});

test('whoever only watches changes nothing', () => {
  hear(round([unit('b')]), FAILED);

  show(true);

  for (const label of ['Run only this', 'Test now', 'Pause testing, for everybody', 'Add a case']) {
    expect(button(label)?.hasAttribute('disabled'), label).toBe(true);
  }
});

test('why nothing could be tested is said, and takes no test away', () => {
  hear(round([unit('a')]), testEnded('unit:a'), done({ passed: 1, total: 1 }));

  const reason = 'The images are being built. Try again in a moment.';
  hear(round([], { round: 2, hashes: {} }), done({ round: 2, outcome: 'refused', reason }));

  expect(summary()).toBe(reason);
  expect(page.querySelector('section p')?.textContent).toBe(reason);
  expect(page.querySelectorAll('ol button')).toHaveLength(1);
});

test('what the compiler says is listed, and each line leads there', () => {
  hear(
    round([]),
    {
      t: 'diagnostics',
      round: 1,
      items: [{ path: 'main.py', line: 3, column: 2, severity: 'error', text: 'no such name' }],
    },
    done({ outcome: 'compile-failed', compiler: 'main.py:3:2: no such name' }),
  );

  expect(summary()).toBe('Does not compile');
  act(() => page.querySelector<HTMLElement>('[aria-label="Problems"] button')?.click());
  expect(went).toEqual([{ path: 'main.py', line: 3, column: 2 }]);
});
