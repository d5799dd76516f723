// `./coderun bench engine`: the document engine beside yjs, ywasm and the floors. See CONTRIBUTING.md, "Measuring".
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { judged } from './documents/goals.mjs';
import { SERIES } from './documents/series.mjs';
import { ANSWER_LIMIT_MILLIS, Subject } from './documents/subjects.mjs';
import { syntheticTrace } from './documents/synthetic.mjs';
import { readTrace } from './documents/traces.mjs';
import * as workloads from './documents/workloads.mjs';
import { BENCH_FOLDER, figure, readable, table, writeFigures } from './results.mjs';
import { geometricMean, median, minimum } from './statistics.mjs';

const SEED = 4;
const ROUNDS = 5;
/** What a subject does before its figures count; the first time always, however long it takes. */
const WARM_UP = { millis: 2_000, samples: 20_000 };
/** What a round takes of one subject. */
const ROUND = { millis: 1_000, samples: 10 };
const QUICK_WARM_UP = { millis: 500, samples: 20_000 };
/** A subject that has spent this on one measure is asked no more: slow ones get fewer rounds. */
const BUDGET_MILLIS = 20_000;
const COLD_STARTS = 5;
const ONCE = { millis: 0, samples: 1 };
const HEAP_DOCUMENTS = 40;
/** Counts bytes rather than regions. */
const HEAP_OPTIONS = ['-XX:+UseSerialGC'];

const DOCUMENTS = ['coderun', 'yjs', 'ywasm'];
const SEQUENTIAL = {
    local: [...DOCUMENTS, 'gap buffer', 'rope'],
    'local with bytes': ['coderun', 'yjs'],
    remote: [...DOCUMENTS, 'parse only'],
    'remote with events': ['coderun', 'yjs'],
    load: [...DOCUMENTS, 'parse only'],
    encode: DOCUMENTS,
};
const CONCURRENT = { remote: SEQUENTIAL.remote, load: SEQUENTIAL.load, encode: SEQUENTIAL.encode };
const RANDOM = { 'local with bytes': ['coderun', 'yjs'], remote: SEQUENTIAL.remote };
const REMOTE = { remote: DOCUMENTS };

const USAGE = `./coderun bench engine [--traces DIR | --trace FILE] [--only TEXT] [--rounds N] [--quick]
  --traces DIR   editing traces (NAME.json or NAME.json.gz); automerge-paper is called B4
  --trace FILE   this one alone, without the series
  --only TEXT    the workloads whose name begins with this
  --rounds N     rounds in which the subjects take turns (${ROUNDS})
  --quick        a shorter warm-up, two rounds, no workload of half a million edits`;

const { values: options } = parseArgs({
    options: {
        traces: { type: 'string' },
        trace: { type: 'string' },
        only: { type: 'string' },
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
    },
});
if (options.help) {
    console.log(USAGE);
    process.exit();
}
const rounds = Number(options.rounds ?? (options.quick ? 2 : ROUNDS));
const warmUp = options.quick ? QUICK_WARM_UP : WARM_UP;

const figures = [];
const rows = [];
const seriesFactors = [];

for (const task of tasks()) {
    if (options.only !== undefined && !task.name.startsWith(options.only)) continue;
    say(`${task.name} …`);
    const folder = workloads.workload(join(BENCH_FOLDER, 'workloads', task.name), task.key, task.make);
    await measureOperations(task, folder);
    if (task.whole) {
        await measureColdLoad(task, folder);
        await measureHeap(task, folder);
    }
}
if (seriesFactors.length > 0) {
    const factor = geometricMean(seriesFactors);
    const [goal] = judged('series remote', new Map([['coderun', 1], ['yjs', factor]]));
    rows.push(['B1–B3 remote, geometric mean', '', '', '', '', `${readable(factor)} ×`, '', goal.text, goal.met ? 'met' : 'missed']);
}
report();

/** Each workload: a name, its operations with their subjects, and how it is made. */
function* tasks() {
    for (const trace of traces()) {
        yield {
            name: trace.name,
            key: `${trace.origin}`,
            operations: trace.concurrent ? CONCURRENT : SEQUENTIAL,
            whole: true,
            note: trace.synthetic,
            make: () => (trace.concurrent ? workloads.concurrentTrace(trace) : workloads.sequentialTrace(trace)),
        };
    }
    if (options.trace !== undefined) return;
    for (const [name, make] of Object.entries(SERIES)) {
        yield { name, key: `seed ${SEED}`, operations: REMOTE, series: true, make: () => make(SEED) };
    }
    for (const clients of options.quick ? [1_540] : [1_540, 10_000]) {
        yield { name: `same spot ${clients}`, key: `seed ${SEED}`, operations: REMOTE, bare: true, make: () => workloads.sameSpot(clients, SEED) };
    }
    for (const thousands of options.quick ? [50] : [50, 500]) {
        const make = () => workloads.typed(workloads.randomEdits(thousands * 1000, SEED));
        yield { name: `random ${thousands}k`, key: `seed ${SEED}`, operations: RANDOM, make };
    }
}

function traces() {
    const files = options.trace !== undefined ? [resolve(options.trace)] : tracesIn(options.traces);
    if (files.length === 0) return [{ ...syntheticTrace(SEED), origin: `synthetic ${SEED}` }];
    return files.map((file) => ({ ...readTrace(file), origin: file }));
}

