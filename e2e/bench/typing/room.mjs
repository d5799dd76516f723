// A session with one program and ten cases, a typist and somebody who watches.
import { setTimeout as pause } from 'node:timers/promises';
import * as Y from '../../peers/yjs.mjs';
import { CASES, placeOfDigit } from './programs.mjs';
import { Seat } from './seat.mjs';

const KEYS_BEFORE = 4;
const BETWEEN_KEYS_MILLIS = 80;

export class Room {
    #typist;
    #watcher;
    #text;
    #isRight = true;

    static async open(place, program) {
        const room = new Room();
        room.#typist = new Seat(place);
        room.#watcher = new Seat(place);
        await Promise.all([room.#typist.synced, room.#watcher.synced]);
        room.#plant(program);
        await room.#watcher.hear(({ t, outcome }) => t === 'tests.done' && outcome === 'done');
        return room;
    }

    #plant({ entry, text }) {
        const { doc } = this.#typist;
        const [file] = doc.getMap('files').values();
        this.#text = file.get('text');
        doc.transact(() => {
            file.set('path', entry);
            this.#text.delete(0, this.#text.length);
            this.#text.insert(0, text);
            CASES.forEach(({ input, expected }, order) => {
                const own = new Y.Map();
                doc.getMap('cases').set(`case${order}`, own);
                own.set('name', `Case ${order + 1}`);
                own.set('order', order);
                own.set('input', new Y.Text(input));
                own.set('expected', new Y.Text(expected));
            });
        });
    }

    /** Types some keys and one that counts; gives the milliseconds to the first and to the last result, as the watcher hears them. */
    async round() {
        for (let key = 0; key < KEYS_BEFORE; key++) {
            this.#text.insert(this.#text.length, 'x');
            await pause(BETWEEN_KEYS_MILLIS);
        }
        this.#watcher.forget();
        const typed = performance.now();
        this.#isRight = !this.#isRight;
        const wanted = this.#isRight ? 'passed' : 'failed';
        const at = placeOfDigit(this.#text.toString());
        if (this.#isRight) this.#text.delete(at, 1);
        else this.#text.insert(at, '7');
        const first = await this.#watcher.hear(({ t, verdict }) => t === 'test.ended' && verdict === wanted);
        const done = await this.#watcher.hear(({ t, round, outcome }) => t === 'tests.done' && round === first.round && outcome === 'done');
        if (done.total !== CASES.length || done.passed !== (this.#isRight ? CASES.length : 0)) throw new Error(`wrong results: ${JSON.stringify(done)}`);
        return { first: first.at - typed, all: done.at - typed };
    }

    /** With a program that never ends: the milliseconds from a keystroke to the end of the round that it makes old. */
    async cancel() {
        const running = await this.#watcher.hear(({ t }) => t === 'test.started');
        this.#watcher.forget();
        const typed = performance.now();
        this.#text.insert(this.#text.length, 'x');
        const done = await this.#watcher.hear(({ t, round, outcome }) => t === 'tests.done' && round === running.round && outcome === 'cancelled');
        return done.at - typed;
    }

    loopForEver(program) {
        this.#watcher.forget();
        this.#typist.doc.transact(() => {
            this.#text.delete(0, this.#text.length);
            this.#text.insert(0, program);
        });
    }

    close() {
        this.#typist.close();
        this.#watcher.close();
    }
}
