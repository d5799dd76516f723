// What people do to a server, and what is seen of it. Each scenario takes its places (where each client connects), the server's
// processes and its own numbers, and gives samples by measure.
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../random.mjs';
import { Client } from './client.mjs';
import { cpuMicros, isServed, residentMegabytes } from './processes.mjs';

const TICK_MILLIS = 5;
/** Enough at once; a whole crowd in one instant measures the listen queue. */
const CONNECTING_AT_ONCE = 50;
/** Between two looks at what the kernel says. */
const LOOK_MILLIS = 100;
const CONVERGE_LIMIT_MILLIS = 30_000;

/**
 * Everybody types at the same rate, evenly spread. Processor time is the server's in a window in the middle; what is seen is
 * timed in the same window. At the end everybody must hold the same text.
 */
export async function typing({ places, pids, charactersPerSecond, settleSeconds, seconds, seed }) {
    const clients = await connect(places);
    expectToStay(clients);
    const typists = new Typists(clients, charactersPerSecond, seed);
    await pause(settleSeconds * 1000);

    const seen = [];
    const saved = [];
    for (const client of clients) {
        client.onSeen = (millis) => seen.push(millis);
        client.onSaved = (millis) => saved.push(millis);
    }
    const before = readings(pids);
    await pause(seconds * 1000);
    const after = readings(pids);
    const deliveries = seen.length;
    for (const client of clients) client.onSeen = client.onSaved = () => {};
    typists.stop();
    await converge(clients, places);
    clients.forEach((client) => client.close());

    // What the server has dealt with: under too much load some of what was typed still waits.
    const edits = deliveries / (places.length / new Set(places.map(({ room }) => room)).size - 1);
    const cpu = Object.fromEntries(Object.keys(pids).map((name) => [name, after.cpu[name] - before.cpu[name]]));
    return { edits, deliveries, cpu, seen: digest(seen), saved: digest(saved), millis: after.at - before.at };
}

/** Connections that nobody uses: what they cost in memory, and in processor time while nothing happens. */
export async function idle({ places, pids, seconds }) {
    const before = residentMegabytes(pids.server);
    const clients = await connect(places);
    await pause(1000);
    const cpuBefore = cpuMicros(pids.server);
    await pause(seconds * 1000);
    const cpu = cpuMicros(pids.server) - cpuBefore;
    const kilobytes = ((residentMegabytes(pids.server) - before) * 1024) / clients.length;
    clients.forEach((client) => client.close());
    return { kilobytes, cpuPerSecond: cpu / seconds };
}

/** One of a room stops reading while some write much. What the others notice of it. */
export async function stuckReader({ places, pids, writers, pasteUnits, pastesPerSecond, seconds, seed }) {
    const clients = await connect(places);
    const [stuck, ...others] = clients;
    const random = new Random(seed);
    const memoryBefore = residentMegabytes(pids.server);
    let memory = memoryBefore;
    const stuckPort = stuck.getStuck();

    const watched = others.slice(writers);
    const received = watched.map(() => 0);
    let thrownOut = 0;
    for (const client of others) client.onClose = () => thrownOut++;
    const lastAt = watched.map(() => performance.now());
    let gap = 0;
    let lookedAt = 0;
    watched.forEach((client, i) =>
        client.doc.on('update', () => {
            const now = performance.now();
            gap = Math.max(gap, now - lastAt[i]);
            lastAt[i] = now;
            received[i]++;
        }),
    );
    const begin = performance.now();
    let sent = 0;
    let evictedSeconds;
    while (performance.now() - begin < seconds * 1000) {
        const due = ((performance.now() - begin) / 1000) * pastesPerSecond;
        for (; sent < due; sent++) paste(others[sent % writers], random.letter().repeat(pasteUnits));
        if (performance.now() - lookedAt > LOOK_MILLIS) {
            lookedAt = performance.now();
            memory = Math.max(memory, residentMegabytes(pids.server));
            if (evictedSeconds === undefined && !isServed(stuckPort)) evictedSeconds = (performance.now() - begin) / 1000;
        }
        await pause(TICK_MILLIS);
    }
    const deadline = performance.now() + 2000;
    while (received.some((count) => count < sent) && performance.now() < deadline) await pause(TICK_MILLIS);
    const delivered = received.reduce((sum, count) => sum + Math.min(count, sent), 0);
    clients.forEach((client) => client.close());
    return { delivery: (100 * delivered) / (sent * watched.length), gap, memory: memory - memoryBefore, evictedSeconds, thrownOut };
}

/** Each paste takes the place of the last one, so that the document stays small. */
function paste(client, text) {
    client.doc.transact(() => {
        client.text.delete(0, Math.min(client.text.length, text.length));
        client.text.insert(0, text);
    });
}

/** Whoever is thrown out without having done anything fails the scenario: its figures would tell of somebody else. */
function expectToStay(clients) {
    for (const client of clients) {
        client.onClose = (code) => {
            throw new Error(`the server closed a connection with ${code}`);
        };
    }
}

export async function connect(places) {
    const clients = [];
    for (let start = 0; start < places.length; start += CONNECTING_AT_ONCE) {
        const some = places.slice(start, start + CONNECTING_AT_ONCE).map((place) => new Client(place));
        clients.push(...some);
        await Promise.all(some.map((client) => client.synced));
    }
    return clients;
}

/** Everybody's turn comes at the same interval, and everybody's turns are spread evenly over it. */
class Typists {
    typed = 0;
    #timer;

    constructor(clients, charactersPerSecond, seed) {
        const random = new Random(seed);
        const begin = performance.now();
        this.#timer = setInterval(() => {
            const due = ((performance.now() - begin) / 1000) * charactersPerSecond * clients.length;
            // Neighbours in the list share a room: a stride keeps them from typing in the same instant.
            for (; this.typed < due; this.typed++) clients[(this.typed * STRIDE) % clients.length].type(random);
        }, TICK_MILLIS);
    }

    stop() {
        clearInterval(this.#timer);
    }
}

/** A prime that divides no number of clients that is used here. */
const STRIDE = 7919;

export async function converge(clients, places) {
    const rooms = new Map();
    clients.forEach((client, i) => rooms.set(places[i].room, [...(rooms.get(places[i].room) ?? []), client]));
    const deadline = performance.now() + CONVERGE_LIMIT_MILLIS;
    for (const [room, together] of rooms) {
        while (together.some((client) => client.text.toString() !== together[0].text.toString())) {
            if (performance.now() > deadline) throw new Error(`the clients of ${room} do not converge`);
            await pause(20);
        }
    }
}

const readings = (pids) => ({
    at: performance.now(),
    cpu: Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMicros(pid)])),
});

/** Percentiles for one process to tell another: samples by the hundred thousand would be too many. */
function digest(samples) {
    const sorted = Float64Array.from(samples).sort();
    const at = (share) => sorted[Math.floor((sorted.length - 1) * share)];
    return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) };
}
