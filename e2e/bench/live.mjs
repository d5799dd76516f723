// `./coderun bench live`: live sessions beside y-websocket's server and hocuspocus. See CONTRIBUTING.md, "Measuring".
import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loseNothing } from './rooms/crash.mjs';
import { goalsOf } from './rooms/goals.mjs';
import { SERVERS, startCodeRun, startDatabase } from './rooms/servers.mjs';
import { figure, readable, table, writeFigures } from './results.mjs';
import { median } from './statistics.mjs';

const SEED = 4;
const ROUNDS = 5;
const SETTLE_SECONDS = 3;
const WINDOW_SECONDS = 8;
const STARTS = 5;
const KILLS = 100;
const QUICK = { rounds: 1, settle: 2, window: 5, starts: 2, kills: 4 };
/** Before the first round, so that each runtime has compiled what it will run. */
const WARM_UP_SECONDS = 120;
const QUICK_WARM_UP_SECONDS = 6;

const USAGE = `./coderun bench live [--subjects LIST] [--only TEXT] [--rounds N] [--kills N] [--quick]
  --subjects LIST  of ${Object.keys(SERVERS).join(',')} (all)
  --only TEXT      the scenarios whose name begins with this
  --rounds N       rounds in which the servers take turns (${ROUNDS})
  --kills N        how often ours is killed while people type (${KILLS})
  --quick          one round with short windows, few kills: within 5 minutes`;

const { values: options } = parseArgs({
    options: {
        subjects: { type: 'string', default: Object.keys(SERVERS).join(',') },
        only: { type: 'string', default: '' },
        rounds: { type: 'string' },
        kills: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
    },
});
if (options.help) {
    console.log(USAGE);
    process.exit();
}
const subjects = options.subjects.split(',');
const unknown = subjects.find((subject) => !(subject in SERVERS));
if (unknown !== undefined) throw new Error(`there is no subject ${unknown}`);
const rounds = Number(options.rounds ?? (options.quick ? QUICK.rounds : ROUNDS));
const kills = Number(options.kills ?? (options.quick ? QUICK.kills : KILLS));
const settleSeconds = options.quick ? QUICK.settle : SETTLE_SECONDS;
const seconds = options.quick ? QUICK.window : WINDOW_SECONDS;

/** Name, rooms × clients, and what is done there. `measured` gives `[measure, subject, unit, value]` of one round. */
const SCENARIOS = [
    {
        name: '50x4',
        rooms: 50,
        clients: 4,
        settings: { scenario: 'typing', charactersPerSecond: 10, settleSeconds, seconds },
        measured: (subject, { edits, cpu, seen, saved }) => [
            ...cpuOf('50x4 cpu per edit', subject, cpu, edits),
            ['50x4 p50', subject, 'ms', seen.p50],
            ['50x4 p99', subject, 'ms', seen.p99],
            ...(saved.count > 0 ? [['commit lag p50', subject, 'ms', saved.p50], ['commit lag p99', subject, 'ms', saved.p99]] : []),
        ],
    },
    {
        name: 'room of 100',
        rooms: 1,
        clients: 100,
        settings: { scenario: 'typing', charactersPerSecond: 1, settleSeconds, seconds },
        measured: (subject, { deliveries, cpu, seen }) => [
            ...cpuOf('room of 100 cpu per delivery', subject, cpu, deliveries),
            ['room of 100 p50', subject, 'ms', seen.p50],
            ['room of 100 p99', subject, 'ms', seen.p99],
        ],
    },
    {
        name: '1000x2',
        rooms: 1000,
        clients: 2,
        sameRooms: true,                                // making a thousand sessions is not what is measured
        settings: { scenario: 'typing', charactersPerSecond: 1, settleSeconds, seconds },
        measured: (subject, { edits, cpu, seen }) => [
            ...cpuOf('1000x2 cpu per edit', subject, cpu, edits),
            ['1000x2 p50', subject, 'ms', seen.p50],
            ['1000x2 p99', subject, 'ms', seen.p99],
        ],
    },
    {
        name: '2000 idle',
        rooms: 500,
        clients: 4,
        rounds: 2,
        fresh: true,                                    // memory that was used before would be used again
        settings: { scenario: 'idle', seconds: 5 },
        measured: (subject, { kilobytes, cpuPerSecond }) => [
            ['2000 idle memory per connection', subject, 'KB', Math.max(0, kilobytes)],
            ['2000 idle cpu per second', subject, 'us', cpuPerSecond],
        ],
    },
    {
        name: 'stuck reader',
        rooms: 1,
        clients: 50,
        settings: { scenario: 'stuckReader', writers: 4, pasteUnits: 32_768, pastesPerSecond: 25, seconds: 20 },
        measured: (subject, { delivery, gap, memory, evictedSeconds, thrownOut }) => [
            ['stuck reader delivery', subject, '%', delivery],
            ['stuck reader gap', subject, 'ms', gap],
            ['stuck reader others evicted', subject, 'count', thrownOut],
            ['stuck reader memory', subject, 'MB', Math.max(0, memory)],
            ...(evictedSeconds === undefined ? [] : [['stuck reader evicted', subject, 's', evictedSeconds]]),
        ],
    },
];

