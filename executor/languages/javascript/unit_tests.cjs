// Runs the unit tests of node:test in a program's files. What it is told, and what it tells, is in ../README.md.
// Usage: unit_tests.cjs [--built], with which the tests are what a build made of the files.
'use strict';

const { readSync, writeSync } = require('node:fs');
const { resolve, relative, isAbsolute } = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');

const ORDERS = 3;
const EVENTS = 4;
const BUILT = '/work/built';
const MAX_MESSAGE_CHARACTERS = 4000;
const MAX_NAME_CHARACTERS = 300;
const MAX_FRAMES = 20;
const SEPARATOR = ' > ';

// Taken before any test can put something else in their place.
const { stringify } = JSON;
const exit = process.exit.bind(process);

function readExactly(count) {
    const bytes = Buffer.alloc(count);
    for (let read = 0; read < count; ) {
        const more = readSync(ORDERS, bytes, read, count - read);
        if (more === 0) exit();
        read += more;
    }
    return bytes;
}

function readOrder() {
    return readExactly(readExactly(4).readUInt32BE()).toString().split('\0').slice(0, -1);
}

const shortened = (text, characters) => (text.length <= characters ? text : text.slice(0, characters - 1) + '…');

// What a build made of files, by its path: where there is no source map, that is all that is known.
const sources = new Map();

// Relative, if the file is one of the program's.
function ownPath(file) {
    const whole = file.startsWith('file:') ? fileURLToPath(file) : file;
    const path = sources.get(whole) ?? relative(process.cwd(), whole);
    return path === '' || path.startsWith('..') || isAbsolute(path) ? undefined : path;
}

// Those in the program's files, innermost first.
function ownFrames(stack) {
    const frames = [];
    for (const [, name, file, line] of String(stack).matchAll(/^ {4}at (?:(.*?) \()?((?:file:|\/)[^\n]*?):(\d+):\d+\)?$/gm)) {
        const path = ownPath(file);
        if (path && frames.length < MAX_FRAMES) frames.push({ path, line: Number(line), name: name ?? '' });
    }
    return frames;
}

// node:test wraps what a test threw.
function toldOf(error) {
    const thrown = error?.code === 'ERR_TEST_FAILURE' ? (error.cause ?? error) : error;
    const stack = ownFrames(thrown?.stack ?? '');
    const message = typeof thrown?.message === 'string' ? `${thrown.name ?? 'Error'}: ${thrown.message}` : String(thrown);
    return {
        verdict: thrown?.code === 'ERR_ASSERTION' ? 'failed' : 'error',
        message: shortened(message, MAX_MESSAGE_CHARACTERS),
        at: stack[0] && { path: stack[0].path, line: stack[0].line },
        stack,
    };
}

class Progress {
    #key;
    #only;
    #tests = new Map(); // by the number that node:test gives each
    #taken = new Map(); // how many tests have been called so
    #running; // the number of the test that was told of last, if it has not ended
    #late = []; // ended while another ran
    #exiting = false;

    constructor(key, only) {
        this.#key = key;
        this.#only = new Set(only);
        process.prependListener('exit', () => (this.#exiting = true));
    }

    tell(event, details) {
        if (this.#exiting) return; // what node:test says of tests that were cut off
        const line = Buffer.from(`${this.#key} ${stringify({ event, ...details })}\n`);
        for (let written = 0; written < line.length; ) written += writeSync(EVENTS, line, written);
        readSync(ORDERS, Buffer.alloc(1));
    }

    enqueued({ testId, parentId, type, name, file, line }) {
        const parent = this.#tests.get(parentId);
        const path = (file && ownPath(file)) ?? '';
        const shown = ownPath(name) === path ? path : name; // a file that could not be loaded is called by its path
        const names = [...(parent?.names ?? [path]), shown];
        const isSuite = type === 'suite';
        // Tests inside of a test are a part of it.
        const outer = parent?.outer ?? (parent && !parent.isSuite ? parent : undefined);
        const id = this.#idOf(names, isSuite || outer !== undefined);
        const told = !isSuite && !outer && this.#isWanted(id);
        const test = { id, names, path, line, isSuite, parent, outer, told, cancelled: [] };
        this.#tests.set(testId, test);
        if (told) this.#found(test);
        return test;
    }

    #isWanted(id) {
        return this.#only.size === 0 || this.#only.has(id);
    }

    #found({ id, names, path, line }) {
        this.tell('found', { tests: [{ id, name: shortened(names.at(-1), MAX_NAME_CHARACTERS), path, line }] });
    }

    // Several tests may have one name, or none.
    #idOf(names, isPart) {
        const id = shortened(names.join(SEPARATOR), MAX_NAME_CHARACTERS);
        if (isPart) return id;
        const others = this.#taken.get(id) ?? 0;
        this.#taken.set(id, others + 1);
        return others === 0 ? id : `${id} #${others + 1}`;
    }

