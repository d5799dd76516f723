import type { Stage } from '../api/messages';
import type { Outcome, Usage } from '../api/outcome';

export type Tone = 'good' | 'bad' | 'quiet' | 'fault';

export interface Explanation {
  tone: Tone;
  /** A few words for a badge. */
  title: string;
  /** A sentence that says why, and what to do; empty if there is nothing to say. */
  detail: string;
}

export const STAGE_WORDS: Record<Stage, string> = {
  queued: 'Queued',
  preparing: 'Preparing',
  compiling: 'Compiling',
  running: 'Running',
};

/** @param stage what was under way at the end */
export function explain(outcome: Outcome, usage: Usage, stage: Stage): Explanation {
  const explanation = explainRun(outcome, usage);
  if (stage !== 'compiling' || explanation.tone !== 'bad' || outcome.kind === 'compile-failed') {
    return explanation;
  }
  return {
    ...explanation,
    title: `Compiler: ${explanation.title.toLowerCase()}`,
    detail: `This happened while it was compiled; nothing was run. ${limitOf(outcome)}`,
  };
}

function limitOf(outcome: Outcome): string {
  if (outcome.kind === 'timed-out') return `A build may take ${duration(outcome.limitMs)}.`;
  if (outcome.kind === 'out-of-memory') return `A build may use ${bytes(outcome.limitBytes)}.`;
  if (outcome.kind === 'too-many-processes') {
    return `A build may have ${outcome.limit} processes.`;
  }
  return outcome.kind === 'too-much-output'
    ? `The compiler’s messages are cut off after ${bytes(outcome.limitBytes)}.`
    : '';
}

function explainRun(outcome: Outcome, usage: Usage): Explanation {
  switch (outcome.kind) {
    case 'exited':
      return outcome.code === 0
        ? { tone: 'good', title: 'Finished', detail: '' }
        : {
            tone: 'bad',
            title: `Exit code ${outcome.code}`,
            detail: 'The program ended with an error of its own.',
          };
    case 'signalled':
      return {
        tone: 'bad',
        title: `Killed by ${outcome.name}`,
        detail:
          SIGNALS[outcome.name] ?? `The system ended the program with signal ${outcome.signal}.`,
      };
    case 'timed-out':
      return outcome.clock === 'cpu'
        ? {
            tone: 'bad',
            title: 'Out of time',
            detail: `It computed for ${duration(usage.cpuMs)}; ${duration(outcome.limitMs)} is all it may. Look for a loop that never ends.`,
          }
        : {
            tone: 'bad',
            title: 'Out of time',
            detail:
              usage.cpuMs * 2 < usage.wallMs
                ? `It was stopped after ${duration(outcome.limitMs)}, ${duration(usage.cpuMs)} of them busy: it was waiting, perhaps for input.`
                : `It was stopped after ${duration(outcome.limitMs)}. Look for a loop that never ends.`,
          };
    case 'out-of-memory':
      return {
        tone: 'bad',
        title: 'Out of memory',
        detail:
          usage.memoryBytes > 0
            ? `It held ${bytes(usage.memoryBytes)} and wanted more than the ${bytes(outcome.limitBytes)} that it may use.`
            : `It wanted more than the ${bytes(outcome.limitBytes)} that it may use.`,
      };
    case 'too-much-output':
      return {
        tone: 'bad',
        title: 'Too much output',
        detail: `It was stopped after ${bytes(outcome.limitBytes)} of output, where it is cut off.`,
      };
    case 'too-many-processes':
      return {
        tone: 'bad',
        title: 'Too many processes',
        detail: `It wanted more than ${outcome.limit} processes or threads at once.`,
      };
    case 'compile-failed':
      return {
        tone: 'bad',
        title: 'Does not compile',
        detail: 'The compiler’s messages are above; nothing was run.',
      };
    case 'cancelled':
      return { tone: 'quiet', title: 'Stopped', detail: '' };
    case 'sandbox-failed':
      return {
        tone: 'fault',
        title: 'Could not be run',
        detail: `This is not your program’s fault: ${outcome.reason}`,
      };
  }
}

const SIGNALS: Partial<Record<string, string>> = {
  SIGSEGV: 'It touched memory that is not its own.',
  SIGABRT: 'It gave up by itself (abort), as after a failed assertion.',
  SIGFPE: 'It computed something impossible, as dividing by zero.',
  SIGILL: 'It came upon an instruction that does not exist.',
  SIGBUS: 'It touched memory in a way that does not work.',
  SIGKILL: 'It was killed from outside.',
  SIGSYS: 'It asked the system for something that programs here may not do.',
};

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${trim(ms / 1000, ms < 10_000 ? 2 : 1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}

export function bytes(count: number): string {
  if (count < 1024) return `${count} bytes`;
  if (count < 1024 ** 2) return `${trim(count / 1024, 0)} KB`;
  if (count < 1024 ** 3) return `${trim(count / 1024 ** 2, count < 10 * 1024 ** 2 ? 1 : 0)} MB`;
  return `${trim(count / 1024 ** 3, 1)} GB`;
}

function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
