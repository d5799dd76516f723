// One person at a keyboard: a real Yjs document on a websocket, in the framing of the server it talks to.
import { decoding, encoding, sync, WebSocket } from '../../peers/wire.mjs';
import * as Y from '../../peers/yjs.mjs';

const SYNC = 0;
const HOCUSPOCUS_AUTH = 2;
const HOCUSPOCUS_AUTHENTICATED = 2;
const HOCUSPOCUS_SYNC_REPLY = 4;
const CODERUN_MESSAGE = 64;
const OPEN_LIMIT_MILLIS = 60_000;

export const ROOT = 'text';

/** When the characters of one client were typed, by clock: its readers find out how late they are. */
const typedAt = new Map();

export class Client {
    doc = new Y.Doc();
    text = this.doc.getText(ROOT);
    /** Document frames that were sent, as `{at, update}`: what `saved` counts. An answer to the server's question has no update. */
    sent = [];
    saved = 0;
    /** Called with the milliseconds between typing and seeing, for each character of somebody else. */
    onSeen = () => {};
    /** Called with the milliseconds between sending and `saved`, for each frame. */
    onSaved = () => {};
    /** Called with the code when the connection ends. */
    onClose = () => {};
    #socket;
    #framing;
    #room;
    #synced;
    #caret = 0;

    /** `place` is `{url, room, framing, headers, protocols}`. */
    constructor({ url, room, framing, headers, protocols }) {
        this.#framing = framing;
        this.#room = room;
        this.#synced = Promise.withResolvers?.() ?? withResolvers();
        this.#socket = new WebSocket(url, protocols ?? [], { headers, perMessageDeflate: false, handshakeTimeout: OPEN_LIMIT_MILLIS });
        this.#socket.binaryType = 'nodebuffer';
        this.#socket.on('open', () => (framing === 'hocuspocus' ? this.#authenticate() : this.#askForState()));
        this.#socket.on('message', (frame) => this.#receive(frame));
        this.#socket.on('close', (code) => this.onClose(code));
        this.#socket.on('close', (code) => this.#synced.reject(new Error(`${url} closed with ${code} before it was in sync`)));
        this.#socket.on('error', (error) => this.#synced.reject(error));
        this.doc.on('update', (update, origin) => origin !== this && this.#sendUpdate(update));
        this.doc.on('afterTransaction', (transaction) => transaction.local || this.#seen(transaction));
        this.#synced.promise.catch(() => {});
    }

    /** The server has answered with its whole state. */
    get synced() {
        return this.#synced.promise;
    }

    /** Types one character at the caret, which is somewhere else from time to time. */
    type(random) {
        if (random.below(40) === 0) this.#caret = random.below(this.text.length + 1);
        this.#caret = Math.min(this.#caret, this.text.length);
        let times = typedAt.get(this.doc.clientID);
        if (times === undefined) typedAt.set(this.doc.clientID, (times = []));
        times.push(performance.now());
        this.text.insert(this.#caret++, random.letter());
    }

    /** Reads nothing more, and keeps the connection. Gives the local port, by which the kernel knows it. */
    getStuck() {
        this.#socket._socket.pause();
        return this.#socket._socket.localPort;
    }

    close() {
        this.onClose = () => {};
        this.#socket.terminate();
        this.doc.destroy();
    }

    #seen(transaction) {
        const now = performance.now();
        for (const [client, clock] of transaction.afterState) {
            const times = typedAt.get(client);
            const before = transaction.beforeState.get(client) ?? 0;
            if (times === undefined || clock === before) continue;
            for (let typed = before; typed < clock; typed++) if (times[typed] !== undefined) this.onSeen(now - times[typed], now);
        }
    }

    #receive(frame) {
        const decoder = decoding.createDecoder(frame);
        if (this.#framing === 'hocuspocus') decoding.readVarString(decoder);
        const type = decoding.readVarUint(decoder);
        if (type === SYNC || (this.#framing === 'hocuspocus' && type === HOCUSPOCUS_SYNC_REPLY)) this.#receiveSync(decoder);
        else if (this.#framing === 'hocuspocus' && type === HOCUSPOCUS_AUTH) this.#receiveAuth(decoder);
        else if (type === CODERUN_MESSAGE) this.#receiveMessage(JSON.parse(decoding.readVarString(decoder)));
    }

    #receiveSync(decoder) {
        const reply = this.#begin(SYNC);
        const empty = encoding.length(reply);
        const type = sync.readSyncMessage(decoder, reply, this.doc, this);
        if (encoding.length(reply) > empty) this.#sendDocumentFrame(encoding.toUint8Array(reply));
        if (type === sync.messageYjsSyncStep2) this.#synced.resolve();
    }

    #receiveAuth(decoder) {
        const answer = decoding.readVarUint(decoder);
        if (answer === HOCUSPOCUS_AUTHENTICATED) this.#askForState();
        else this.#synced.reject(new Error('hocuspocus lets nobody in'));
    }

    #receiveMessage({ t, received, code, message }) {
        if (t === 'error') throw new Error(`refused: ${code}: ${message}`);
        if (t !== 'saved') return;
        const now = performance.now();
        for (; this.saved < received; this.saved++) this.onSaved(now - this.sent[this.saved].at);
    }

    #authenticate() {
        const frame = this.#begin(HOCUSPOCUS_AUTH);
        encoding.writeVarUint(frame, 0);
        encoding.writeVarString(frame, 'token');
        this.#socket.send(encoding.toUint8Array(frame));
    }

    #askForState() {
        const frame = this.#begin(SYNC);
        sync.writeSyncStep1(frame, this.doc);
        this.#socket.send(encoding.toUint8Array(frame));
    }

    #sendUpdate(update) {
        const frame = this.#begin(SYNC);
        sync.writeUpdate(frame, update);
        this.#sendDocumentFrame(encoding.toUint8Array(frame), update);
    }

    #sendDocumentFrame(frame, update) {
        if (this.#framing === 'coderun') this.sent.push({ at: performance.now(), update });
        if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
    }

    #begin(type) {
        const frame = encoding.createEncoder();
        if (this.#framing === 'hocuspocus') encoding.writeVarString(frame, this.#room);
        encoding.writeVarUint(frame, type);
        return frame;
    }
}

function withResolvers() {
    const all = {};
    all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
    return all;
}
