import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

export interface Person {
  id: string;
  name: string;
  color: string;
}

export interface Peer {
  client: number;
  user: Person;
  cursor: PeerCursor | undefined;
  /** What whoever leads has in sight. */
  view: PeerView | undefined;
}

export interface PeerCursor {
  file: string;
  anchor: Y.RelativePosition;
  head: Y.RelativePosition;
}

export interface PeerView {
  file: string;
  /** The beginning of the first line in sight. */
  top: Y.RelativePosition;
}

const FALLBACK_COLOR = '#7a8691';
const MAX_NAME = 40;

/** Everybody else who is here. What they say about themselves is checked: it came over the wire. */
export function peers(awareness: Awareness): Peer[] {
  return [...awareness.getStates()]
    .filter(([client]) => client !== awareness.clientID)
    .flatMap(([client, state]) => {
      const user = readPerson(state.user);
      return user
        ? [{ client, user, cursor: readCursor(state.cursor), view: readView(state.view) }]
        : [];
    })
    .sort((a, b) => a.client - b.client);
}

/** Each person once, however many windows they have open. */
export function people(all: readonly Peer[]): Peer[] {
  return [...new Map(all.map((peer) => [peer.user.id, peer])).values()];
}

function readPerson(value: unknown): Person | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, color } = value;
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  return {
    id: typeof id === 'string' ? id : name,
    name: name.slice(0, MAX_NAME),
    color: typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : FALLBACK_COLOR,
  };
}

function readCursor(value: unknown): PeerCursor | undefined {
  if (!isRecord(value) || typeof value.file !== 'string') return undefined;
  try {
    return {
      file: value.file,
      anchor: Y.createRelativePositionFromJSON(value.anchor),
      head: Y.createRelativePositionFromJSON(value.head),
    };
  } catch {
    return undefined;
  }
}

function readView(value: unknown): PeerView | undefined {
  if (!isRecord(value) || typeof value.file !== 'string') return undefined;
  try {
    return { file: value.file, top: Y.createRelativePositionFromJSON(value.top) };
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
