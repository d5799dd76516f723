import * as Y from 'yjs';
import { Cases } from './cases';
import { randomId } from './ids';
import { shownPaths } from './paths';

export interface FileEntry {
  id: string;
  /** Its path as people see it and as it is run: unique, unlike the path that is stored. */
  path: string;
}

export interface DocumentView {
  files: readonly FileEntry[];
  language: string | undefined;
  entry: string | undefined;
  /** The problem that is solved here, if it is one of the server's. */
  problem: string | undefined;
  /** Whether nothing is tested while one types. */
  testsPaused: boolean;
}

/** The session's document in the words of docs/protocol.md, section 4. */
export class SessionDocument {
  readonly doc: Y.Doc;
  readonly cases: Cases;
  readonly #files: Y.Map<Y.Map<unknown>>;
  readonly #meta: Y.Map<unknown>;
  /** Brings a deleted file back, with everything that was typed into it, and with its place as entry. */
  readonly #fileUndo: Y.UndoManager;
  #view: DocumentView = {
    files: [],
    language: undefined,
    entry: undefined,
    problem: undefined,
    testsPaused: false,
  };
  readonly #listeners = new Set<() => void>();

  constructor(doc: Y.Doc) {
    this.doc = doc;
    this.cases = new Cases(doc);
    this.#files = doc.getMap('files');
    this.#meta = doc.getMap('meta');
    this.#fileUndo = new Y.UndoManager([this.#files, this.#meta], {
      captureTimeout: 0,
      trackedOrigins: new Set([this]),
    });
    this.#files.observeDeep((events) => {
      if (events.some((event) => event.target instanceof Y.Map)) this.#refresh();
    });
    this.#meta.observe(() => this.#refresh());
    this.#refresh();
  }

  readonly view = (): DocumentView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  text(fileId: string): Y.Text | undefined {
    const text = this.#files.get(fileId)?.get('text');
    return text instanceof Y.Text ? text : undefined;
  }

  /** The input box. It is made with the first text that is typed into it. */
  stdin(): Y.Text | undefined {
    const stdin = this.#meta.get('stdin');
    return stdin instanceof Y.Text ? stdin : undefined;
  }

  createStdin(): Y.Text {
    const present = this.stdin();
    if (present) return present;
    const stdin = new Y.Text();
    this.#meta.set('stdin', stdin);
    return stdin;
  }

  addFile(path: string, content = ''): string {
    const id = randomId();
    this.doc.transact(() => {
      const file = new Y.Map<unknown>();
      file.set('path', path);
      file.set('text', new Y.Text(content));
      this.#files.set(id, file);
    });
    return id;
  }

  renameFile(id: string, path: string): void {
    this.#files.get(id)?.set('path', path);
  }

  deleteFile(id: string): void {
    this.doc.transact(() => {
      this.#files.delete(id);
      const next = this.#view.files.find((file) => file.id !== id);
      if (this.#view.entry === id && next) this.#meta.set('entry', next.id);
    }, this);
  }

  undoDelete(): void {
    this.#fileUndo.undo();
  }

  setLanguage(language: string, entry: string): void {
    this.doc.transact(() => {
      this.#meta.set('language', language);
      this.#meta.set('entry', entry);
    });
  }

  setEntry(id: string): void {
    this.#meta.set('entry', id);
  }

  pauseTests(paused: boolean): void {
    if (paused) this.#meta.set('testsPaused', true);
    else this.#meta.delete('testsPaused');
  }

  /** Each file's text by the path that it is run under. */
  texts(): Map<string, string> {
    return new Map(this.#view.files.map(({ id, path }) => [path, this.text(id)?.toString() ?? '']));
  }

  #refresh(): void {
    const stored = [...this.#files.entries()].flatMap(([id, file]) => {
      const path = file.get('path');
      return typeof path === 'string' ? [{ id, path }] : [];
    });
    this.#view = {
      files: shownPaths(stored),
      language: string(this.#meta.get('language')),
      entry: string(this.#meta.get('entry')),
      problem: string(this.#meta.get('problem')),
      testsPaused: this.#meta.get('testsPaused') === true,
    };
    for (const listener of this.#listeners) listener();
  }
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
