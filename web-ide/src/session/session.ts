import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { ServerMessage } from '../api/messages';
import type { Role, User } from '../api/endpoints';
import { renewLogin } from '../api/http';
import { SessionDocument } from '../collab/document';
import { SessionLink } from '../collab/link';
import { peers, type Peer } from '../collab/presence';
import { FromTab, Tabs } from '../collab/tabs';
import { KeptDocument } from '../kept/keptDocument';
import { Company, named } from '../people/company';
import { RunStore } from '../run/runStore';
import { TestsStore } from '../tests/testsStore';
import { Store } from '../ui/store';

export interface Standing {
  role: Role;
  /** Why the session takes no edits for the time being; empty if it does. */
  readOnlyBecause: string;
  /** Why nothing that is typed is stored for the time being; empty if it is. */
  unsavedBecause: string;
  /** The server refused one of this page's edits, so this page holds text that nobody else has. */
  refusedEdit: RefusedEdit | undefined;
}

export interface RefusedEdit {
  /** Whether it was for the role alone: then it is taken once this person may edit again. */
  forRole: boolean;
  reason: string;
}

const NOT_ALLOWED = 4403;
const NO_SUCH_SESSION = 4404;

/** One open session: its document, its connection, its runs and its tests. */
export class Session {
  readonly document: SessionDocument;
  readonly awareness: Awareness;
  readonly link: SessionLink;
  readonly runs: RunStore;
  readonly tests: TestsStore;
  readonly kept: KeptDocument;
  readonly company: Company;
  readonly standing = new Store<Standing>({
    role: 'editor',
    readOnlyBecause: '',
    unsavedBecause: '',
    refusedEdit: undefined,
  });

  #tabs: Tabs | undefined;
  #visit = 0;

  constructor(
    readonly id: string,
    readonly user: User,
    tell: (title: string, detail: string) => void,
  ) {
    const doc = new Y.Doc();
    this.document = new SessionDocument(doc);
    this.awareness = new Awareness(doc);
    this.awareness.setLocalState({ user });
    this.link = new SessionLink(socketAddress(id), doc, this.awareness, {
      message: (message) => this.#receive(message, tell),
      output: (chunk) => this.runs.output(chunk),
      refused: ({ code }) => this.#refused(code),
      renewLogin,
    });
    this.kept = new KeptDocument(doc, { user: user.id, session: id }, this.#isOwn);
    this.runs = new RunStore(this.link);
    this.tests = new TestsStore(this.document, this.link);
    this.company = new Company(user.id);
  }

  /** May be called again after `stop`. */
  start(): void {
    const visit = ++this.#visit;
    this.tests.start();
    this.#tabs = new Tabs(
      this.document.doc,
      { user: this.user.id, session: this.id },
      this.#isOwn,
      () => this.link.status().phase.kind === 'live',
    );
    void this.kept.start().then((unsaved) => {
      if (visit === this.#visit) this.link.start(unsaved);
    });
  }

  stop(): void {
    this.#visit++;
    this.link.stop();
    this.runs.stop();
    this.tests.stop();
    this.#tabs?.stop();
    this.kept.stop();
  }

  readonly #isOwn = (origin: unknown): boolean =>
    origin !== this.link && origin !== this.kept && !(origin instanceof FromTab);

  #refused(code: number): void {
    // Who may not see a session any more keeps nothing of it; whoever only has to log in again does.
    if (code === NOT_ALLOWED || code === NO_SUCH_SESSION) void this.kept.forget();
    else this.kept.stop();
  }

  /** Everybody else who is here, by the names that the server knows. */
  readonly peers = (): Peer[] => named(peers(this.awareness), this.company.view.value().people);

  lead(on: boolean): void {
    this.link.send({ t: 'lead', on });
  }

  /** Whoever may edit again brings what was refused meanwhile: nothing of it has to be copied by hand. */
  #takeRole(role: Role): void {
    this.standing.update((before) => ({
      ...before,
      role,
      refusedEdit:
        role !== 'viewer' && before.refusedEdit?.forRole ? undefined : before.refusedEdit,
    }));
  }

  #receive(message: ServerMessage, tell: (title: string, detail: string) => void): void {
    switch (message.t) {
      case 'hello':
        this.runs.connected();
        // Who led goes on to lead: on the server it ended with the connection.
        if (this.company.leads) this.lead(true);
        this.company.connected();
        this.standing.update((before) => ({ ...before, readOnlyBecause: '', unsavedBecause: '' }));
        this.#takeRole(message.role);
        break;
      case 'role':
        this.#takeRole(message.role);
        if (message.role !== 'viewer') this.link.sendRefused();
        break;
      case 'people':
      case 'lecture':
      case 'leads':
        this.company.receive(message);
        break;
      case 'readonly':
        this.standing.update((before) => ({ ...before, readOnlyBecause: message.reason }));
        break;
      case 'unsaved':
        this.standing.update((before) => ({ ...before, unsavedBecause: message.reason }));
        break;
      case 'error':
        if (message.frame !== undefined) {
          // Not for good: once the session takes edits again the link sends them anew.
          if (message.code === 'read-only') break;
          const refusedEdit = { forRole: message.code === 'not-allowed', reason: message.message };
          this.standing.update((before) => ({ ...before, refusedEdit }));
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
      case 'diagnostics':
        if (message.round === undefined) this.runs.found(message);
        else this.tests.receive(message);
        break;
      case 'tests.round':
      case 'tests.stage':
      case 'tests.found':
      case 'test.started':
      case 'test.ended':
      case 'tests.done':
        this.tests.receive(message);
        break;
      case 'run.done':
        this.runs.done(message);
        break;
      case 'saved':
        if (this.link.status().saved) this.kept.saved();
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
  'no-such-test': 'This test is no longer there',
  'too-many-runs': 'The server is busy',
  'stdin-closed': 'The program takes no more input',
};

function socketAddress(id: string): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/collab/${id}`;
}
