// @vitest-environment happy-dom
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import type { ServerMessage } from '../api/messages';
import { LONGEST_MS } from './backoff';
import { FRAME, type OutputChunk } from './frames';
import { AFTER_SLEEP_MS, FIRST_SYNC_MS, SessionLink, SILENCE_MS, SUBPROTOCOL } from './link';
import { FromTab } from './tabs';

/** The server's end of a connection, by hand: it hears what is sent and says what a test wants. */
class FarEnd {
  static readonly OPEN = 1;
  static all: FarEnd[] = [];
  static get last(): FarEnd {
    const last = FarEnd.all.at(-1);
    if (!last) throw new Error('nobody has connected');
    return last;
  }

  readyState = 0;
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly heard: Uint8Array[] = [];
  readonly doc = new Y.Doc();

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    FarEnd.all.push(this);
  }

  send(bytes: Uint8Array): void {
    this.heard.push(bytes);
  }

  close(): void {
    this.readyState = 3;
  }

  accept(): void {
    this.readyState = FarEnd.OPEN;
    this.onopen?.();
  }

  /** Asks for what the page has, and gives what it lacks. */
  sync(): void {
    this.say((out) => {
      encoding.writeVarUint(out, FRAME.sync);
      syncProtocol.writeSyncStep1(out, this.doc);
    });
    this.say((out) => {
      encoding.writeVarUint(out, FRAME.sync);
      syncProtocol.writeSyncStep2(out, this.doc);
    });
  }

  say(write: (out: encoding.Encoder) => void): void {
    const out = encoding.createEncoder();
    write(out);
    this.onmessage?.({ data: new Uint8Array(encoding.toUint8Array(out)).buffer });
  }

  tell(message: object): void {
    this.say((out) => {
      encoding.writeVarUint(out, FRAME.message);
      encoding.writeVarString(out, JSON.stringify(message));
    });
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: '' });
  }

  /** How many frames of this type, and of this step if it is a sync frame, were heard. */
  count(type: number, step?: number): number {
    return this.heard.filter((bytes) => {
      const input = decoding.createDecoder(bytes);
      if (decoding.readVarUint(input) !== type) return false;
      return step === undefined || decoding.readVarUint(input) === step;
    }).length;
  }
}

let doc: Y.Doc;
let link: SessionLink;
let messages: ServerMessage[];
let chunks: OutputChunk[];
let refusals: number[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FarEnd);
  FarEnd.all = [];
  doc = new Y.Doc();
  messages = [];
  chunks = [];
  refusals = [];
  const awareness = new Awareness(doc);
  awareness.setLocalState({ user: { id: 'u', name: 'Ada', color: '#aa3355' } });
  link = new SessionLink('ws://here/collab/s', doc, awareness, {
    message: (message) => messages.push(message),
    output: (chunk) => chunks.push(chunk),
    refused: ({ code }) => refusals.push(code),
  });
  link.start();
});

