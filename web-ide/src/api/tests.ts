import {
  boolean,
  dictionary,
  list,
  literal,
  number,
  optional,
  shape,
  string,
  type Check,
} from './check';
import { outcome, usage, type Kinds, type Outcome, type Usage } from './outcome';
import { difference, type Difference } from './problems';

/** Messages about tests while one types, as docs/protocol.md, section 10, has them. */
export type TestsMessage =
  | TestsRound
  | { t: 'tests.stage'; round: number; stage: TestsStage }
  | { t: 'tests.found'; round: number; tests: TestInfo[] }
  | { t: 'test.started'; round: number; test: string }
  | TestEnded
  | TestsDone;

export type TestsStage = 'waiting' | 'building' | 'running';
export type TestVerdict = 'passed' | 'failed' | 'error' | 'timeout' | 'skipped';

export interface TestInfo {
  id: string;
  /** A problem's, one's own, or found in the files. */
  kind: 'sample' | 'case' | 'unit';
  name: string;
  path: string | undefined;
  line: number | undefined;
}

export interface TestsRound {
  t: 'tests.round';
  round: number;
  revision: number;
  /** Of each file by its path and of each case by `case:ID`: what the results are made from. */
  hashes: Record<string, string>;
  language: string;
  entry: string;
  problem: string | undefined;
  only: string | undefined;
  tests: TestInfo[];
  startedAt: string;
}

export interface Frame {
  path: string;
  line: number;
  name: string;
}

export interface TestEnded {
  t: 'test.ended';
  round: number;
  test: string;
  verdict: TestVerdict;
  usage: Usage;
  stdout: string;
  stderr: string;
  /** There was more of them. */
  cut: boolean | undefined;
  outcome: Outcome | undefined;
  difference: Difference | undefined;
  message: string | undefined;
  at: { path: string; line: number } | undefined;
  /** Innermost first. */
  stack: Frame[] | undefined;
}

export type TestsOutcome =
  'done' | 'cancelled' | 'compile-failed' | 'no-tests' | 'refused' | 'sandbox-failed';

export interface TestsDone {
  t: 'tests.done';
  round: number;
  outcome: TestsOutcome;
  passed: number;
  total: number;
  wallMs: number;
  reason: string | undefined;
  compiler: string | undefined;
  /** Diagnostics come once more. */
  checking: boolean | undefined;
}

const testInfo = shape<TestInfo>({
  id: string,
  kind: literal('sample', 'case', 'unit'),
  name: string,
  path: optional(string),
  line: optional(number),
});

const ending: Check<TestsOutcome> = literal(
  'done',
  'cancelled',
  'compile-failed',
  'no-tests',
  'refused',
  'sandbox-failed',
);

type Place = NonNullable<TestEnded['at']>;

export const testsMessages: Kinds<TestsMessage, 't'> = {
  'tests.round': shape<TestsRound>({
    t: literal('tests.round'),
    round: number,
    revision: number,
    hashes: dictionary(string),
    language: string,
    entry: string,
    problem: optional(string),
    only: optional(string),
    tests: list(testInfo),
    startedAt: string,
  }),
  'tests.stage': shape({
    t: literal('tests.stage'),
    round: number,
    stage: literal('waiting', 'building', 'running'),
  }),
  'tests.found': shape<Extract<TestsMessage, { t: 'tests.found' }>>({
    t: literal('tests.found'),
    round: number,
    tests: list(testInfo),
  }),
  'test.started': shape({ t: literal('test.started'), round: number, test: string }),
  'test.ended': shape<TestEnded>({
    t: literal('test.ended'),
    round: number,
    test: string,
    verdict: literal('passed', 'failed', 'error', 'timeout', 'skipped'),
    usage,
    stdout: string,
    stderr: string,
    cut: optional(boolean),
    outcome: optional(outcome),
    difference: optional(difference),
    message: optional(string),
    at: optional(shape<Place>({ path: string, line: number })),
    stack: optional(list(shape<Frame>({ path: string, line: number, name: string }))),
  }),
  'tests.done': shape<TestsDone>({
    t: literal('tests.done'),
    round: number,
    outcome: ending,
    passed: number,
    total: number,
    wallMs: number,
    reason: optional(string),
    compiler: optional(string),
    checking: optional(boolean),
  }),
};
