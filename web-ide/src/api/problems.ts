import { boolean, dictionary, list, literal, number, optional, shape, string } from './check';
import { request } from './http';

export interface ProblemSummary {
  id: string;
  name: string;
  level: number;
  keywords: string[];
  scoring: boolean;
  interactive: boolean;
}

export interface Sample {
  name: string;
  input: string;
  answer: string;
  interaction: string;
}

export interface Limits {
  cpuMs: number;
  memoryBytes: number;
  outputBytes: number;
}

/** How long each stage of a submission took. */
export interface Stages {
  queuedMs: number;
  buildMs: number;
  testsMs: number;
}

export interface Problem extends ProblemSummary {
  author: string;
  license: string;
  statement: string;
  samples: Sample[];
  limits: Limits;
  maxCodeBytes: number;
  languages: string[];
  tests: number;
}

export type ProblemState = 'todo' | 'tried' | 'solved';

export interface Progress {
  problem: string;
  state: ProblemState;
  firstSolvedAt: string | undefined;
  languages: string[];
  attempts: number;
}

const summary = {
  id: string,
  name: string,
  level: number,
  keywords: list(string),
  scoring: boolean,
  interactive: boolean,
};

const limits = shape<Limits>({ cpuMs: number, memoryBytes: number, outputBytes: number });

const problem = shape<Problem>({
  ...summary,
  author: string,
  license: string,
  statement: string,
  samples: list(
    shape<Sample>({ name: string, input: string, answer: string, interaction: string }),
  ),
  limits,
  maxCodeBytes: number,
  languages: list(string),
  tests: number,
});

const progress = shape<Progress>({
  problem: string,
  state: literal('todo', 'tried', 'solved'),
  firstSolvedAt: optional(string),
  languages: list(string),
  attempts: number,
});

export type Verdict = 'AC' | 'WA' | 'TLE' | 'MLE' | 'OLE' | 'RTE' | 'CE' | 'JE';
export const verdict = literal('AC', 'WA', 'TLE', 'MLE', 'OLE', 'RTE', 'CE', 'JE');

export interface Difference {
  kind: 'token' | 'number' | 'not-a-number' | 'missing' | 'extra' | 'space';
  line: number;
  column: number;
  answerLine: number;
  answerColumn: number;
  token: number;
  expected: string;
  got: string;
  absoluteError: number | undefined;
  relativeError: number | undefined;
}

export interface Outcome {
  kind: string;
  code: number | undefined;
  name: string | undefined;
  clock: string | undefined;
  limitMs: number | undefined;
  limitBytes: number | undefined;
}

export interface TestResult {
  index: number;
  group: string;
  sample: boolean;
  verdict: Verdict;
  cpuMs: number;
  wallMs: number;
  memoryBytes: number;
  outcome: Outcome;
  runs: number;
  hint: string | undefined;
  message: string | undefined;
  difference: Difference | undefined;
  input: string | undefined;
  answer: string | undefined;
  stdout: string | undefined;
  stderr: string | undefined;
}

export interface Build {
  succeeded: boolean;
  compiler: string;
  command: string[];
  messages: string;
  wallMs: number;
}

export type Stage = 'queued' | 'building' | 'running' | 'judged';
export const stage = literal('queued', 'building', 'running', 'judged');

export interface Submission {
  id: string;
  problem: string;
  language: string;
  createdAt: string;
  stage: Stage;
  position: number | undefined;
  /** Why it is not judged whatever its place, and what to do. */
  waitsFor: string | undefined;
  verdict: Verdict | undefined;
  score: number | undefined;
  possibleScore: number | undefined;
  testCount: number | undefined;
  limits: Limits | undefined;
  build: Build | undefined;
  tests: TestResult[] | undefined;
  running: number | undefined;
  reason: string | undefined;
  stages: Stages | undefined;
  files: Record<string, string> | undefined;
}

export const difference = shape<Difference>({
  kind: literal('token', 'number', 'not-a-number', 'missing', 'extra', 'space'),
  line: number,
  column: number,
  answerLine: number,
  answerColumn: number,
  token: number,
  expected: string,
  got: string,
  absoluteError: optional(number),
  relativeError: optional(number),
});

export const testResult = shape<TestResult>({
  index: number,
  group: string,
  sample: boolean,
  verdict,
  cpuMs: number,
  wallMs: number,
  memoryBytes: number,
  outcome: shape<Outcome>({
    kind: string,
    code: optional(number),
    name: optional(string),
    clock: optional(string),
    limitMs: optional(number),
    limitBytes: optional(number),
  }),
  runs: number,
  hint: optional(string),
  message: optional(string),
  difference: optional(difference),
  input: optional(string),
  answer: optional(string),
  stdout: optional(string),
  stderr: optional(string),
});

export const build = shape<Build>({
  succeeded: boolean,
  compiler: string,
  command: list(string),
  messages: string,
  wallMs: number,
});

export const submission = shape<Submission>({
  id: string,
  problem: string,
  language: string,
  createdAt: string,
  stage,
  position: optional(number),
  waitsFor: optional(string),
  verdict: optional(verdict),
  score: optional(number),
  possibleScore: optional(number),
  testCount: optional(number),
  limits: optional(limits),
  build: optional(build),
  tests: optional(list(testResult)),
  running: optional(number),
  reason: optional(string),
  stages: optional(shape({ queuedMs: number, buildMs: number, testsMs: number })),
  files: optional(dictionary(string)),
});

const created = shape({ id: string });

export const problemsApi = {
  problems: () =>
    request('GET', '/api/problems', shape({ items: list(shape<ProblemSummary>(summary)) })),
  problem: (id: string) => request('GET', `/api/problems/${encodeURIComponent(id)}`, problem),
  progress: () => request('GET', '/api/progress', shape({ items: list(progress) })),
  submissions: (problemId: string) =>
    request(
      'GET',
      `/api/submissions?problem=${encodeURIComponent(problemId)}`,
      shape({ items: list(submission), next: optional(string) }),
    ),
  submission: (id: string) => request('GET', `/api/submissions/${id}`, submission),
  submitSession: (problemId: string, session: string) =>
    request('POST', '/api/submissions', created, { problem: problemId, session }),
  rerun: (id: string) => request('POST', `/api/submissions/${id}/rerun`, created, {}),
};