afterEach(() => {
  link.stop();
  link.awareness.destroy();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function connect(): FarEnd {
  const far = FarEnd.last;
  far.accept();
  far.sync();
  return far;
}

function type(letters: string): void {
  doc.getText('t').insert(0, letters);
}

test('it asks for our subprotocol, and is live when the document is there', () => {
  expect(FarEnd.last.protocol).toBe(SUBPROTOCOL);
  expect(link.status().phase.kind).toBe('connecting');
  FarEnd.last.doc.getText('t').insert(0, 'theirs');

  connect();

  expect(link.status()).toMatchObject({ phase: { kind: 'live' }, loaded: true });
  expect(doc.getText('t').toString()).toBe('theirs');
});

test('saved is said only when the server has stored every document frame', () => {
  const far = connect();
  expect(link.status().saved).toBe(false);
  far.tell({ t: 'saved', received: 1 });
  expect(link.status().saved).toBe(true);

  type('a');
  type('b');
  far.tell({ t: 'saved', received: 2 });
  expect(link.status()).toMatchObject({ saved: false, unsavedEdits: 1 });

  far.tell({ t: 'saved', received: 3 });
  expect(link.status()).toMatchObject({ saved: true, unsavedEdits: 0 });
});

test('what others wrote is not sent back to them', () => {
  const far = connect();
  const other = new Y.Doc();
  other.getText('t').insert(0, 'x');

  far.say((out) => {
    encoding.writeVarUint(out, FRAME.sync);
    syncProtocol.writeUpdate(out, Y.encodeStateAsUpdate(other));
  });

  expect(far.count(FRAME.sync, 2)).toBe(0);
  expect(link.status().unsavedEdits).toBe(0);
});

test('edits made while offline are counted and go with the next sync', () => {
  connect().end(1001);
  type('a');
  type('b');
  expect(link.status()).toMatchObject({ phase: { kind: 'waiting' }, unsavedEdits: 2 });

  vi.advanceTimersByTime(LONGEST_MS);
  const far = connect();

  expect(link.status().phase.kind).toBe('live');
  expect(far.count(FRAME.sync, 1)).toBe(1);
  far.tell({ t: 'saved', received: 1 });
  expect(link.status()).toMatchObject({ saved: true, unsavedEdits: 0 });
});

test('attempts grow rarer up to a bound, and start anew after one that worked', () => {
  connect().end(1006);
  for (let attempt = 0; attempt < 12; attempt++) {
    const { phase } = link.status();
    if (phase.kind !== 'waiting') throw new Error('not waiting');
    expect(phase.retryAt - Date.now()).toBeLessThanOrEqual(LONGEST_MS);
    vi.advanceTimersByTime(LONGEST_MS);
    FarEnd.last.end(1006);
  }
  vi.advanceTimersByTime(LONGEST_MS);
  connect().end(1006);

  const { phase } = link.status();
  expect(phase.kind === 'waiting' && phase.retryAt - Date.now()).toBeLessThan(1000);
});

test.each([1002, 1003, 1007, 1009, 4401, 4403, 4404, 4499])(
  'code %i ends it, with a reason and without another attempt',
  (code) => {
    connect().end(code);
    vi.advanceTimersByTime(10 * LONGEST_MS);

    expect(FarEnd.all).toHaveLength(1);
    expect(link.status().phase).toMatchObject({ kind: 'refused', refusal: { code } });
    expect(refusals).toEqual([code]);
  },
);

test.each([1001, 1006, 1011, 1013])('after code %i it comes back', (code) => {
  connect().end(code);
  vi.advanceTimersByTime(LONGEST_MS);

  expect(FarEnd.all).toHaveLength(2);
});

test('a silent server is asked for a sign of life before it is given up', () => {
  const far = connect();

  vi.advanceTimersByTime(SILENCE_MS + 2000);
  expect(far.count(FRAME.queryAwareness)).toBe(1);
  expect(link.status().phase.kind).toBe('live');

  vi.advanceTimersByTime(SILENCE_MS + 2000);
  expect(link.status().phase.kind).not.toBe('live');
});

test('a document that takes minutes to come is waited for', () => {
  const far = FarEnd.last;
  far.accept();

  vi.advanceTimersByTime(FIRST_SYNC_MS);
  expect(FarEnd.all).toHaveLength(1);
  far.sync();

  expect(link.status().phase.kind).toBe('live');
  vi.advanceTimersByTime(2 * SILENCE_MS + 4000);
  expect(link.status().phase.kind).not.toBe('live');
});

test('a server that answers is kept', () => {
  const far = connect();

  for (let minute = 0; minute < 5; minute++) {
    vi.advanceTimersByTime(SILENCE_MS + 2000);
    far.tell({ t: 'readonly', reason: '' });
  }

  expect(FarEnd.all).toHaveLength(1);
});

test('after sleep a dead connection is given up sooner', () => {
  const far = connect();

  vi.setSystemTime(Date.now() + 60 * 60 * 1000);
  vi.advanceTimersByTime(2000);
  expect(far.count(FRAME.queryAwareness)).toBe(1);
  vi.advanceTimersByTime(AFTER_SLEEP_MS + 2000);

  expect(link.status().phase.kind).not.toBe('live');
});

test('edits that an earlier page left are counted until the server has them', () => {
  link.stop();
  type('left');
  link.start(3);
  expect(link.status()).toMatchObject({ loaded: true, unsavedEdits: 3 });

  const far = connect();
  far.tell({ t: 'saved', received: 1 });

  expect(link.status()).toMatchObject({ saved: true, unsavedEdits: 0 });
});

test('what was refused is not called saved', () => {
  const far = connect();
  type('a');
  far.tell({ t: 'error', code: 'not-allowed', message: 'No.', frame: 2 });
  far.tell({ t: 'saved', received: 2 });

  expect(link.status()).toMatchObject({ saved: false, unsavedEdits: 1 });
});

test('what was refused while nothing could be stored is sent again once it can', () => {
  const far = connect();
  far.tell({ t: 'readonly', reason: 'The database does not answer.' });
  type('a');
  far.tell({ t: 'error', code: 'read-only', message: 'Not now.', frame: 2 });
  far.tell({ t: 'saved', received: 2 });

  far.tell({ t: 'readonly', reason: '' });

  expect(FarEnd.all).toHaveLength(2);
  const again = connect();
  again.tell({ t: 'saved', received: 1 });
  expect(link.status()).toMatchObject({ saved: true, unsavedEdits: 0 });
});

test('what was refused is sent again once it is asked for, and nothing if nothing was', () => {
  const far = connect();
  link.sendRefused();
  expect(FarEnd.all).toHaveLength(1);
  type('a');
  far.tell({ t: 'error', code: 'not-allowed', message: 'You may watch.', frame: 2 });

  link.sendRefused();

  const again = connect();
  again.tell({ t: 'saved', received: 1 });
  expect(link.status()).toMatchObject({ saved: true, unsavedEdits: 0 });
});

test('what another window has sent itself is not sent again, what it could not send is', () => {
  const far = connect();
  const other = new Y.Doc();
  other.getText('t').insert(0, 'x');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), new FromTab(true));
  expect(far.count(FRAME.sync, 2)).toBe(0);

  other.getText('t').insert(0, 'y');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), new FromTab(false));

  expect(far.count(FRAME.sync, 2)).toBe(1);
  expect(link.status().unsavedEdits).toBe(1);
});

test('presence is announced with a new clock on each connection', () => {
  connect().end(1006);
  vi.advanceTimersByTime(LONGEST_MS);

  const far = connect();

  expect(far.count(FRAME.awareness)).toBeGreaterThan(0);
});

test('messages and output are handed on, those of a kind not yet known are not', () => {
  const far = connect();

  far.tell({ t: 'role', role: 'viewer' });
  far.tell({ t: 'something.new' });
  far.say((out) => {
    encoding.writeVarUint(out, FRAME.output);
    encoding.writeVarUint(out, 7);
    encoding.writeVarUint(out, 2);
    encoding.writeVarUint(out, 300);
    encoding.writeVarUint8Array(out, new Uint8Array([65]));
  });

  expect(messages).toEqual([{ t: 'role', role: 'viewer' }]);
  expect(chunks).toEqual([{ run: 7, stream: 'stderr', offset: 300, bytes: new Uint8Array([65]) }]);
});

test('nothing can be ordered while there is no connection', () => {
  expect(link.send({ t: 'run.stop', run: 1 })).toBe(false);
  connect();
  expect(link.send({ t: 'run.stop', run: 1 })).toBe(true);
});
