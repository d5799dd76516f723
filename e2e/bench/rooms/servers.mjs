// The servers that are measured, each as a process: `start…()` gives `{name, pids, places, close}`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from '../results.mjs';
import { childrenOf } from './processes.mjs';

const READY_LIMIT_MILLIS = 60_000;
const IMAGES_LIMIT_MILLIS = 15 * 60_000;
/** Made at the same time, before anything is measured. */
const SESSIONS_AT_ONCE = 20;
/** Of what a server wrote to stderr, for when it does not start. */
const COMPLAINTS_KEPT = 20;
const END_LIMIT_MILLIS = 20_000;
/** What the server says to a database whose address it is given. */
const KEY_OF_NAMED_DATABASES = 'coderun';
const JAVA = join(process.env.JAVA_HOME ?? '', 'bin', 'java');
const peers = (file) => join(ROOT, 'e2e', 'peers', file);

export const SERVERS = { coderun: startCodeRun, 'y-websocket': startYWebsocket, hocuspocus: startHocuspocus };

/** The server that comes with y-websocket 2, as it is: documents in memory. */
export async function startYWebsocket() {
    const port = await freePort();
    const server = spawn('node', [peers('node_modules/y-websocket-2/bin/server.cjs')], {
        env: { ...process.env, HOST: '127.0.0.1', PORT: String(port) },
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    await saidLine(server, /^running/);
    return {
        name: 'y-websocket',
        pids: { server: server.pid },
        places: async (rooms) => rooms.map((room) => ({ url: `ws://127.0.0.1:${port}/${room}`, room, framing: 'plain' })),
        close: () => ended(server),
    };
}

export async function startHocuspocus() {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'hocuspocus-'));
    const server = spawn('node', [peers('hocuspocus-server.mjs'), String(port), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await saidLine(server, /^ready/);
    return {
        name: 'hocuspocus',
        pids: { server: server.pid },
        places: async (rooms) => rooms.map((room) => ({ url: `ws://127.0.0.1:${port}`, room, framing: 'hocuspocus' })),
        async close() {
            await ended(server);
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/**
 * Ours, as `./coderun` starts it. A room is a session of its own, made by its first mention. `database` is the process of
 * DynamoDB Local. With a folder given it keeps what it finds there. Only with `sandbox` it runs programs.
 */
export async function startCodeRun({ folder = mkdtempSync(join(tmpdir(), 'coderun-')), options = [], keep = false, sandbox = false } = {}) {
    const [command, args] = codeRunCommand(folder, sandbox ? options : [...WITHOUT_SANDBOX.options, ...options]);
    const begin = performance.now();
    const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...(sandbox ? {} : WITHOUT_SANDBOX.env) } });
    const line = await saidLine(server, /^Code Run is ready at/);
    const readyMillis = performance.now() - begin;
    const base = line.split(' ').at(-1);
    const token = await login(base);
    const headers = { Authorization: `Bearer ${token}` };
    const sessions = new Map();
    const sessionOf = async (room) => {
        if (!sessions.has(room)) sessions.set(room, await createSession(base, headers));
        return sessions.get(room);
    };
    const [database] = childrenOf(server.pid);
    return {
        name: 'coderun',
        process: server,
        readyMillis,
        base,
        headers,
        sessions,
        pids: database === undefined ? { server: server.pid } : { server: server.pid, database },
        async places(rooms) {
            const places = [];
            for (let start = 0; start < rooms.length; start += SESSIONS_AT_ONCE) {
                const some = rooms.slice(start, start + SESSIONS_AT_ONCE);
                places.push(...(await Promise.all(some.map(async (room) => placeAt(base, headers, room, await sessionOf(room))))));
            }
            return places;
        },
        async close() {
            await ended(server);
            if (!keep) rmSync(folder, { recursive: true, force: true });
        },
    };
}

export const placeAt = (base, headers, room, session) => ({
    url: `${base.replace('http', 'ws')}/collab/${session}`,
    room,
    framing: 'coderun',
    headers,
    protocols: ['coderun.v1'],
});

/** Images are made at the first start. */
export async function languageReady({ base, headers }, language) {
    const limit = Date.now() + IMAGES_LIMIT_MILLIS;
    while (Date.now() < limit) {
        const { items } = await (await fetch(`${base}/api/languages`, { headers })).json();
        if (items.find(({ id }) => id === language)?.state === 'ready') return;
        await pause(500);
    }
    throw new Error(`${language} is not ready in time`);
}

/** DynamoDB Local by itself, for servers that are told where it is: `{endpoint, close}`. */
export async function startDatabase() {
    const folder = mkdtempSync(join(tmpdir(), 'dynamodb-'));
    const target = join(ROOT, 'dynamodb-local', 'target');
    const library = join(target, 'lib');
    const classPath = `${join(library, '*')}:${join(target, jarIn(target, 'dynamodb-local'))}`;
    const jvm = ['-XX:+UseSerialGC', `-Dsqlite4java.library.path=${library}`, '--enable-native-access=ALL-UNNAMED'];
    const process = spawn(JAVA, [...jvm, '-cp', classPath, 'dev.coderun.dynamodblocal.Main', folder, '0'], { stdio: ['pipe', 'pipe', 'ignore'] });
    process.stdin.write(`${KEY_OF_NAMED_DATABASES}\n`);
    const line = await saidLine(process, /^port /);
    return {
        endpoint: `http://127.0.0.1:${line.split(' ').at(-1)}`,
        async close() {
            await ended(process);
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** One user at one address is everybody here. */
const ROOM_FOR_ALL = ['--connections-per-address', '100000', '--attempts-per-address', '1000000', '--connections-per-user', '100000', '--sessions-per-user', '1000000'];

/** The peers run no programs, and the containers of fifty sessions that start would be in every figure. */
const WITHOUT_SANDBOX = { env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' }, options: ['--sandbox', 'docker'] };

function jarIn(target, module) {
    const jar = readdirSync(target).find((file) => file.startsWith(`${module}-`) && /(?<!-tests|-sources)\.jar$/.test(file));
    if (jar === undefined) throw new Error(`the module ${module} is not built: ./coderun build`);
    return jar;
}

function codeRunCommand(folder, options) {
    const target = join(ROOT, 'server', 'target');
    const classPath = `${join(target, jarIn(target, 'server'))}:${join(target, 'lib', '*')}`;
    // CODERUN_JVM_OPTIONS: what the script `coderun` starts with.
    const jvm = (process.env.CODERUN_JVM_OPTIONS ?? '--enable-native-access=ALL-UNNAMED').split(' ');
    return [JAVA, [...jvm, `-Dcoderun.home=${ROOT}`, '-cp', classPath, 'dev.coderun.server.Main', '--port', '0', '--data', folder, ...ROOM_FOR_ALL, ...options]];
}

async function login(base) {
    const answer = await fetch(`${base}/auth/dev`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"name":"bench"}' });
    if (!answer.ok) throw new Error(`nobody can log in: ${answer.status} ${await answer.text()}`);
    return (await answer.json()).token;
}

async function createSession(base, headers) {
    const answer = await fetch(`${base}/api/sessions`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: '{"language":"python"}',
    });
    if (answer.status !== 201) throw new Error(`no session is made: ${answer.status} ${await answer.text()}`);
    return (await answer.json()).id;
}

/** The first line that matches, or an error if the process ends or is silent for too long. */
function saidLine(child, pattern) {
    const complaints = [];
    child.stderr?.on('data', (text) => complaints.push(text) > COMPLAINTS_KEPT && complaints.shift());
    return new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`${child.spawnargs.join(' ')} is not ready in time`)), READY_LIMIT_MILLIS);
        child.on('error', reject);
        child.on('exit', (code, signal) => reject(new Error(`${child.spawnargs[0]} ended with ${code ?? signal} before it was ready\n${complaints.join('')}`)));
        createInterface({ input: child.stdout }).on('line', (line) => {
            if (!pattern.test(line)) return;
            clearTimeout(limit);
            resolve(line);
        });
    });
}

export async function ended(child, signal = 'SIGTERM') {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const end = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await Promise.race([end, pause(END_LIMIT_MILLIS, undefined, { ref: false }).then(() => child.kill('SIGKILL'))]);
    await end;
}

function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}
