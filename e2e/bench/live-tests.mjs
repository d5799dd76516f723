// `./coderun bench live-tests`: tests while one types beside what watches files and runs tests. See CONTRIBUTING.md, "Measuring".
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { figure, readable, ROOT, table, writeFigures } from './results.mjs';
import { languageReady, placeAt, startCodeRun } from './rooms/servers.mjs';
import { median, percentile } from './statistics.mjs';
import { FIRST_RESULT, goalOf } from './typing/goals.mjs';
import { PROGRAMS } from './typing/programs.mjs';
import { Room } from './typing/room.mjs';
import { SETTLE_MILLIS, startJunit, startNodeTest, startPytest, startVitest } from './typing/watchers.mjs';

const RUNS = 50;
const QUICK_RUNS = 10;
const WARM_UPS = 3;
const LOOP = 'while True: pass\n# ';
const JUNIT = 'org.junit.platform:junit-platform-console-standalone:1.14.3';

const USAGE = `./coderun bench live-tests [--languages python,c] [--runs N] [--quick] [--alone]
  --languages L  of ${Object.keys(FIRST_RESULT).join(', ')}
  --runs N       how often each is measured (${RUNS})
  --quick        ${QUICK_RUNS} times
  --alone        without the others`;

const { values: options } = parseArgs({
    options: {
        languages: { type: 'string' },
        runs: { type: 'string' },
        quick: { type: 'boolean', default: false },
        alone: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
    },
});
if (options.help) {
    console.log(USAGE);
    process.exit();
}
const runs = Number(options.runs ?? (options.quick ? QUICK_RUNS : RUNS));
const languages = options.languages?.split(',') ?? Object.keys(FIRST_RESULT);
const found = new Map();
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
    await measureOurs();
    if (!options.alone) await measureOthers();
} finally {
    rmSync(folder, { recursive: true, force: true });
}
report();

async function measureOurs() {
    const server = await startCodeRun({ sandbox: true });
    try {
        for (const language of languages) {
            await languageReady(server, language);
            await measureLanguage(server, language);
        }
        await languageReady(server, 'python');
        await measureCancel(server);
    } finally {
        await server.close();
    }
}

async function measureLanguage(server, language) {
    const room = await Room.open(await place(server, language), PROGRAMS[language]);
    try {
        for (let run = 0; run < WARM_UPS; run++) await room.round();
        for (let run = 0; run < runs; run++) {
            await pause(SETTLE_MILLIS);
            const { first, all } = await room.round();
            add(`${language} first result`, 'coderun', first);
            add(`${language} all results`, 'coderun', all);
        }
    } finally {
        room.close();
    }
    say(language, 'coderun');
}

async function measureCancel(server) {
    const room = await Room.open(await place(server, 'python'), PROGRAMS.python);
    try {
        room.loopForEver(LOOP);
        for (let run = 0; run < runs; run++) add('cancel', 'coderun', await room.cancel());
    } finally {
        room.close();
    }
}

async function place({ base, headers }, language) {
    const answer = await fetch(`${base}/api/sessions`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({ language }),
    });
    if (answer.status !== 201) throw new Error(`no session is made: ${answer.status} ${await answer.text()}`);
    return placeAt(base, headers, language, (await answer.json()).id);
}

async function measureOthers() {
    const starts = [() => startPytest(join(folder, 'pytest')), () => startNodeTest(join(folder, 'node')), () => startVitest(join(folder, 'vitest'))];
    if (process.env.JAVA_HOME) starts.push(() => startJunit(join(folder, 'junit'), junit(), process.env.JAVA_HOME));
    for (const start of starts) {
        const other = start();
        try {
            await other.ready();
            for (let run = 0; run < 2 * Math.ceil((WARM_UPS + runs) / 2); run++) {
                await pause(SETTLE_MILLIS);
                const { first, all } = await other.write(run % 2 === 1);
                if (run < WARM_UPS) continue;
                add(`${other.language} first result`, other.name, first);
                add(`${other.language} all results`, other.name, all);
            }
        } finally {
            other.close();
        }
        say(other.language, other.name);
    }
}

function junit() {
    const jar = join(folder, 'junit.jar');
    if (!existsSync(jar)) {
        const [, artifact, version] = JUNIT.split(':');
        execFileSync('mvn', ['--batch-mode', '-q', 'dependency:copy', `-Dartifact=${JUNIT}`, `-DoutputDirectory=${folder}`], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
        return join(folder, `${artifact}-${version}.jar`);
    }
    return jar;
}

function add(measure, subject, millis) {
    if (!found.has(measure)) found.set(measure, new Map());
    const bySubject = found.get(measure);
    if (!bySubject.has(subject)) bySubject.set(subject, []);
    bySubject.get(subject).push(millis);
}

function say(language, subject) {
    const [first, all] = ['first result', 'all results'].map((what) => readable(median(found.get(`${language} ${what}`).get(subject))));
    console.error(`${language}, ${subject}: first result after ${first} ms, all after ${all} ms`);
}

function report() {
    const figures = [];
    const rows = [];
    for (const [measure, bySubject] of found) {
        const ours = bySubject.get('coderun');
        for (const [subject, samples] of bySubject) {
            figures.push(figure(measure, subject, 'ms', samples));
            const middle = median(samples);
            const goal = subject === 'coderun' ? goalOf(measure) : undefined;
            rows.push([
                `${measure}, ${subject}`,
                readable(middle),
                readable(percentile(samples, 0.95)),
                subject === 'coderun' || ours === undefined ? '' : `${readable(middle / median(ours))} ×`,
                goal === undefined ? '' : `≤ ${goal}`,
                goal === undefined ? '' : middle <= goal ? 'met' : 'missed',
            ]);
        }
    }
    console.log();
    console.log(table(['ms', 'median', 'p95', 'of ours', 'goal', ''], rows));
    console.log();
    console.log(`${runs} rounds each. Ours: from the last keystroke to the message at another participant's socket, with its way through the session;`);
    console.log('what a browser then takes to show it is not in the figure. The others: from the saved file to their line of output.');
    console.log(`Whoever typed reads for ${SETTLE_MILLIS} ms before the next edit, with ours and with the others.`);
    console.log(`Figures: ${writeFigures('live-tests', figures)}`);
}
