import { literal, number, object, optional, shape, string, type Check } from './check';

export interface Usage {
  wallMs: number;
  cpuMs: number;
  memoryBytes: number;
}

export type Outcome =
  | { kind: 'exited'; code: number }
  | { kind: 'signalled'; signal: number; name: string }
  | { kind: 'timed-out'; clock: 'wall' | 'cpu'; limitMs: number }
  | { kind: 'out-of-memory'; limitBytes: number }
  | { kind: 'too-much-output'; limitBytes: number }
  | { kind: 'too-many-processes'; limit: number }
  | { kind: 'compile-failed'; code: number }
  | { kind: 'cancelled' }
  | { kind: 'sandbox-failed'; reason: string };

/** What a compiler, or an error that ended the program, says about a place in it. Both count from 1. */
export interface Diagnostic {
  path: string;
  line: number;
  column: number | undefined;
  severity: 'error' | 'warning' | 'note';
  text: string;
}

/** A check for each member of a union, by the field that tells them apart. */
export type Kinds<U extends Record<D, string>, D extends keyof U & string> = {
  [K in U[D]]: Check<Extract<U, Record<D, K>>>;
};

const outcomes: Kinds<Outcome, 'kind'> = {
  exited: shape({ kind: literal('exited'), code: number }),
  signalled: shape({ kind: literal('signalled'), signal: number, name: string }),
  'timed-out': shape({
    kind: literal('timed-out'),
    clock: literal('wall', 'cpu'),
    limitMs: number,
  }),
  'out-of-memory': shape({ kind: literal('out-of-memory'), limitBytes: number }),
  'too-much-output': shape({ kind: literal('too-much-output'), limitBytes: number }),
  'too-many-processes': shape({ kind: literal('too-many-processes'), limit: number }),
  'compile-failed': shape({ kind: literal('compile-failed'), code: number }),
  cancelled: shape({ kind: literal('cancelled') }),
  'sandbox-failed': shape({ kind: literal('sandbox-failed'), reason: string }),
};

export const outcome: Check<Outcome> = (value, at) => {
  const kind = string(object(value, at).kind, `${at}.kind`);
  // An outcome that this page is too old to know is still the sandbox's word, not a success.
  if (!Object.hasOwn(outcomes, kind)) return { kind: 'sandbox-failed', reason: kind };
  return outcomes[kind as Outcome['kind']](value, at);
};

export const usage = shape<Usage>({ wallMs: number, cpuMs: number, memoryBytes: number });

export const diagnostic = shape<Diagnostic>({
  path: string,
  line: number,
  column: optional(number),
  severity: literal('error', 'warning', 'note'),
  text: string,
});
