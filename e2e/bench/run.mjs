// `./coderun bench run`: programs in boxes beside the floor, bwrap and the engine's own ways. See CONTRIBUTING.md, "Measuring".
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Engine } from './programs/docker.mjs';
import { goalsOf } from './programs/goals.mjs';
import { DirectRuns, SessionRuns } from './programs/socket.mjs';
import { figure, readable, ROOT, table, writeFigures } from './results.mjs';
import { languageReady, startCodeRun } from './rooms/servers.mjs';
import { median } from './statistics.mjs';

const RUNS = 50;
const QUICK_RUNS = 10;
const SOCKET_WARM_UPS = 20;
const NO_OP = ['/bin/true'];
const PYTHON = ['/usr/bin/python3', '-c', 'print("hello", 0)'];
/** All namespaces, and the folders that a program needs. */
const BWRAP = ['/usr/bin/bwrap', '--unshare-all', '--die-with-parent', '--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'];
const SUBJECTS = ['coderun', 'floor', 'bwrap', 'docker exec', 'docker run'];

/** What a comparison of two states of the tree relies on. */
const MEASURES = [
    ...['no-op warm', 'no-op fresh box', 'python cold', 'python warm', 'flood cut-off', 'fork bomb kill', 'socket added', 'boxes per second'],
    ...['java', 'javascript', 'c', 'cpp', 'typescript', 'go', 'rust'].map((language) => `${language} edit to output`),
];

const USAGE = `./coderun bench run [--runs N] [--quick]
  --runs N   how often each thing is done (${RUNS})
  --quick    ${QUICK_RUNS} times`;

const { values: options } = parseArgs({
    options: { runs: { type: 'string' }, quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (options.help) {
    console.log(USAGE);
    process.exit();
}
const runs = Number(options.runs ?? (options.quick ? QUICK_RUNS : RUNS));
const found = new Map();
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
    measureFloors();
    measureBoxes();
    await measureEngine();
    await measureSocket();
} finally {
    rmSync(folder, { recursive: true, force: true });
}
report();

function measureFloors() {
    const floor = join(folder, 'floor');
    execFileSync('cc', ['-O2', '-o', floor, join(import.meta.dirname, 'programs', 'floor.c')]);
    const timed = (command) => execFileSync(floor, [String(runs), ...command], { encoding: 'utf8' }).trim().split('\n').map(Number);
    for (const [measure, command] of [['no-op warm', NO_OP], ['python cold', PYTHON]]) {
        timed(command);
        add(measure, 'floor', 'ms', timed(command));
        if (command === PYTHON) add('python warm', 'floor', 'ms', timed(command));
        add(measure, 'bwrap', 'ms', timed([...BWRAP, ...command]));
    }
}

/** The JVM prints a line for each measure as soon as it has it. */
function measureBoxes() {
    const { stdout, status } = spawnSync(...java('RunBench', ROOT, String(runs)), {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
        maxBuffer: 1 << 26,
    });
    for (const line of stdout.trim().split('\n').filter((line) => line.includes('\t'))) {
        const [measure, unit, samples] = line.split('\t');
        add(measure, 'coderun', unit, samples.split(' ').map(Number));
    }
    if (status !== 0) throw new Error('the boxes could not be measured');
}

function java(main, ...args) {
    const classes = ['classes', 'test-classes'].map((name) => join(ROOT, 'executor', 'target', name));
    const classPath = [...classes, join(ROOT, 'server', 'target', 'lib', '*')].join(':');
    // CODERUN_JVM_OPTIONS: what the script `coderun` starts a server with.
    const options = (process.env.CODERUN_JVM_OPTIONS ?? '--enable-native-access=ALL-UNNAMED').split(' ');
    return [join(process.env.JAVA_HOME, 'bin', 'java'), [...options, '-cp', classPath, `dev.coderun.executor.bench.${main}`, ...args]];
}

async function measureEngine() {
    const engine = new Engine();
    const image = await engine.newestImage('python');
    const container = await engine.start(image, ['/bin/sleep', 'infinity']);
    try {
        add('no-op warm', 'docker exec', 'ms', await timed(() => engine.exec(container, NO_OP)));
        add('python cold', 'docker exec', 'ms', await timed(() => engine.exec(container, PYTHON)));
    } finally {
        await engine.remove(container);
    }
    add('no-op fresh box', 'docker run', 'ms', await timed(() => engine.run(image, NO_OP)));
    add('python fresh box', 'docker run', 'ms', await timed(() => engine.run(image, PYTHON)));
}

/** Each sample is a run in a session less the run by the executor alone that follows it. */
async function measureSocket() {
    const server = await startCodeRun({ sandbox: true });
    const direct = await DirectRuns.start(...java('DirectRuns', ROOT));
    try {
        await languageReady(server, 'python');
        const [place] = await server.places(['hello']);
        const session = await SessionRuns.open(place);
        const whole = [];
        const alone = [];
        for (let run = -SOCKET_WARM_UPS; run < runs; run++) {
            const [one, other] = [await session.run(), await direct.run()];
            if (run < 0) continue;
            whole.push(one);
            alone.push(other);
        }
        session.close();
        add('run over the socket', 'coderun', 'ms', whole);
        add('run by the executor', 'coderun', 'ms', alone);
        add('socket added', 'coderun', 'ms', whole.map((millis, run) => millis - alone[run]));
    } finally {
        await direct.close();
        await server.close();
    }
}

async function timed(action) {
    await action();
    const samples = [];
    for (let run = 0; run < runs; run++) {
        const begin = performance.now();
        await action();
        samples.push(performance.now() - begin);
    }
    return samples;
}

function add(measure, subject, unit, samples) {
    if (!found.has(measure)) found.set(measure, new Map());
    found.get(measure).set(subject, { unit, samples });
    console.error(`${measure}, ${subject}: ${readable(median(samples))} ${unit}`);
}

function report() {
    const missing = MEASURES.filter((measure) => !found.get(measure)?.has('coderun'));
    if (missing.length > 0) throw new Error(`not measured: ${missing.join(', ')}`);
    const figures = [];
    const rows = [];
    for (const [measure, bySubject] of found) {
        const medians = new Map([...bySubject].map(([subject, { samples }]) => [subject, median(samples)]));
        for (const [subject, { unit, samples }] of bySubject) figures.push(figure(measure, subject, unit, samples));
        const goals = goalsOf(measure, medians);
        rows.push([
            `${measure}, ${bySubject.values().next().value.unit}`,
            ...SUBJECTS.map((subject) => (medians.has(subject) ? readable(medians.get(subject)) : '')),
            goals.map(({ text }) => text).join(', '),
            goals.map(({ met }) => (met ? 'met' : 'missed')).join(', '),
        ]);
    }
    console.log();
    console.log(table(['medians', ...SUBJECTS, 'goal', ''], rows));
    console.log();
    console.log(`${runs} times each, after a warm-up. “no-op warm” has the wipe in it; docker exec and run are over the engine's API, without its client's start.`);
    console.log('“socket added”: from the frame that asks for a run to the first frame of its output, less the same run by the executor alone, in turns.');
    console.log(`Figures: ${writeFigures('run', figures)}`);
}