    begun({ testId }) {
        const test = this.#tests.get(testId);
        if (!test?.told || this.#running !== undefined) return;
        this.#running = testId;
        this.tell('started', { id: test.id });
    }

    completed(event) {
        const { testId, details, skip, todo } = event;
        // Those that a suite takes with it when it breaks are heard of for the first time.
        const test = this.#tests.get(testId) ?? this.enqueued({ ...event, type: details.type });
        if (test.outer && !details.passed) test.outer.innerError ??= details.error;
        if (test.isSuite) this.#suiteCompleted(test, details);
        if (!test.told) return;
        const result = { id: test.id, micros: Math.round(details.duration_ms * 1000), ...resultOf(test, details, skip ?? todo) };
        if (testId === this.#running) {
            this.tell('ended', result);
            this.#running = undefined;
            this.#tellLate();
        } else if (isCancelled(details) && test.parent) {
            test.parent.cancelled.push(result);
        } else {
            this.#endLate(result);
        }
    }

    // What broke a suite itself is told of its tests that did not run, else of the suite as if it were one.
    #suiteCompleted(suite, details) {
        let results = suite.cancelled;
        if (!details.passed && details.error?.failureType !== 'subtestsFailed') {
            const told = toldOf(details.error);
            if (results.length === 0 && !suite.outer && this.#isWanted(suite.id)) {
                this.#found(suite);
                results = [{ id: suite.id, micros: 0 }];
            }
            results = results.map((result) => ({ ...result, ...told, verdict: 'error' }));
        }
        if (isCancelled(details) && suite.parent) suite.parent.cancelled.push(...results);
        else results.forEach((result) => this.#endLate(result));
    }

    // A file that could not be loaded to its end, as if it were a test.
    broken(path, error) {
        if (!this.#isWanted(path)) return;
        this.#found({ id: path, names: [path], path, line: 1 });
        const told = toldOf(error);
        this.#endLate({ id: path, micros: 0, ...told, at: told.at ?? { path, line: 1 }, verdict: 'error' });
    }

    #endLate(result) {
        this.#late.push(result);
        if (this.#running === undefined) this.#tellLate();
    }

    #tellLate() {
        for (const result of this.#late.splice(0)) {
            this.tell('started', { id: result.id });
            this.tell('ended', result);
        }
    }
}

const isCancelled = ({ error }) => error?.failureType === 'cancelledByParent';

function resultOf(test, { passed, error }, notRun) {
    if (notRun !== undefined) return { verdict: 'skipped', message: typeof notRun === 'string' ? notRun : '' };
    if (passed) return { verdict: 'passed' };
    return toldOf(error?.failureType === 'subtestsFailed' ? (test.innerError ?? error) : error);
}

// node:test knows names alone, those of a test's suites before its own. Of several with one name it runs all.
function patternOf(id, file) {
    const [, whole, number = ''] = /^(.*?)( #\d+)?$/s.exec(id.slice(file.length + SEPARATOR.length));
    const names = whole.split(SEPARATOR).map((name) => name.replace(/[^\w ]/g, '\\$&'));
    return new RegExp(`^${names.join(`(?:${SEPARATOR}| )`)}(?:${number})?$`);
}

// Set once it is known what to load.
let load;

const isIn = (id, file) => id === file || id.startsWith(file + SEPARATOR);

// A file's place among those with what is to be run first: its tests run as they are registered.
function rank(file, first) {
    const at = first.findIndex((word) => isIn(word, file));
    return at < 0 ? first.length : at;
}

// The order: an empty word, the key, milliseconds for each test, and the lists; see ../README.md.
function runTests([, key, , ...lists], built) {
    const { run } = require('node:test');
    const list = () => lists.splice(0, Number(lists.shift()));
    const [all, first, only] = [list(), list(), lists];
    const files = all.filter((file) => only.length === 0 || only.some((id) => isIn(id, file)));
    files.sort((one, other) => rank(one, first) - rank(other, first));
    const patterns = files.flatMap((file) => only.filter((id) => isIn(id, file)).map((id) => patternOf(id, file)));
    const paths = files.map((file) => (built ? resolve(BUILT, file.replace(/\.\w+$/, '.mjs')) : resolve(file)));
    paths.forEach((path, i) => sources.set(path, files[i]));
    const progress = new Progress(key, only);
    load = async () => {
        for (const path of paths) await import(pathToFileURL(path).href).catch((error) => progress.broken(sources.get(path), error));
    };
    const tests = run({
        // Of what it loads itself node:test swallows what was thrown.
        files: [resolve(__dirname, 'load_tests.mjs')],
        isolation: 'none',
        concurrency: false,
        ...(only.length > 0 && { testNamePatterns: patterns }),
    });
    tests.on('test:enqueue', (test) => progress.enqueued(test));
    tests.on('test:dequeue', (test) => progress.begun(test));
    tests.on('test:complete', (test) => progress.completed(test));
    tests.on('end', () => {
        progress.tell('end');
        exit(0);
    });
    tests.resume();
}

module.exports = { readOrder, runTests, loadTests: () => load() };

if (require.main === module) runTests(readOrder(), process.argv.includes('--built'));
