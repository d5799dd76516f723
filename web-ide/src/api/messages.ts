import {
  boolean,
  dictionary,
  list,
  literal,
  number,
  object,
  optional,
  shape,
  string,
  type Check,
} from './check';
import { role, user, type Role, type User } from './endpoints';

/** Messages of type 64, as docs/protocol.md, section 3, has them. */
export type ServerMessage =
  | { t: 'hello'; user: User; role: Role; revision: number; documentLimit: number }
  | { t: 'role'; role: Role }
  | { t: 'saved'; received: number }
  | {
      t: 'error';
      code: string;
      message: string;
      frame?: number | undefined;
      run?: number | undefined;
    }
  | { t: 'readonly'; reason: string }
  | { t: 'lecture'; on: boolean }
  | { t: 'leads'; user: User | undefined }
  | PeopleMessage
  | RunStage
  | { t: 'run.gap'; run: number; from: number; to: number }
  | RunDiagnostics
  | RunDone;

/** Who is here by the server's own knowledge. Guests are one item with an empty id. */
export interface PeopleMessage {
  t: 'people';
  items: {
    id: string;
    name: string;
    color: string;
    role: Role;
    connections: number;
    clients: number[];
  }[];
  /** So many are not named. */
  more: number;
}

export type Stage = 'queued' | 'preparing' | 'compiling' | 'running';
export type RunMode = 'pipes' | 'terminal';

export interface RunStage {
  t: 'run.stage';
  run: number;
  stage: Stage;
  mode: RunMode;
  language: string;
  entry: string;
  startedBy: { id: string; name: string };
  revision: number;
  hashes: Record<string, string>;
  startedAt: string;
  stdinOpen: boolean;
}

/** What a compiler, or an error that ended the program, says about a place in it. Both count from 1. */
export interface Diagnostic {
  path: string;
  line: number;
  column: number | undefined;
  severity: 'error' | 'warning' | 'note';
  text: string;
}

export interface RunDiagnostics {
  t: 'diagnostics';
  run: number;
  items: Diagnostic[];
}

export interface RunDone {
  t: 'run.done';
  run: number;
  outcome: Outcome;
  usage: Usage;
  length: number;
}

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

export type ClientMessage =
  | { t: 'run.start'; mode: RunMode; stdin?: string; columns?: number; rows?: number }
  | { t: 'run.stop'; run: number }
  | { t: 'run.follow'; run: number; offset: number }
  | { t: 'run.resize'; run: number; columns: number; rows: number }
  | { t: 'lead'; on: boolean };

type Kinds<U extends Record<D, string>, D extends keyof U & string> = {
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

const outcome: Check<Outcome> = (value, at) => {
  const kind = string(object(value, at).kind, `${at}.kind`);
  // An outcome that this page is too old to know is still the sandbox's word, not a success.
  if (!Object.hasOwn(outcomes, kind)) return { kind: 'sandbox-failed', reason: kind };
  return outcomes[kind as Outcome['kind']](value, at);
};

const messages: Kinds<ServerMessage, 't'> = {
  hello: shape({ t: literal('hello'), user, role, revision: number, documentLimit: number }),
  role: shape({ t: literal('role'), role }),
  saved: shape({ t: literal('saved'), received: number }),
  error: shape({
    t: literal('error'),
    code: string,
    message: string,
    frame: optional(number),
    run: optional(number),
  }),
  readonly: shape({ t: literal('readonly'), reason: string }),
  lecture: shape({ t: literal('lecture'), on: boolean }),
  leads: shape<Extract<ServerMessage, { t: 'leads' }>>({
    t: literal('leads'),
    user: optional(user),
  }),
  people: shape<PeopleMessage>({
    t: literal('people'),
    items: list(
      shape<PeopleMessage['items'][number]>({
        id: string,
        name: string,
        color: string,
        role,
        connections: number,
        clients: list(number),
      }),
    ),
    more: number,
  }),
  'run.stage': shape<RunStage>({
    t: literal('run.stage'),
    run: number,
    stage: literal('queued', 'preparing', 'compiling', 'running'),
    mode: literal('pipes', 'terminal'),
    language: string,
    entry: string,
    startedBy: shape({ id: string, name: string }),
    revision: number,
    hashes: dictionary(string),
    startedAt: string,
    stdinOpen: boolean,
  }),
  'run.gap': shape({ t: literal('run.gap'), run: number, from: number, to: number }),
  diagnostics: shape<RunDiagnostics>({
    t: literal('diagnostics'),
    run: number,
    items: list(
      shape<Diagnostic>({
        path: string,
        line: number,
        column: optional(number),
        severity: literal('error', 'warning', 'note'),
        text: string,
      }),
    ),
  }),
  'run.done': shape<RunDone>({
    t: literal('run.done'),
    run: number,
    outcome,
    usage: shape<Usage>({ wallMs: number, cpuMs: number, memoryBytes: number }),
    length: number,
  }),
};

/** A message of a kind that this page does not know yet is no error: `undefined`. */
export function readServerMessage(json: string): ServerMessage | undefined {
  const value: unknown = JSON.parse(json);
  const t = string(object(value, 'message').t, 'message.t');
  if (!Object.hasOwn(messages, t)) return undefined;
  return messages[t as ServerMessage['t']](value, t);
}
