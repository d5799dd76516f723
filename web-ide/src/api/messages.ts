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
} from './check';
import { role, user, type Role, type User } from './endpoints';
import {
  diagnostic,
  outcome,
  usage,
  type Diagnostic,
  type Kinds,
  type Outcome,
  type Usage,
} from './outcome';
import { testsMessages, type TestsMessage } from './tests';

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
  | { t: 'unsaved'; reason: string }
  | { t: 'lecture'; on: boolean }
  | { t: 'leads'; user: User | undefined }
  | PeopleMessage
  | RunStage
  | { t: 'run.gap'; run: number; from: number; to: number }
  | Diagnostics
  | RunDone
  | TestsMessage;

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

/** Of a run, or of a round of tests. */
export interface Diagnostics {
  t: 'diagnostics';
  run?: number | undefined;
  round?: number | undefined;
  items: Diagnostic[];
}

export interface RunDone {
  t: 'run.done';
  run: number;
  outcome: Outcome;
  usage: Usage;
  length: number;
}

export type ClientMessage =
  | { t: 'run.start'; mode: RunMode; stdin?: string; columns?: number; rows?: number }
  | { t: 'run.stop'; run: number }
  | { t: 'run.follow'; run: number; offset: number }
  | { t: 'run.resize'; run: number; columns: number; rows: number }
  | { t: 'tests.run'; only?: string }
  | { t: 'lead'; on: boolean };

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
  unsaved: shape({ t: literal('unsaved'), reason: string }),
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
  diagnostics: shape<Diagnostics>({
    t: literal('diagnostics'),
    run: optional(number),
    round: optional(number),
    items: list(diagnostic),
  }),
  'run.done': shape<RunDone>({
    t: literal('run.done'),
    run: number,
    outcome,
    usage,
    length: number,
  }),
  ...testsMessages,
};

/** A message of a kind that this page does not know yet is no error: `undefined`. */
export function readServerMessage(json: string): ServerMessage | undefined {
  const value: unknown = JSON.parse(json);
  const t = string(object(value, 'message').t, 'message.t');
  if (!Object.hasOwn(messages, t)) return undefined;
  return messages[t as ServerMessage['t']](value, t);
}