const found = new Map();
const servers = [];
try {
    const scenarios = SCENARIOS.filter(({ name }) => name.startsWith(options.only));
    if (scenarios.length > 0) await compare(scenarios);
} finally {
    for (const server of servers) await server.close();
}
if (subjects.includes('coderun')) {
    if ('start to ready'.startsWith(options.only)) await measureStarts();
    if ('kill -9'.startsWith(options.only)) await measureKills();
}
report();

async function compare(scenarios) {
    for (const subject of subjects) servers.push(await SERVERS[subject]());
    const warmUp = { ...SCENARIOS[0], name: 'warm-up', measured: () => [] };
    warmUp.settings = { ...warmUp.settings, settleSeconds: 0, seconds: options.quick ? QUICK_WARM_UP_SECONDS : WARM_UP_SECONDS };
    for (const server of servers) {
        await run(warmUp, server, 0);
        server.isOld = true;
    }
    for (const scenario of scenarios) {
        for (let round = 1; round <= Math.min(rounds, scenario.rounds ?? rounds); round++) for (const server of servers) await run(scenario, server, round);
    }
}

/** One scenario on one server, in rooms that nobody has used unless it asks for the same. */
async function run(scenario, server, round) {
    if (scenario.fresh && server.isOld) {
        const fresh = await SERVERS[server.name]();
        try {
            return await run(scenario, fresh, round);
        } finally {
            await fresh.close();
        }
    }
    const rooms = Array.from({ length: scenario.rooms }, (_, i) => [scenario.name.replaceAll(' ', '-'), scenario.sameRooms ? 0 : round, i].join('-'));
    const places = (await server.places(rooms)).flatMap((place) => Array(scenario.clients).fill(place));
    const seen = await inLoadProcess({ ...scenario.settings, places, pids: server.pids, seed: SEED + round });
    const line = [];
    for (const [measure, subject, unit, value] of scenario.measured(server.name, seen)) {
        add(measure, subject, unit, value);
        line.push(`${measure.replace(`${scenario.name} `, '')}${subject === server.name ? '' : ` (${subject})`} ${readable(value)} ${unit}`);
    }
    say(`${scenario.name}, round ${round}, ${server.name}: ${line.join(', ')}`);
}

async function inLoadProcess(settings) {
    const load = spawn('node', [join(import.meta.dirname, 'rooms', 'load.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
    load.stdin.end(JSON.stringify(settings));
    return json(load.stdout).catch(() => {
        throw new Error(`the clients of ${settings.scenario} failed`);
    });
}

/** The server's own processor time, and its database's as a row by itself. */
function cpuOf(measure, subject, cpu, count) {
    const rows = [[measure, subject, 'us', cpu.server / count]];
    if (cpu.database !== undefined) rows.push([measure, 'dynamodb-local', 'us', cpu.database / count]);
    return rows;
}

/** With the database there: its own start is another's. The first start of a tree leaves the next ones its archive of classes. */
async function measureStarts() {
    const database = await startDatabase();
    const start = () => startCodeRun({ options: ['--dynamodb-endpoint', database.endpoint] });
    try {
        await (await start()).close();
        for (let i = 0; i < (options.quick ? QUICK.starts : STARTS); i++) {
            const server = await start();
            add('start to ready', 'coderun', 'ms', server.readyMillis);
            await server.close();
        }
    } finally {
        await database.close();
    }
    say(`start to ready: ${readable(median(found.get('start to ready').get('coderun').samples))} ms`);
}

async function measureKills() {
    const { savedEdits, lost } = await loseNothing({ kills, seed: SEED, say });
    add('kill -9 saved edits', 'coderun', 'count', savedEdits);
    add('kill -9 saved edits lost', 'coderun', 'count', lost);
    say(`kill -9: ${kills} times, ${savedEdits} edits were called saved, ${lost} of them lost`);
}

function add(measure, subject, unit, value) {
    if (!Number.isFinite(value)) throw new Error(`${measure} of ${subject} is no number`);
    if (!found.has(measure)) found.set(measure, new Map());
    const ofMeasure = found.get(measure);
    if (!ofMeasure.has(subject)) ofMeasure.set(subject, { unit, samples: [] });
    ofMeasure.get(subject).samples.push(value);
}

function report() {
    const figures = [];
    const rows = [];
    for (const [measure, bySubject] of found) {
        const medians = new Map([...bySubject].map(([subject, { samples }]) => [subject, median(samples)]));
        for (const [subject, { unit, samples }] of bySubject) figures.push(figure(measure, subject, unit, samples));
        const goals = goalsOf(measure, medians);
        const cell = (subject) => (medians.has(subject) ? readable(medians.get(subject)) : '');
        rows.push([
            `${measure}, ${bySubject.values().next().value.unit}`,
            cell('coderun'),
            cell('y-websocket'),
            cell('hocuspocus'),
            cell('dynamodb-local'),
            goals.map(({ text }) => text).join(', '),
            goals.map(({ met }) => (met ? 'met' : 'missed')).join(', '),
        ]);
    }
    console.log();
    console.log(table(['medians', 'coderun', 'y-websocket', 'hocuspocus', 'dynamodb-local', 'goal', ''], rows));
    console.log();
    console.log(`${rounds} rounds in turns after a warm-up; real Yjs documents in one Node.js process on the same machine. y-websocket keeps documents in memory,`);
    console.log('hocuspocus in files (its default: after 2 s of silence), ours in DynamoDB Local, whose processor time has a column of its own.');
    console.log(`Figures: ${writeFigures('live', figures)}`);
}

function say(text) {
    console.error(text);
}
