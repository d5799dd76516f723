import * as decoding from 'lib0/decoding';
import * as awarenessProtocol from 'y-protocols/awareness';
import * as syncProtocol from 'y-protocols/sync';
import type * as Y from 'yjs';
import { readServerMessage, type ClientMessage, type ServerMessage } from '../api/messages';
import { backoffMs } from './backoff';
import {
  awarenessFrame,
  FRAME,
  messageFrame,
  queryAwarenessFrame,
  readOutput,
  stdinFrame,
  syncFrame,
  type OutputChunk,
} from './frames';
import { isFinal, refusalFor, type Refusal } from './refusal';
import { SaveLedger } from './saveLedger';
import { FromTab } from './tabs';

export type LinkPhase =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'waiting'; retryAt: number }
  | { kind: 'refused'; refusal: Refusal };

export interface LinkStatus {
  phase: LinkPhase;
  /** True once the document has been received; it stays true while the connection is lost. */
  loaded: boolean;
  unsavedEdits: number;
  /** Every document frame of this connection is stored. */
  saved: boolean;
}

export interface LinkEvents {
  message(message: ServerMessage): void;
  output(chunk: OutputChunk): void;
  /** The server closed for good. */
  refused(refusal: Refusal): void;
  /** Asked once when the server finds nobody logged in: whether somebody is again. */
  renewLogin?: () => Promise<boolean>;
}

const LOGIN_NEEDED = 4401;

/** After this silence the server is asked for a sign of life, and after as long again given up. */
export const SILENCE_MS = 20_000;
const PATROL_MS = 2_000;
/** A document may come in one long message, of which nothing is heard before it is there. */
export const FIRST_SYNC_MS = 5 * 60_000;
/** A timer that is so late has slept with its computer: the connection may be dead, and is not given as long. */
const SLEPT_MS = 10_000;
export const AFTER_SLEEP_MS = 5_000;

export const SUBPROTOCOL = 'coderun.v1';

/**
 * Keeps one document and its awareness in step with the server over one websocket: reconnects by itself,
 * stops when it is refused, and knows which edits are stored.
 */
export class SessionLink {
  readonly #ledger = new SaveLedger();
  readonly #listeners = new Set<() => void>();
  #socket: WebSocket | undefined;
  #phase: LinkPhase = { kind: 'connecting' };
  #status: LinkStatus;
  #loaded = false;
  #attempt = 0;
  #running = false;
  #mayRenewLogin = true;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #patrol: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #patrolledAt = 0;
  /** When the server was asked for a sign of life and how long it has for it. */
  #asked: { at: number; patience: number } | undefined;

  constructor(
    private readonly url: string,
    readonly doc: Y.Doc,
    readonly awareness: awarenessProtocol.Awareness,
    private readonly events: LinkEvents,
  ) {
    this.#status = this.#describe();
  }

