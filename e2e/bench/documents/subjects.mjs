// Starts subjects as processes and asks them to measure.
//
// A question is a line `OPERATION ⇥ FOLDER OF THE WORKLOAD ⇥ LEAST MILLISECONDS ⇥ MOST SAMPLES`; the answer is `ok ⇥ MILLISECONDS …`
// or `error ⇥ SENTENCE`. The subject collects garbage and repeats the operation, each time from fresh, until the
// milliseconds are over (set-up and checks included) or the samples are there, at least once; it checks every result. The operation
// `heap` answers megabytes.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../results.mjs';

/** Nothing that is measured here may take longer at once. */
export const ANSWER_LIMIT_MILLIS = 180_000;

const java = join(process.env.JAVA_HOME ?? '', 'bin', 'java');
const classes = ['classes', 'test-classes'].map((folder) => join(ROOT, 'session-engine', 'target', folder)).join(':');

const javaSubject = (name) => (options) => [java, [...options, '-cp', classes, 'dev.coderun.session.bench.SubjectProcess', name]];
const nodeSubject = (name) => () => ['node', ['--expose-gc', join(import.meta.dirname, 'subject-process.mjs'), name]];

const COMMANDS = {
    coderun: javaSubject('coderun'),
    'gap buffer': javaSubject('gap buffer'),
    rope: javaSubject('rope'),
    'parse only': javaSubject('parse only'),
    yjs: nodeSubject('yjs'),
    ywasm: nodeSubject('ywasm'),
};

/** One subject in a process of its own. */
export class Subject {
    #process;
    #answers;
    #end;

    constructor(name, javaOptions = []) {
        const [command, args] = COMMANDS[name](javaOptions);
        this.name = name;
        this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
        this.#end = new Promise((resolve, reject) => {
            this.#process.on('error', reject);
            this.#process.on('exit', (code, signal) => resolve(signal ?? code));
        });
        this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    }

    /** Samples in milliseconds, or undefined if the subject did not answer in time: it is then gone. */
    async measure(operation, folder, { millis, samples }) {
        this.#process.stdin.write(`${operation}\t${folder}\t${millis}\t${samples}\n`);
        const limit = setTimeout(() => this.#process.kill('SIGKILL'), ANSWER_LIMIT_MILLIS);
        const { value: line, done } = await this.#answers.next();
        clearTimeout(limit);
        if (done) {
            const end = await this.#end;
            if (end === 'SIGKILL') return undefined;
            throw new Error(`${this.name} ended with ${end} at ${operation} of ${folder}`);
        }
        const [state, rest] = line.split('\t');
        if (state !== 'ok') throw new Error(`${this.name}, ${operation} of ${folder}: ${rest ?? line}`);
        return rest.split(' ').map(Number);
    }

    async close() {
        this.#process.stdin.end();
        await this.#end;
    }
}
