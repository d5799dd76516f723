import * as Y from 'yjs';
import { Store } from '../ui/store';
import { database, keyOf, type KeptDatabase, type Place } from './database';
import { forgetPlace, onForgotten } from './forget';

/** What others typed is written down together after this time; one's own typing at once. */
const GATHER_MS = 1_000;

/** So many records are made into one. */
export const MAX_RECORDS = 200;

/** How long the page waits for the database before it goes on without; what comes later still counts. */
const PATIENCE_MS = 3_000;

export type Keeping = 'yes' | 'no' | 'full';

/**
 * Keeps a document in this browser, so that what was typed outlives a reload, a crash and a lost connection. Each edit is
 * marked until the server has stored it. What is kept belongs to one user, and goes when the user logs out.
 */
export class KeptDocument {
  /** Whether edits are kept; `no` where the browser allows none, `full` where there is no room. */
  readonly keeping = new Store<Keeping>('yes');

  #work: Promise<void> = Promise.resolve();
  #gathered: Uint8Array[] = [];
  #gatheredEdits = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = false;
  #stopped = false;
  #records = 0;
  /** Records with edits that are in our document and perhaps not stored on the server. */
  #unsaved: number[] = [];
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
    this.#records = values.length;
    this.#unsaved = keys.filter((_, at) => (values[at]?.unsaved ?? 0) > 0);
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
    void this.#do(async (kept) => {
      const ids = this.#unsaved;
      this.#unsaved = [];
      if (ids.length > 0) await unmark(kept, ids);
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
    void this.#do(async (kept) => {
      const id = await kept.add('updates', { ...this.place, update, unsaved });
      this.#records++;
      if (unsaved > 0) this.#unsaved.push(id);
    });
  }

  /** One thing after the other, so that what is unmarked was written before. */
  #do(step: (kept: KeptDatabase) => Promise<void>): Promise<void> {
    this.#work = this.#work.then(async () => {
      try {
        await step(await database());
        this.keeping.set('yes');
      } catch (error) {
        this.keeping.set(isFull(error) ? 'full' : 'no');
      }
    });
    return this.#work;
  }
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
