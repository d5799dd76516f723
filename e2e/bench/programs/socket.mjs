// What a server and a socket add to a run: the same program by `run.start` in a session, and by the executor alone, in turns.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Seat } from '../typing/seat.mjs';

/** Between two runs: nobody runs a program sooner after its last run, and the helper for the next has time to start. */
const SETTLE_MILLIS = 300;
const TEXT = "print('hello', 0)\n";

/** A session with the program, and whoever runs it. */
export class SessionRuns {
    #seat;

    static async open(place) {
        const runs = new SessionRuns();
        runs.#seat = new Seat(place);
        await runs.#seat.synced;
        const { doc } = runs.#seat;
        const [file] = doc.getMap('files').values();
        const text = file.get('text');
        doc.transact(() => {
            text.delete(0, text.length);
            text.insert(0, TEXT);
        });
        return runs;
    }

    /** The milliseconds from the frame that asks for a run to the first frame of its output. */
    async run() {
        await pause(SETTLE_MILLIS);
        this.#seat.forget();
        const asked = performance.now();
        this.#seat.say({ t: 'run.start', mode: 'pipes', stdin: '' });
        const output = await this.#seat.hear(({ t }) => t === 'output' || t === 'error');
        const done = await this.#seat.hear(({ t }) => t === 'run.done' || t === 'error');
        if (done.outcome?.kind !== 'exited') throw new Error(`a run ended with ${JSON.stringify(done)}`);
        return output.at - asked;
    }

    close() {
        this.#seat.close();
    }
}

/** The executor alone, in a process of its own. */
export class DirectRuns {
    #process;
    #lines;

    static async start(command, args) {
        const runs = new DirectRuns();
        runs.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
        runs.#lines = createInterface({ input: runs.#process.stdout })[Symbol.asyncIterator]();
        if ((await runs.#line()) !== 'ready') throw new Error('the executor is not ready');
        return runs;
    }

    /** The milliseconds from the order to the program's first output. */
    async run() {
        await pause(SETTLE_MILLIS);
        this.#process.stdin.write('run\n');
        return Number(await this.#line());
    }

    async close() {
        const end = this.#process.exitCode === null ? once(this.#process, 'exit') : undefined;
        this.#process.stdin.end();
        await end;
    }

    async #line() {
        const { value, done } = await this.#lines.next();
        if (done) throw new Error('the executor ended');
        return value;
    }
}
