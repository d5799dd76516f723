import type { Difference, Submission, TestResult, Verdict } from '../api/problems';

export const VERDICT_WORDS: Record<Verdict, string> = {
  AC: 'Accepted',
  WA: 'Wrong answer',
  TLE: 'Too slow',
  MLE: 'Too much memory',
  OLE: 'Too much output',
  RTE: 'Crashed',
  CE: 'Does not compile',
  JE: 'Judge error',
};

/** How a submission stands, in a few words. */
export function standing(submission: Submission): string {
  switch (submission.stage) {
    case 'queued':
      if (submission.waitsFor !== undefined) return 'Waiting';
      return submission.position
        ? `Waiting, ${submission.position} before it`
        : 'Waiting for its turn';
    case 'building':
      return 'Building';
    case 'running':
      return submission.running === undefined
        ? 'Running the tests'
        : `Running test ${submission.running + 1}`;
    case 'judged':
      return submission.verdict ? VERDICT_WORDS[submission.verdict] : '';
  }
}

/** Why a test ended as it did, with the limit and what was used. */
export function outcomeWords(test: TestResult): string {
  const { outcome } = test;
  switch (outcome.kind) {
    case 'timed-out':
      return outcome.clock === 'cpu'
        ? `The limit is ${seconds(outcome.limitMs ?? 0)} of processor time, and it had used ${seconds(test.cpuMs)} when it was stopped.`
        : `It had used only ${seconds(test.cpuMs)} of processor time after ${seconds(test.wallMs)}: it waits for something that never comes.`;
    case 'out-of-memory':
      return `It wanted more than ${mebibytes(outcome.limitBytes ?? 0)} of memory.`;
    case 'too-much-output':
      return `It wrote more than ${mebibytes(outcome.limitBytes ?? 0)}.`;
    case 'signalled':
      return `It was ended by ${outcome.name ?? 'a signal'}.`;
    case 'too-many-processes':
      return 'It started too many processes.';
    case 'exited':
      return outcome.code ? `It ended with exit code ${outcome.code}.` : '';
    default:
      return '';
  }
}

/** What differs first, as a sentence. */
export function differenceWords(difference: Difference): string {
  const place = `line ${difference.line}, column ${difference.column}`;
  switch (difference.kind) {
    case 'missing':
      return `The output ends too early, at ${place}: more was expected.`;
    case 'extra':
      return `The output goes on at ${place}, where nothing more was expected.`;
    case 'space':
      return `White space differs at ${place}, and it matters here.`;
    case 'not-a-number':
      return `There is no number at ${place}, where one was expected.`;
    case 'number':
      return `The number at ${place} is off by ${short(difference.absoluteError)} (relatively by ${short(difference.relativeError)}).`;
    case 'token':
      return `The first difference is at ${place}.`;
  }
}

function short(value: number | undefined): string {
  return value === undefined ? 'too much' : value.toPrecision(3);
}

/** White space made visible. */
export function visible(text: string): string {
  return text.replaceAll(' ', '·').replaceAll('\t', '→').replaceAll('\n', '↵');
}

export function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(2)} s`;
}

export function mebibytes(bytes: number): string {
  const size = bytes / 1048576;
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} MiB`;
}
