import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { ServerMessage } from '../api/messages';
import type { Role, User } from '../api/endpoints';
import { SessionDocument } from '../collab/document';
import { SessionLink } from '../collab/link';
import { RunStore } from '../run/runStore';
import { Store } from '../ui/store';

export interface Standing {
  role: Role;
  /** Why the session takes no edits for the time being; empty if it does. */
  readOnlyBecause: string;
  /** The server refused one of this page's edits, so this page holds text that nobody else has. */
  refusedEdit: string | undefined;
}

/** One open session: its document, its connection and its runs. */
export class Session {
  readonly document: SessionDocument;
  readonly awareness: Awareness;
  readonly link: SessionLink;
  readonly runs: RunStore;
  readonly standing = new Store<Standing>({
    role: 'editor',
    readOnlyBecause: '',
    refusedEdit: undefined,
  });

  constructor(
    readonly id: string,
    user: User,
    tell: (title: string, detail: string) => void,
  ) {
    const doc = new Y.Doc();
    this.document = new SessionDocument(doc);
    this.awareness = new Awareness(doc);
    this.awareness.setLocalState({ user });
    this.link = new SessionLink(socketAddress(id), doc, this.awareness, {
      message: (message) => this.#receive(message, tell),
      output: (chunk) => this.runs.output(chunk),
    });
    this.runs = new RunStore(this.link);
  }

  start(): void {
    this.link.start();
  }

  stop(): void {
    this.link.stop();
    this.runs.stop();
  }

  #receive(message: ServerMessage, tell: (title: string, detail: string) => void): void {
    switch (message.t) {
      case 'hello':
        this.runs.connected();
        this.standing.update((before) => ({ ...before, role: message.role }));
        break;
      case 'role':
        this.standing.update((before) => ({ ...before, role: message.role }));
        break;
      case 'readonly':
        this.standing.update((before) => ({ ...before, readOnlyBecause: message.reason }));
        break;
      case 'error':
        if (message.frame !== undefined) {
          this.standing.update((before) => ({ ...before, refusedEdit: message.message }));
        } else {
          this.runs.refused();
          tell(REFUSED[message.code] ?? 'That was refused', message.message);
        }
        break;
      case 'run.stage':
        this.runs.staged(message);
        break;
      case 'run.gap':
        this.runs.skipped(message);
        break;
      case 'run.done':
        this.runs.done(message);
        break;
      case 'saved':
        break;
    }
  }
}

/** What was not done, by the error's code; its sentence says why. */
const REFUSED: Partial<Record<string, string>> = {
  'no-sandbox': 'Programs cannot run yet',
  'language-not-ready': 'This language is not ready yet',
  'unknown-language': 'This language cannot be run',
  'bad-path': 'A file has a name that cannot be run',
  'no-files': 'There is nothing to run',
  'run-busy': 'A run is going on',
  'too-many-runs': 'The server is busy',
  'stdin-closed': 'The program takes no more input',
};

function socketAddress(id: string): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/collab/${id}`;
}
