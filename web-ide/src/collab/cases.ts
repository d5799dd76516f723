import * as Y from 'yjs';
import { randomId } from './ids';

/** As many as are tested; the server skips what comes after them. */
export const MAX_CASES = 200;

export interface CaseEntry {
  id: string;
  name: string;
}

/** The session's own tests: what is given to the program, and what it has to answer. */
export class Cases {
  readonly #doc: Y.Doc;
  readonly #cases: Y.Map<Y.Map<unknown>>;
  /** Brings a deleted case back, with everything that was typed into it. */
  readonly #undo: Y.UndoManager;
  #view: readonly CaseEntry[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#cases = doc.getMap('cases');
    this.#undo = new Y.UndoManager(this.#cases, {
      captureTimeout: 0,
      trackedOrigins: new Set([this]),
    });
    this.#cases.observeDeep((events) => {
      if (events.some((event) => event.target instanceof Y.Map)) this.#refresh();
    });
    this.#refresh();
  }

  /** In the order in which they are shown. */
  readonly view = (): readonly CaseEntry[] => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  text(id: string, field: 'input' | 'expected'): Y.Text | undefined {
    const text = this.#case(id)?.get(field);
    return text instanceof Y.Text ? text : undefined;
  }

  add(name: string, input = '', expected = ''): string {
    const id = randomId();
    const orders = this.#entries().map(([, each]) => orderOf(each));
    this.#doc.transact(() => {
      const added = new Y.Map<unknown>();
      added.set('name', name);
      added.set('order', Math.max(0, ...orders) + 1);
      added.set('input', new Y.Text(input));
      added.set('expected', new Y.Text(expected));
      this.#cases.set(id, added);
    });
    return id;
  }

  rename(id: string, name: string): void {
    this.#case(id)?.set('name', name);
  }

  delete(id: string): void {
    this.#doc.transact(() => this.#cases.delete(id), this);
  }

  undoDelete(): void {
    this.#undo.undo();
  }

  #case(id: string): Y.Map<unknown> | undefined {
    return this.#entries().find(([each]) => each === id)?.[1];
  }

  /** What is no case is none: anybody may write to a map. */
  #entries(): [string, Y.Map<unknown>][] {
    return [...this.#cases.entries()].filter(([, each]) => each instanceof Y.Map);
  }

  #refresh(): void {
    this.#view = this.#entries()
      .sort(([oneId, one], [otherId, other]) => {
        const byOrder = orderOf(one) - orderOf(other);
        return byOrder === 0 ? (oneId < otherId ? -1 : 1) : byOrder;
      })
      .map(([id, each]) => ({ id, name: nameOf(each) }));
    for (const listener of this.#listeners) listener();
  }
}

function orderOf(each: Y.Map<unknown>): number {
  const order = each.get('order');
  return typeof order === 'number' && Number.isFinite(order) ? order : 0;
}

function nameOf(each: Y.Map<unknown>): string {
  const name = each.get('name');
  return typeof name === 'string' ? name : '';
}