function tracesIn(folder) {
    if (folder === undefined) return [];
    if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
    const files = readdirSync(folder).filter((file) => /\.json(\.gz)?$/.test(file)).sort();
    if (files.length === 0) throw new Error(`there are no traces in ${folder}`);
    return files.map((file) => resolve(folder, file));
}

/** All subjects live through the workload's operations, each in its process, and take turns. */
async function measureOperations(task, folder) {
    const subjects = new Map();
    try {
        for (const [operation, names] of Object.entries(task.operations)) {
            for (const name of names) if (!subjects.has(name)) subjects.set(name, new Subject(name));
            const measure = task.bare ? task.name : `${task.name} ${operation}`;
            const samples = await takeTurns(measure, operation, folder, names.map((name) => subjects.get(name)));
            record(measure, 'ms', samples, task);
        }
    } finally {
        for (const subject of subjects.values()) await subject.close();
    }
}

async function takeTurns(measure, operation, folder, subjects) {
    const samples = new Map();
    const spent = new Map();
    const gone = new Set();
    const ask = async (subject, amount) => {
        const begin = performance.now();
        const found = await subject.measure(operation, folder, amount);
        spent.set(subject, (spent.get(subject) ?? 0) + performance.now() - begin);
        if (found === undefined) {
            say(`  ${subject.name} needs more than ${ANSWER_LIMIT_MILLIS / 1000} s for ${measure}`);
            gone.add(subject);
        }
        return found ?? [];
    };
    for (const subject of subjects) {
        const first = await ask(subject, warmUp);
        // So slow that its one warm-up has to do.
        if (spent.get(subject) > BUDGET_MILLIS && first.length > 0) samples.set(subject.name, first);
    }
    for (let round = 0; round < rounds; round++) {
        for (const subject of subjects) {
            if (gone.has(subject) || spent.get(subject) > BUDGET_MILLIS) continue;
            const found = await ask(subject, ROUND);
            samples.set(subject.name, [...(samples.get(subject.name) ?? []), ...found]);
        }
    }
    return samples;
}

/** The first load in a fresh process: what a person who opens a document after a restart waits for. */
async function measureColdLoad(task, folder) {
    const samples = new Map(DOCUMENTS.map((name) => [name, []]));
    for (let start = 0; start < (options.quick ? 2 : COLD_STARTS); start++) {
        for (const name of DOCUMENTS) samples.get(name).push(...(await alone(name, [], (subject) => subject.measure('load', folder, ONCE))));
    }
    record(`${task.name} cold load`, 'ms', samples, task);
}

async function measureHeap(task, folder) {
    const samples = new Map();
    for (const name of DOCUMENTS) {
        samples.set(name, await alone(name, HEAP_OPTIONS, (subject) => subject.measure('heap', folder, { millis: 0, samples: HEAP_DOCUMENTS })));
    }
    record(`${task.name} heap`, 'MB', samples, task);
}

async function alone(name, javaOptions, ask) {
    const subject = new Subject(name, javaOptions);
    try {
        return (await ask(subject)) ?? [];
    } finally {
        await subject.close();
    }
}

function record(measure, unit, samples, task) {
    const medians = new Map();
    for (const [subject, found] of samples) {
        if (found.length === 0) continue;
        medians.set(subject, median(found));
        figures.push(figure(measure, subject, unit, found, task.note === undefined ? {} : { workload: `synthetic, ${task.note}` }));
    }
    if (task.series && medians.has('yjs')) seriesFactors.push(medians.get('yjs') / medians.get('coderun'));
    const cell = (name) => (samples.get(name)?.length > 0 ? `${readable(medians.get(name))} (${readable(minimum(samples.get(name)))})` : '');
    const factor = (name) => (medians.has(name) ? `${readable(medians.get(name) / medians.get('coderun'))} ×` : '');
    const floors = ['gap buffer', 'rope', 'parse only'].filter((name) => medians.has(name)).map((name) => `${name} ${readable(medians.get(name))}`);
    const goals = judged(measure, medians);
    rows.push([
        `${measure}, ${unit}`,
        cell('coderun'),
        cell('yjs'),
        cell('ywasm'),
        floors.join(', '),
        factor('yjs'),
        factor('ywasm'),
        goals.map(({ text }) => text).join(', '),
        goals.map(({ met }) => (met ? 'met' : 'missed')).join(', '),
    ]);
    say(`  ${rows.at(-1).filter((text) => text !== '').join(' | ')}`);
}

function report() {
    console.log();
    console.log(table(['median (min)', 'coderun', 'yjs', 'ywasm', 'floor', '× yjs', '× ywasm', 'goal', ''], rows));
    console.log();
    console.log(`Each subject is alone in its process. Warm-up: ${warmUp.millis / 1000} s of each operation, at least once whole; then ${rounds} rounds in`);
    console.log(`turns, garbage collected before each. “cold load” is the first call in a fresh process. Every result was checked.`);
    if (figures.some(({ workload }) => workload !== undefined)) console.log('B4 stands for a synthetic session of its size: --traces DIR measures the real one.');
    console.log(`Figures: ${writeFigures('engine', figures)}`);
}

function say(text) {
    console.error(text);
}
