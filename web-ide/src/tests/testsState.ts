import type { Diagnostics } from '../api/messages';
import type { Diagnostic } from '../api/outcome';
import type {
  TestEnded,
  TestInfo,
  TestsDone,
  TestsMessage,
  TestsRound,
  TestsStage,
} from '../api/tests';

/** What results are made from. They count for whoever holds exactly this. */
export interface Made extends Pick<TestsRound, 'hashes' | 'language' | 'problem'> {
  /** The path of the file that runs first; undefined where none is named. */
  readonly entry: string | undefined;
}

export interface Result {
  readonly made: Made;
  readonly end: TestEnded;
}

export interface Round {
  readonly about: TestsRound;
  readonly stage: TestsStage;
  readonly running: ReadonlySet<string>;
  /** Those that have a result in this round. */
  readonly ended: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Those of the rounds before, for as long as nobody knows this round's. */
  readonly earlier: readonly Diagnostic[];
  readonly done: TestsDone | undefined;
}

/** The newest round, and of each test the newest result, which may be of a round before. */
export interface TestsState {
  readonly round: Round | undefined;
  readonly tests: readonly TestInfo[];
  readonly results: ReadonlyMap<string, Result>;
}

export const NO_TESTS: TestsState = { round: undefined, tests: [], results: new Map() };

export function reduceTests(state: TestsState, message: TestsMessage | Diagnostics): TestsState {
  if (message.t === 'tests.round') return begun(state, message);
  const { round } = state;
  // What is left over of a round that was cancelled changes nothing.
  if (!round || message.round !== round.about.round) return state;
  switch (message.t) {
    case 'tests.stage':
      return { ...state, round: { ...round, stage: message.stage } };
    case 'tests.found':
      return { ...state, tests: foundIn(state.tests, message.tests) };
    case 'test.started':
      return { ...state, round: { ...round, running: new Set([...round.running, message.test]) } };
    case 'test.ended':
      return ended(state, round, message);
    case 'diagnostics':
      return { ...state, round: { ...round, diagnostics: message.items, earlier: [] } };
    case 'tests.done':
      return done(state, { ...round, running: new Set(), done: message, ...knownNow(message) });
  }
}

/** Earlier results stay until there are newer ones: whether they still count is told by what they were made from. */
function begun(state: TestsState, about: TestsRound): TestsState {
  return {
    round: {
      about,
      stage: 'waiting',
      running: new Set(),
      ended: new Set(),
      diagnostics: [],
      earlier: namesNoText(about) ? [] : lastKnown(state.round),
      done: undefined,
    },
    // Unit tests are found while they run: until then those of before keep their places.
    tests: namesNoText(about)
      ? state.tests
      : foundIn(
          about.tests,
          state.tests.filter(({ kind }) => kind === 'unit'),
        ),
    results: state.results,
  };
}

/** What is shown of it: an earlier round’s until its own is known. */
export function lastKnown(round: Round | undefined): readonly Diagnostic[] {
  if (!round) return [];
  return round.diagnostics.length > 0 ? round.diagnostics : round.earlier;
}

/** At its end all that is to be said of a round is said, unless it was cancelled or something is still being checked. */
function knownNow({ outcome, checking }: TestsDone): { earlier?: readonly Diagnostic[] } {
  return outcome === 'cancelled' || checking === true ? {} : { earlier: [] };
}

function foundIn(known: readonly TestInfo[], found: readonly TestInfo[]): TestInfo[] {
  const fresh = new Map(found.map((test) => [test.id, test]));
  const ids = new Set(known.map(({ id }) => id));
  return [
    ...known.map((test) => fresh.get(test.id) ?? test),
    ...found.filter(({ id }) => !ids.has(id)),
  ];
}

function ended(state: TestsState, round: Round, end: TestEnded): TestsState {
  const running = new Set(round.running);
  running.delete(end.test);
  const result = { made: round.about, end };
  return {
    ...state,
    round: { ...round, running, ended: new Set([...round.ended, end.test]) },
    results: new Map([...state.results, [end.test, result]]),
  };
}

/** After a whole round that came to its end, what it did not speak of is no more. */
function done(state: TestsState, round: Round): TestsState {
  const outcome = round.done?.outcome;
  const whole = round.about.only === undefined && (outcome === 'done' || outcome === 'no-tests');
  if (!whole) return { ...state, round };
  const named = new Set(round.about.tests.map(({ id }) => id));
  const there = (id: string) => round.ended.has(id) || named.has(id);
  return {
    round,
    tests: state.tests.filter(({ id }) => there(id)),
    results: new Map([...state.results].filter(([id]) => there(id))),
  };
}

/** What is no program, or finds no sandbox, is not looked at: such a round is about no text, and knows no tests. */
export function namesNoText({ hashes }: TestsRound): boolean {
  return Object.keys(hashes).length === 0;
}

/** Never true for other text than the results were made from; `now` is undefined while nobody knows. */
export function isFresh(made: Made | undefined, now: Made | undefined): boolean {
  if (!made || !now) return false;
  if (made.language !== now.language || made.problem !== now.problem) return false;
  if (now.entry !== undefined && made.entry !== now.entry) return false;
  const names = Object.keys(made.hashes);
  return (
    names.length === Object.keys(now.hashes).length &&
    names.every((name) => made.hashes[name] === now.hashes[name])
  );
}

/** One test as it is shown. */
export interface Cell {
  readonly test: TestInfo;
  readonly end: TestEnded | undefined;
  readonly fresh: boolean;
  readonly running: boolean;
}

/** The session's own cases are there at once, and go at once, whatever the newest round knows. */
export function cells(
  { round, tests, results }: TestsState,
  cases: readonly { id: string; name: string }[],
  now: Made | undefined,
): Cell[] {
  const known = new Map<Made, boolean>();
  const fresh = (made: Made) => {
    const before = known.get(made) ?? isFresh(made, now);
    known.set(made, before);
    return before;
  };
  const own = cases.map(({ id, name }): TestInfo => ({
    id: caseTest(id),
    kind: 'case',
    name,
    path: undefined,
    line: undefined,
  }));
  const of = (kind: TestInfo['kind']) => tests.filter((test) => test.kind === kind);
  return [...of('sample'), ...own, ...of('unit').sort(byPlace)].map((test) => {
    const result = results.get(test.id);
    return {
      test,
      end: result?.end,
      fresh: result !== undefined && fresh(result.made),
      running: round?.running.has(test.id) === true,
    };
  });
}

/** Whatever order they run in, each stands where its text does. */
function byPlace(one: TestInfo, other: TestInfo): number {
  const [path, otherPath] = [one.path ?? '', other.path ?? ''];
  if (path !== otherPath) return path < otherPath ? -1 : 1;
  return (one.line ?? 0) - (other.line ?? 0);
}

export function caseTest(id: string): string {
  return `case:${id}`;
}

/** The id of the case that a test is; undefined for other tests. */
export function caseOf({ kind, id }: TestInfo): string | undefined {
  return kind === 'case' ? id.slice('case:'.length) : undefined;
}

/** What is opened by itself: the first that failed. While none does, one of before stays, grey, and nothing jumps. */
export function firstFailure(shown: readonly Cell[]): Cell | undefined {
  const failures = shown.filter(({ end }) => hasFailed(end));
  return failures.find(({ fresh }) => fresh) ?? failures[0];
}

export function hasFailed(end: TestEnded | undefined): boolean {
  return end !== undefined && end.verdict !== 'passed' && end.verdict !== 'skipped';
}
