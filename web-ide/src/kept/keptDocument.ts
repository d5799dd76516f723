import * as Y from 'yjs';
import { Store } from '../ui/store';
import { database, keyOf, type KeptDatabase, type KeptUpdate, type Place } from './database';
import { forgetPlace, onForgotten } from './forget';

/** What others typed is written down together after this time; one's own typing at once. */
const GATHER_MS = 1_000;

/** So many records are made into one. */
export const MAX_RECORDS = 200;

/** How long the page waits for the database before it goes on without; what comes later still counts. */
const PATIENCE_MS = 3_000;

/** No record has this key. */
const NOT_WRITTEN = -1;

export type Keeping = 'yes' | 'no' | 'full';

/**
 * Keeps a document in this browser, so that what was typed outlives a reload, a crash and a lost connection. Each edit is
 * marked until the server has stored it. What is kept belongs to one user, and goes when the user logs out.
 */
export class KeptDocument {
  /** Whether edits are kept; `no` where the browser allows none, `full` where there is no room. */
  readonly keeping = new Store<Keeping>('yes');

  /** All that was begun. Nothing waits for what was begun before: a page that ends does not come to it. */
  #work: Promise<unknown> = Promise.resolve();
  #kept: KeptDatabase | undefined;
  #gathered: Uint8Array[] = [];
  #gatheredEdits = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = false;
  #stopped = false;
  #records = 0;
  /** Records with edits that are in our document and perhaps not stored on the server, as soon as they are written. */
  #unsaved: Promise<number>[] = [];
  #unsubscribe: (() => void) | undefined;

  /** @param isOwn whether a change of this origin was made in this page */
  constructor(
    private readonly doc: Y.Doc,
    private readonly place: Place,
    private readonly isOwn: (origin: unknown) => boolean,
  ) {}

  /**
   * Brings what is kept into the document and goes on keeping.
   *
   * @returns how many edits the server had not stored when they were kept
   */
  async start(): Promise<number> {
    this.#unsubscribe = onForgotten(this.place, () => this.#end());
    this.doc.on('update', this.#changed);
    let unsaved = 0;
    const loading = this.#do(async (kept) => {
      unsaved = await this.#load(kept);
    });
    await Promise.race([loading, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    return unsaved;
  }

  async #load(kept: KeptDatabase): Promise<number> {
    const tx = kept.transaction('updates');
    const index = tx.store.index('place');
    const [values, keys] = await Promise.all([
      index.getAll(keyOf(this.place)),
      index.getAllKeys(keyOf(this.place)),
    ]);
    this.#records += values.length;
    const marked = keys.filter((_, at) => (values[at]?.unsaved ?? 0) > 0);
    this.#unsaved.push(...marked.map((id) => Promise.resolve(id)));
    Y.transact(
      this.doc,
      () => {
        for (const { update } of values) Y.applyUpdate(this.doc, update, this);
      },
      this,
    );
    return values.reduce((sum, { unsaved }) => sum + unsaved, 0);
  }

  /** Notes the name under which the session is offered while the server cannot be asked. */
  named(title: string): void {
    void this.#do(async (kept) => {
      await kept.put('sessions', { ...this.place, title, usedAt: Date.now() });
    });
  }

  /** The server has stored everything that the document holds. */
  saved(): void {
    this.#write();
    const written = this.#unsaved;
    this.#unsaved = [];
    void this.#do(async (kept) => {
      if (written.length > 0) await unmark(kept, await Promise.all(written));
      if (this.#records > MAX_RECORDS) this.#records = await compact(kept, this.place);
    });
  }

  /** Removes what is kept of this session, and keeps nothing more. */
  async forget(): Promise<void> {
    this.#end();
    await this.#work;
    await forgetPlace(this.place);
  }

  /** Writes what is gathered, and keeps nothing more. */
  stop(): void {
    this.#write();
    this.#end();
  }

  #end(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#unsubscribe?.();
    this.doc.off('update', this.#changed);
  }

  readonly #changed = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    this.#gathered.push(update);
    if (this.isOwn(origin)) {
      this.#gatheredEdits++;
      if (this.#due) return;
      this.#due = true;
      // After the transactions of this very moment.
      queueMicrotask(() => this.#write());
    } else {
      this.#timer ??= setTimeout(() => this.#write(), GATHER_MS);
    }
  };

  #write(): void {
    this.#due = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#stopped || this.#gathered.length === 0) return;
    const update = Y.mergeUpdates(this.#gathered);
    const unsaved = this.#gatheredEdits;
    this.#gathered = [];
    this.#gatheredEdits = 0;
    this.#records++;
    const written = this.#do((kept) => add(kept, { ...this.place, update, unsaved }));
    if (unsaved > 0) this.#unsaved.push(written.then((id) => id ?? NOT_WRITTEN));
  }

  /** Begins at once where the database is open, so that what was typed last is on its way when the page ends. */
  #do<T>(step: (kept: KeptDatabase) => Promise<T>): Promise<T | undefined> {
    const done = this.#attempt(step);
    this.#work = Promise.all([this.#work, done]);
    return done;
  }

  async #attempt<T>(step: (kept: KeptDatabase) => Promise<T>): Promise<T | undefined> {
    try {
      this.#kept ??= await database();
      const result = await step(this.#kept);
      this.keeping.set('yes');
      return result;
    } catch (error) {
      this.#kept = undefined;
      this.keeping.set(isFull(error) ? 'full' : 'no');
      return undefined;
    }
  }
}

/** Committed without waiting for the answer, which a page that is being left would not hear. */
async function add(kept: KeptDatabase, record: KeptUpdate): Promise<number> {
  const tx = kept.transaction('updates', 'readwrite');
  const id = tx.store.add(record);
  tx.commit();
  await tx.done;
  return id;
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

async function unmark(kept: KeptDatabase, ids: readonly number[]): Promise<void> {
  const tx = kept.transaction('updates', 'readwrite');
  for (const id of ids) {
    const record = await tx.store.get(id);
    if (record) await tx.store.put({ ...record, unsaved: 0 }, id);
  }
  await tx.done;
}

/** Makes one record of those whose edits are all stored on the server; another window's marked ones are its own. */
async function compact(kept: KeptDatabase, place: Place): Promise<number> {
  const tx = kept.transaction('updates', 'readwrite');
  const merged = new Y.Doc();
  let left = 1;
  let cursor = await tx.store.index('place').openCursor(keyOf(place));
  while (cursor) {
    if (cursor.value.unsaved === 0) {
      Y.applyUpdate(merged, cursor.value.update);
      await cursor.delete();
    } else {
      left++;
    }
    cursor = await cursor.continue();
  }
  await tx.store.add({ ...place, update: Y.encodeStateAsUpdate(merged), unsaved: 0 });
  await tx.done;
  merged.destroy();
  return left;
}