  /**
   * May be called again after `stop`.
   *
   * @param unsavedEdits how many edits of an earlier page the document holds that may not be stored
   */
  start(unsavedEdits = 0): void {
    this.#ledger.restored(unsavedEdits);
    // What this browser kept can be read and edited before the server answers.
    this.#loaded ||= this.doc.store.clients.size > 0;
    this.#running = true;
    this.doc.on('update', this.#localEdit);
    this.awareness.on('update', this.#localPresence);
    globalThis.addEventListener('online', this.retryNow);
    globalThis.addEventListener('offline', this.#networkLost);
    globalThis.document.addEventListener('visibilitychange', this.#seenAgain);
    this.#patrolledAt = Date.now();
    this.#patrol = setInterval(this.#watchSilence, PATROL_MS);
    this.#open();
  }

  stop(): void {
    this.#running = false;
    this.doc.off('update', this.#localEdit);
    this.awareness.off('update', this.#localPresence);
    globalThis.removeEventListener('online', this.retryNow);
    globalThis.removeEventListener('offline', this.#networkLost);
    globalThis.document.removeEventListener('visibilitychange', this.#seenAgain);
    clearInterval(this.#patrol);
    clearTimeout(this.#retry);
    this.#forgetSocket();
    this.#forgetOthers();
  }

  readonly status = (): LinkStatus => this.#status;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** False if there is no connection to send it on. */
  send(message: ClientMessage): boolean {
    return this.#transmit(messageFrame(message));
  }

  sendStdin(run: number, bytes: Uint8Array): boolean {
    return this.#transmit(stdinFrame(run, bytes));
  }

  /** What was refused on this connection goes to the server again, if anything was, with all that it does not have. */
  sendRefused(): void {
    if (!this.#ledger.isRefused) return;
    this.#forgetSocket();
    this.#forgetOthers();
    this.#open();
  }

  readonly retryNow = (): void => {
    if (this.#phase.kind !== 'waiting') return;
    clearTimeout(this.#retry);
    this.#open();
  };

  #open(): void {
    this.#enter({ kind: 'connecting' });
    const socket = new WebSocket(this.url, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer) this.#receive(new Uint8Array(event.data));
    };
    socket.onclose = (event) => this.#lost(event.code, event.reason);
  }

  #opened(): void {
    this.#heardAt = Date.now();
    this.#asked = undefined;
    this.#ledger.connectionOpened();
    this.#transmit(syncFrame((out) => syncProtocol.writeSyncStep1(out, this.doc)));
    // With a new clock: under the old one the others have already heard that we left.
    this.awareness.setLocalState(this.awareness.getLocalState());
  }

  #receive(bytes: Uint8Array): void {
    this.#heardAt = Date.now();
    this.#asked = undefined;
    const input = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(input);
    switch (type) {
      case FRAME.sync:
        this.#receiveSync(input);
        break;
      case FRAME.awareness:
        awarenessProtocol.applyAwarenessUpdate(
          this.awareness,
          decoding.readVarUint8Array(input),
          this,
        );
        break;
      case FRAME.message: {
        const message = readServerMessage(decoding.readVarString(input));
        if (message) this.#receiveMessage(message);
        break;
      }
      case FRAME.output:
        this.events.output(readOutput(input));
        break;
    }
  }

  #receiveSync(input: decoding.Decoder): void {
    let answered: number | undefined;
    const reply = syncFrame((out) => {
      answered = syncProtocol.readSyncMessage(input, out, this.doc, this);
    });
    if (answered === syncProtocol.messageYjsSyncStep1) {
      this.#transmitDocument(reply);
    } else if (answered === syncProtocol.messageYjsSyncStep2) {
      this.#loaded = true;
      this.#attempt = 0;
      this.#mayRenewLogin = true;
      this.#enter({ kind: 'live' });
    }
  }

  #receiveMessage(message: ServerMessage): void {
    if (message.t === 'saved') {
      this.#ledger.stored(message.received);
      this.#publish();
    } else if (message.t === 'error' && message.frame !== undefined) {
      this.#ledger.refused();
      this.#publish();
    } else if (message.t === 'readonly' && message.reason === '') {
      this.sendRefused();
    }
    this.events.message(message);
  }

  readonly #localEdit = (update: Uint8Array, origin: unknown): void => {
    if (origin === this || (origin instanceof FromTab && origin.sent)) return;
    this.#ledger.edited();
    this.#transmitDocument(syncFrame((out) => syncProtocol.writeUpdate(out, update)));
    this.#publish();
  };

  readonly #localPresence = (
    change: Record<'added' | 'updated' | 'removed', number[]>,
    origin: unknown,
  ): void => {
    if (origin === this) return;
    const own = this.doc.clientID;
    if (![...change.added, ...change.updated, ...change.removed].includes(own)) return;
    this.#transmit(awarenessFrame(awarenessProtocol.encodeAwarenessUpdate(this.awareness, [own])));
  };

  #transmitDocument(frame: Uint8Array): void {
    if (!this.#transmit(frame)) return;
    this.#ledger.frameSent();
    this.#publish();
  }

  #transmit(frame: Uint8Array): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(new Uint8Array(frame));
    return true;
  }

  #lost(code: number, reason: string): void {
    this.#forgetSocket();
    this.#forgetOthers();
    if (code === LOGIN_NEEDED && this.#mayRenewLogin && this.events.renewLogin) {
      this.#mayRenewLogin = false;
      this.#enter({ kind: 'connecting' });
      void this.#renewLogin(this.events.renewLogin, reason);
      return;
    }
    if (isFinal(code)) {
      this.#refuse(code, reason);
      return;
    }
    const delay = backoffMs(this.#attempt++, Math.random());
    this.#enter({ kind: 'waiting', retryAt: Date.now() + delay });
    this.#retry = setTimeout(() => this.#open(), delay);
  }

  #refuse(code: number, reason: string): void {
    const refusal = refusalFor(code, reason);
    this.#enter({ kind: 'refused', refusal });
    this.events.refused(refusal);
  }

  /** The short login may have run out while the long one still lasts. */
  async #renewLogin(renew: () => Promise<boolean>, reason: string): Promise<void> {
    const isBack = await renew();
    if (!this.#running) return;
    if (isBack) this.#open();
    else this.#refuse(LOGIN_NEEDED, reason);
  }

  #forgetSocket(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** Whoever cannot be heard is not shown as present. */
  #forgetOthers(): void {
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID);
    awarenessProtocol.removeAwarenessStates(this.awareness, others, this);
  }

  readonly #watchSilence = (): void => {
    const now = Date.now();
    const slept = now - this.#patrolledAt > SLEPT_MS;
    this.#patrolledAt = now;
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (this.#asked) {
      if (now - this.#asked.at >= this.#asked.patience) this.#lost(1006, '');
    } else if (slept || now - this.#heardAt >= SILENCE_MS) {
      // Asked first: in a tab in the background this clock runs late, and silence alone proves nothing.
      this.#asked = { at: now, patience: slept ? AFTER_SLEEP_MS : this.#patience() };
      this.#transmit(queryAwarenessFrame());
    }
  };

  #patience(): number {
    return this.#phase.kind === 'live' ? SILENCE_MS : FIRST_SYNC_MS;
  }

  readonly #networkLost = (): void => {
    if (this.#socket) this.#lost(1006, '');
  };

  readonly #seenAgain = (): void => {
    if (globalThis.document.visibilityState === 'visible') this.retryNow();
  };

  #enter(phase: LinkPhase): void {
    this.#phase = phase;
    this.#publish();
  }

  #publish(): void {
    this.#status = this.#describe();
    for (const listener of this.#listeners) listener();
  }

  #describe(): LinkStatus {
    return {
      phase: this.#phase,
      loaded: this.#loaded,
      unsavedEdits: this.#ledger.unsavedEdits,
      saved: this.#ledger.everythingStored,
    };
  }
}
