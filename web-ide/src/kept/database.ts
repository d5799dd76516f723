import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A document of somebody's, as this browser keeps it. */
export interface Place {
  user: string;
  session: string;
}

export interface KeptSession extends Place {
  title: string;
  usedAt: number;
}

export interface KeptUpdate extends Place {
  update: Uint8Array;
  /** How many edits of this browser are in it that the server has not stored. */
  unsaved: number;
}

export interface KeptSchema extends DBSchema {
  sessions: { key: [string, string]; value: KeptSession };
  updates: { key: number; value: KeptUpdate; indexes: { place: [string, string] } };
}

export type KeptDatabase = IDBPDatabase<KeptSchema>;

const NAME = 'coderun';
const VERSION = 1;

let opening: Promise<KeptDatabase> | undefined;

/** One connection for the page; rejected where the browser allows no storage. */
export function database(): Promise<KeptDatabase> {
  opening ??= open();
  return opening;
}

async function open(): Promise<KeptDatabase> {
  const again = () => {
    opening = undefined;
  };
  try {
    const opened: KeptDatabase = await openDB<KeptSchema>(NAME, VERSION, {
      upgrade(made) {
        made.createObjectStore('sessions', { keyPath: ['user', 'session'] });
        made
          .createObjectStore('updates', { autoIncrement: true })
          .createIndex('place', ['user', 'session']);
      },
      // A newer page wants another version: it must not wait for this one.
      blocking() {
        opened.close();
        again();
      },
      terminated: again,
    });
    return opened;
  } catch (error) {
    again();
    throw error;
  }
}

export function keyOf({ user, session }: Place): [string, string] {
  return [user, session];
}
