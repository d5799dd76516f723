import type { TestEnded, TestInfo, TestVerdict } from '../api/tests';
import { bytes, duration } from '../run/words';
import type { Look } from '../submission/TestCell';
import {
  hasFailed,
  isFresh,
  namesNoText,
  type Cell,
  type Made,
  type Round,
  type TestsState,
} from './testsState';

export const VERDICTS: Record<TestVerdict, { look: Look; letter: string; words: string }> = {
  passed: { look: 'right', letter: 'P', words: 'Passed' },
  failed: { look: 'wrong', letter: 'F', words: 'Failed' },
  error: { look: 'crashed', letter: 'E', words: 'Ended with an error' },
  timeout: { look: 'limit', letter: 'T', words: 'Ran out of time' },
  skipped: { look: 'apart', letter: 'S', words: 'Skipped' },
};

export const KINDS = {
  sample: 'sample',
  case: 'your case',
  unit: 'unit test',
} as const;

/** A problem's samples are often called by a number alone. */
export function testName({ kind, name }: TestInfo): string {
  return kind === 'sample' && /^\d+$/.test(name) ? `Sample ${Number(name)}` : name;
}

export function cellLabel({ test, end, fresh, running }: Cell): string {
  const verdict = end ? VERDICTS[end.verdict].words.toLowerCase() : 'not tested';
  const age = end && !fresh ? ', before the last change' : '';
  return `${testName(test)}: ${verdict}${age}${running ? ', running' : ''}`;
}

export function usageWords({ usage, verdict }: TestEnded): string {
  if (verdict === 'skipped') return '';
  const time = duration(usage.wallMs);
  return usage.memoryBytes > 0 ? `${time} · ${bytes(usage.memoryBytes)}` : time;
}

export interface Summary {
  tone: 'good' | 'bad' | 'busy' | 'quiet';
  words: string;
}

/** How the tests stand, in a few words. */
export function summary(
  { round }: TestsState,
  shown: readonly Cell[],
  held: Made | undefined,
  paused: boolean,
): Summary {
  if (!round) {
    if (shown.length === 0) return { tone: 'quiet', words: paused ? 'Paused' : 'None yet' };
    return { tone: 'quiet', words: paused ? 'Paused' : 'Not tested yet' };
  }
  if (!round.done) return underWay(round, shown);
  if (!isFresh(round.about, held) && (paused || !namesNoText(round.about))) {
    return { tone: 'quiet', words: paused ? 'Paused · changed since' : 'Changed since' };
  }
  return ended(round.done, shown);
}

function underWay({ stage, ended: over }: Round, shown: readonly Cell[]): Summary {
  switch (stage) {
    case 'waiting':
      return { tone: 'busy', words: 'Waiting…' };
    case 'building':
      return { tone: 'busy', words: 'Building…' };
    case 'running': {
      const failed = shown.filter(({ end, fresh }) => fresh && hasFailed(end)).length;
      return {
        tone: failed > 0 ? 'bad' : 'busy',
        words: `${over.size} of ${shown.length}${failed > 0 ? ` · ${failed} failed` : ''}`,
      };
    }
  }
}

function ended(done: NonNullable<Round['done']>, shown: readonly Cell[]): Summary {
  switch (done.outcome) {
    case 'done': {
      const passed = shown.filter(({ end, fresh }) => fresh && end?.verdict === 'passed').length;
      const failed = shown.some(({ end, fresh }) => fresh && hasFailed(end));
      if (passed === shown.length && passed > 0) {
        return { tone: 'good', words: passed === 1 ? 'Passed' : `All ${passed} passed` };
      }
      return { tone: failed ? 'bad' : 'quiet', words: `${passed} of ${shown.length} passed` };
    }
    case 'cancelled':
      return { tone: 'quiet', words: 'Typing…' };
    case 'compile-failed':
      return { tone: 'bad', words: 'Does not compile' };
    case 'no-tests':
      return { tone: 'quiet', words: 'None yet' };
    case 'refused':
      return { tone: 'bad', words: done.reason ?? 'Could not be tested' };
    case 'sandbox-failed':
      return { tone: 'bad', words: 'Could not be tested: the fault is ours' };
  }
}

/** The first `Case n` that is not taken. */
export function nextCaseName(taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`Case ${n}`)) return `Case ${n}`;
}
