// Somebody in a session: edits the document, asks for things, and hears what is told of runs and tests.
import { decoding, encoding, sync, WebSocket } from '../../peers/wire.mjs';
import * as Y from '../../peers/yjs.mjs';

const SYNC = 0;
const MESSAGE = 64;
const OUTPUT = 65;
const PATIENCE_MILLIS = 60_000;

export class Seat {
    doc = new Y.Doc();
    #socket;
    #messages = [];
    #waiting = [];
    #synced = Promise.withResolvers?.() ?? deferred();

    constructor(place) {
        this.#socket = new WebSocket(place.url, place.protocols, { headers: place.headers, perMessageDeflate: false });
        this.#socket.binaryType = 'nodebuffer';
        this.#socket.on('open', () => this.#send((frame) => sync.writeSyncStep1(frame, this.doc)));
        this.#socket.on('message', (frame) => this.#receive(frame, performance.now()));
        this.#socket.on('error', (error) => this.#synced.reject(error));
        this.doc.on('update', (update, origin) => origin !== this && this.#send((frame) => sync.writeUpdate(frame, update)));
    }

    get synced() {
        return this.#synced.promise;
    }

    /** Sends a message of type 64. */
    say(message) {
        this.#send((frame) => encoding.writeVarString(frame, JSON.stringify(message)), MESSAGE);
    }

    /** The first message from now on, or kept since `forget`, that fits; with the moment `at` which it came. */
    hear(fits) {
        const found = this.#messages.find(fits);
        if (found !== undefined) return Promise.resolve(found);
        return new Promise((resolve, reject) => {
            const limit = setTimeout(() => reject(new Error(`nothing was heard; last: ${JSON.stringify(this.#messages.slice(-3))}`)), PATIENCE_MILLIS);
            this.#waiting.push({ fits, hear: (message) => (clearTimeout(limit), resolve(message)) });
        });
    }

    forget() {
        this.#messages = [];
    }

    close() {
        this.#socket.terminate();
        this.doc.destroy();
    }

    #receive(frame, at) {
        const decoder = decoding.createDecoder(frame);
        const type = decoding.readVarUint(decoder);
        if (type === SYNC) {
            let kind;
            const reply = encoding.createEncoder();
            encoding.writeVarUint(reply, SYNC);
            const empty = encoding.length(reply);
            kind = sync.readSyncMessage(decoder, reply, this.doc, this);
            if (encoding.length(reply) > empty) this.#socket.send(encoding.toUint8Array(reply));
            if (kind === sync.messageYjsSyncStep2) this.#synced.resolve();
        } else if (type === MESSAGE) {
            this.#note({ ...JSON.parse(decoding.readVarString(decoder)), at });
        } else if (type === OUTPUT) {
            this.#note({ t: 'output', run: decoding.readVarUint(decoder), at });
        }
    }

    #note(message) {
        this.#messages.push(message);
        const heard = this.#waiting.filter(({ fits }) => fits(message));
        this.#waiting = this.#waiting.filter((one) => !heard.includes(one));
        heard.forEach(({ hear }) => hear(message));
    }

    #send(write, type = SYNC) {
        const frame = encoding.createEncoder();
        encoding.writeVarUint(frame, type);
        write(frame);
        if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encoding.toUint8Array(frame));
    }
}

function deferred() {
    const all = {};
    all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
    return all;
}
