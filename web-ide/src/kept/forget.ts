import { database, keyOf, type KeptDatabase, type Place } from './database';

/** What nobody has opened for so long is no longer kept, unless it holds edits that the server has not. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** And after this long, not even then. */
const LONGEST_MS = 3 * KEPT_MS;

/** Tells every window of this browser that something is kept no longer. */
const CHANNEL = 'coderun.forgotten';

interface Forgotten {
  user: string;
  /** All of the user's if absent. */
  session?: string;
}

/** Calls back when this, or everything of its user, is forgotten by whichever window. */
export function onForgotten(place: Place, callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Forgotten>) => {
    if (data.user !== place.user) return;
    if (data.session === undefined || data.session === place.session) callback();
  };
  return () => channel.close();
}

function tell(forgotten: Forgotten): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(forgotten);
  channel.close();
}

/** Removes what is kept of a session that is gone or that its user may not see any more. */
export async function forgetPlace(place: Place): Promise<void> {
  tell({ user: place.user, session: place.session });
  await quietly(async (kept) => {
    await remove(kept, ({ user, session }) => user === place.user && session === place.session);
  });
}

/** Removes everything that is kept for somebody who logs out. */
export async function forgetUser(user: string): Promise<void> {
  tell({ user });
  await quietly((kept) => remove(kept, (place) => place.user === user));
}

export interface Unsaved {
  edits: number;
  sessions: number;
}

/** What would be lost with everything that is kept for somebody. */
export async function unsavedOf(user: string): Promise<Unsaved> {
  let edits = 0;
  const sessions = new Set<string>();
  await quietly(async (kept) => {
    for await (const { value } of kept.transaction('updates').store) {
      if (value.user !== user || value.unsaved === 0) continue;
      edits += value.unsaved;
      sessions.add(value.session);
    }
  });
  return { edits, sessions: sessions.size };
}

/** The name of a session that is kept here; `undefined` if it is not. */
export async function keptTitle(place: Place): Promise<string | undefined> {
  let title: string | undefined;
  await quietly(async (kept) => {
    title = (await kept.get('sessions', keyOf(place)))?.title;
  });
  return title;
}

/** Removes what is old, and what other people who used this browser left behind without unsaved edits. */
export async function sweep(user: string, now = Date.now()): Promise<void> {
  await quietly(async (kept) => {
    const marked = new Set<string>();
    for await (const { value } of kept.transaction('updates').store) {
      if (value.unsaved > 0) marked.add(keyOf(value).join('/'));
    }
    const usedAt = new Map(
      (await kept.getAll('sessions')).map((each) => [keyOf(each).join('/'), each.usedAt]),
    );
    await remove(kept, (place) => {
      const name = keyOf(place).join('/');
      const age = now - (usedAt.get(name) ?? now);
      if (age > LONGEST_MS) return true;
      return !marked.has(name) && (age > KEPT_MS || place.user !== user);
    });
  });
}

async function remove(kept: KeptDatabase, which: (place: Place) => boolean): Promise<void> {
  const tx = kept.transaction(['sessions', 'updates'], 'readwrite');
  const sessions = tx.objectStore('sessions');
  for (const session of await sessions.getAll()) {
    if (which(session)) await sessions.delete(keyOf(session));
  }
  let cursor = await tx.objectStore('updates').openCursor();
  while (cursor) {
    if (which(cursor.value)) await cursor.delete();
    cursor = await cursor.continue();
  }
  await tx.done;
}

/** Where the browser keeps nothing, there is nothing to be told or removed. */
async function quietly(step: (kept: KeptDatabase) => Promise<void>): Promise<void> {
  try {
    await step(await database());
  } catch (error) {
    console.warn('What this browser keeps could not be reached', error);
  }
}
