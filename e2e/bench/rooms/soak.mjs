// `soak.mjs SECONDS`: wave after wave of people who come, type, delete, and leave, each wave in sessions of its own, some
// without a goodbye. Prints what the server still holds after each wave, as JSON: `{waves: [{heap, resident, files, threads}]}`.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Random } from '../random.mjs';
import { residentMegabytes } from './processes.mjs';
import { connect, converge } from './scenarios.mjs';
import { startCodeRun } from './servers.mjs';

const ROOMS = 20;
const PEOPLE_IN_A_ROOM = 3;
const LONGEST_WAVE_MILLIS = 20_000;
/** In a short soak a wave is so much of it, since what matters is what is left after each of several. */
const PART_OF_SHORT_SOAK = 1 / 20;
const STROKE_MILLIS = 25;
const PASTE_UNITS = 20_000;
/** A session without anybody in it is put away after 30 s. */
const PUT_AWAY_LIMIT_MILLIS = 60_000;

const seconds = Number(process.argv[2]);
const waveMillis = Math.min(LONGEST_WAVE_MILLIS, seconds * 1000 * PART_OF_SHORT_SOAK);
const run = promisify(execFile);
const jcmd = (pid, ...command) => run(join(process.env.JAVA_HOME, 'bin', 'jcmd'), [String(pid), ...command]).then(({ stdout }) => stdout);

const server = await startCodeRun();
const random = new Random(1);
const waves = [];
try {
    const end = performance.now() + seconds * 1000;
    for (let wave = 1; performance.now() < end; wave++) {
        await beBusy(wave);
        await allPutAway();
        waves.push(await held());
        console.error(`wave ${wave}: ${JSON.stringify(waves.at(-1))}`);
    }
} finally {
    await server.close();
}
process.stdout.write(`${JSON.stringify({ waves })}\n`, () => process.exit());

async function beBusy(wave) {
    const rooms = Array.from({ length: ROOMS }, (_, i) => `soak-${wave}-${i}`);
    const places = (await server.places(rooms)).flatMap((place) => Array(PEOPLE_IN_A_ROOM).fill(place));
    const people = await connect(places);
    const end = performance.now() + waveMillis;
    while (performance.now() < end) {
        for (let i = 0; i < ROOMS; i++) typeOrDelete(people[random.below(people.length)]);
        await pause(STROKE_MILLIS);
    }
    await converge(people, places);
    for (const client of people) client.close();
}

function typeOrDelete({ text }) {
    const { length } = text;
    if (length > 2 * PASTE_UNITS) text.delete(0, PASTE_UNITS);
    else if (random.below(200) === 0) text.insert(0, random.letter().repeat(PASTE_UNITS));
    else if (length > 20 && random.below(3) === 0) text.delete(random.below(length - 1), 1);
    else text.insert(random.below(length + 1), random.letter());
}

async function allPutAway() {
    const deadline = performance.now() + PUT_AWAY_LIMIT_MILLIS;
    while ((await metric('coderun_sessions_open')) > 0) {
        if (performance.now() > deadline) throw new Error('sessions with nobody in them stay in memory');
        await pause(500);
    }
}

async function metric(name) {
    const text = await (await fetch(`${server.base}/observe/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)[1]);
}

/** Megabytes in use after a collection and in the process, and what is open. */
async function held() {
    const { pids } = server;
    await jcmd(pids.server, 'GC.run');
    const info = await jcmd(pids.server, 'GC.heap_info');
    const used = [...info.matchAll(/(?:generation|heap)\s+total.*?, used (\d+)K/g)].reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0);
    return {
        heap: Math.round(used / 1024),
        resident: Math.round(residentMegabytes(pids.server)),
        files: readdirSync(`/proc/${pids.server}/fd`).length,
        threads: readdirSync(`/proc/${pids.server}/task`).length,
    };
}
