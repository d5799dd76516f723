import type * as Y from 'yjs';
import type { SessionDocument } from '../collab/document';
import { sha256Hex } from '../files/hashes';
import { caseTest, type Made } from './testsState';

/** What this page holds, as the server hashes it. A text is hashed again only once it has changed. */
export class HeldTexts {
  readonly #document: SessionDocument;
  readonly #files: Y.Map<unknown>;
  readonly #cases: Y.Map<unknown>;
  readonly #hashes = new WeakMap<object, string>();

  constructor(document: SessionDocument) {
    this.#document = document;
    this.#files = document.doc.getMap('files');
    this.#cases = document.doc.getMap('cases');
  }

  /** Hears of everything that results depend on. */
  watch(changed: () => void): () => void {
    const edited = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
      for (const { target } of events) {
        this.#hashes.delete(target);
        if (target.parent) this.#hashes.delete(target.parent);
      }
      changed();
    };
    this.#files.observeDeep(edited);
    this.#cases.observeDeep(edited);
    const view = () => {
      const { language, problem, entry } = this.#document.view();
      return JSON.stringify([language, problem, entry]);
    };
    let before = view();
    const stop = this.#document.subscribe(() => {
      if (view() === before) return;
      before = view();
      changed();
    });
    return () => {
      stop();
      this.#files.unobserveDeep(edited);
      this.#cases.unobserveDeep(edited);
    };
  }

  made(): Made {
    const { files, language, problem, entry } = this.#document.view();
    const hashes: Record<string, string> = {};
    for (const { id, path } of files) {
      const text = this.#document.text(id);
      if (text) hashes[path] = this.#hash(text, () => text.toString());
    }
    const { cases } = this.#document;
    for (const { id } of cases.view()) {
      const input = cases.text(id, 'input');
      const expected = cases.text(id, 'expected');
      const owner = input?.parent ?? expected?.parent;
      const text = () => `${input?.toString() ?? ''}\0${expected?.toString() ?? ''}`;
      hashes[caseTest(id)] = owner ? this.#hash(owner, text) : sha256Hex(text());
    }
    return {
      hashes,
      language: language ?? '',
      problem,
      entry: files.find(({ id }) => id === entry)?.path,
    };
  }

  #hash(key: object, text: () => string): string {
    const known = this.#hashes.get(key);
    if (known !== undefined) return known;
    const hash = sha256Hex(text());
    this.#hashes.set(key, hash);
    return hash;
  }
}
