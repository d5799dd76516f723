// What people use today, each over a folder with the same program and the same ten cases as unit tests: `start…(folder)` gives
// `{name, language, write(isRight), close}`; `write` saves the file and gives the milliseconds to the first and the last result.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from './programs.mjs';

const PATIENCE_MILLIS = 60_000;
/** Watchers that poll, or wait for a second event, have settled by then. */
export const SETTLE_MILLIS = 700;

const PYTHON = (offset) => `def solve(text):
    numbers = [int(word) for word in text.split()]
    results = [sum(numbers), sum(number * number for number in numbers), max(numbers)]
    return "".join(f"{result + ${offset}}\\n" for result in results)
`;
const PYTHON_TESTS = `import pytest
from program import solve

CASES = ${JSON.stringify(CASES.map(({ input, expected }) => [input, expected]))}


@pytest.mark.parametrize("text, expected", CASES)
def test_case(text, expected):
    assert solve(text) == expected
`;
const JAVASCRIPT = (offset) => `export function solve(text) {
    const numbers = text.trim().split(/\\s+/).map(Number);
    const results = [numbers.reduce((a, b) => a + b, 0), numbers.reduce((a, b) => a + b * b, 0), Math.max(...numbers)];
    return results.map((result) => \`\${result + ${offset}}\\n\`).join('');
}
`;
const JAVASCRIPT_TESTS = (imports, check) => `${imports}
import { solve } from './program.mjs';
for (const [index, { input, expected }] of ${JSON.stringify(CASES)}.entries()) {
    test('case ' + index, () => ${check});
}
`;
const JAVA = (offset) => `class Program {
    static String solve(String text) {
        var numbers = java.util.Arrays.stream(text.trim().split("\\\\s+")).mapToLong(Long::parseLong).toArray();
        long total = 0, squares = 0, largest = numbers[0];
        for (long number : numbers) { total += number; squares += number * number; largest = Math.max(largest, number); }
        return (total + ${offset}) + "\\n" + (squares + ${offset}) + "\\n" + (largest + ${offset}) + "\\n";
    }
}
`;
const JAVA_TESTS = `import static org.junit.jupiter.api.Assertions.assertEquals;
import org.junit.jupiter.api.Test;
class ProgramTest {
${CASES.map(({ input, expected }, index) => `    @Test void case${index}() { assertEquals(${JSON.stringify(expected)}, Program.solve(${JSON.stringify(input)})); }`).join('\n')}
}
`;

/** Reads what a watcher prints, and says when the first and the last line of a round came. */
class Reader {
    #lines = [];
    #waiting = [];
    #rest = '';

    listen(stream) {
        stream.setEncoding('utf8');
        stream.on('data', (text) => {
            const lines = (this.#rest + text).replace(/\x1b\[[0-9;?]*[A-Za-z]|\x1bc/g, '').split('\n');
            this.#rest = lines.pop();
            for (const line of lines) this.#add({ line, at: performance.now() });
        });
    }

    #add(told) {
        this.#lines.push(told);
        const heard = this.#waiting.filter(({ pattern }) => pattern.test(told.line));
        this.#waiting = this.#waiting.filter((one) => !heard.includes(one));
        heard.forEach(({ hear }) => hear(told.at));
    }

    forget() {
        this.#lines = [];
    }

    hear(pattern) {
        const found = this.#lines.find(({ line }) => pattern.test(line));
        if (found !== undefined) return Promise.resolve(found.at);
        return new Promise((resolve, reject) => {
            const limit = setTimeout(() => reject(new Error(`${pattern} was not printed: ${this.#lines.slice(-5).map(({ line }) => line).join(' | ')}`)), PATIENCE_MILLIS);
            this.#waiting.push({ pattern, hear: (at) => (clearTimeout(limit), resolve(at)) });
        });
    }
}

/** A watcher that stays: its own process looks at the files. */
function staying(name, language, folder, { file, text, command, environment, first, last }) {
    const reader = new Reader();
    const child = spawn(command[0], command.slice(1), { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
    reader.listen(child.stdout);
    reader.listen(child.stderr);
    return {
        name,
        language,
        ready: () => reader.hear(last(true)),
        async write(isRight) {
            reader.forget();
            const saved = performance.now();
            writeFileSync(join(folder, file), text(isRight ? 0 : 70));
            return { first: (await reader.hear(first(isRight))) - saved, all: (await reader.hear(last(isRight))) - saved };
        },
        close: () => child.kill(),
    };
}

/** A command that a file watcher of the system's starts anew whenever the file was saved. */
function restarting(name, language, folder, { file, text, run, first, last }) {
    const reader = new Reader();
    let running = Promise.resolve();
    const start = () => {
        running = running.then(() => new Promise((resolve) => run(reader).on('close', resolve)));
        return running;
    };
    const watcher = watch(join(folder, file), () => busy || begin());
    let busy = false;
    const begin = () => {
        busy = true;
        start().finally(() => (busy = false));
    };
    return {
        name,
        language,
        async ready() {
            begin();
            await reader.hear(last(true));
            await running;
        },
        async write(isRight) {
            reader.forget();
            const saved = performance.now();
            writeFileSync(join(folder, file), text(isRight ? 0 : 70));
            const found = { first: (await reader.hear(first(isRight))) - saved, all: (await reader.hear(last(isRight))) - saved };
            await running;
            return found;
        },
        close: () => watcher.close(),
    };
}

export function startPytest(folder) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'program.py'), PYTHON(0));
    writeFileSync(join(folder, 'test_program.py'), PYTHON_TESTS);
    return restarting('pytest, watched', 'python', folder, {
        file: 'program.py',
        text: PYTHON,
        run: (reader) => spoken(spawn('python3', ['-m', 'pytest', '-v', '--tb=short', '-p', 'no:cacheprovider'], { cwd: folder, env: { ...process.env, PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' } }), reader),
        first: (isRight) => (isRight ? /PASSED/ : /FAILED/),
        last: (isRight) => (isRight ? /10 passed/ : /10 failed/),
    });
}

export function startNodeTest(folder) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'program.mjs'), JAVASCRIPT(0));
    writeFileSync(join(folder, 'program.test.mjs'), JAVASCRIPT_TESTS("import { test } from 'node:test';\nimport { strictEqual } from 'node:assert';", 'strictEqual(solve(input), expected)'));
    return staying('node --test --watch', 'javascript', folder, {
        file: 'program.mjs',
        text: JAVASCRIPT,
        command: [process.execPath, '--test', '--watch', '--test-reporter=tap'],
        first: (isRight) => (isRight ? /^\s*ok \d+ - case/ : /^\s*not ok \d+ - case/),
        last: (isRight) => (isRight ? /^\s*ok 10 - case/ : /^\s*not ok 10 - case/),
    });
}

export function startVitest(folder) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', 'vitest@3'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    writeFileSync(join(folder, 'program.mjs'), JAVASCRIPT(0));
    writeFileSync(join(folder, 'program.test.mjs'), JAVASCRIPT_TESTS("import { expect, test } from 'vitest';", 'expect(solve(input)).toBe(expected)'));
    return staying('vitest --watch', 'javascript', folder, {
        file: 'program.mjs',
        text: JAVASCRIPT,
        command: [process.execPath, 'node_modules/vitest/vitest.mjs', '--watch', '--reporter=verbose'],
        environment: { NO_COLOR: '1', CI: '' },
        first: (isRight) => (isRight ? /✓.*case \d/ : /[×✗].*case \d/),
        last: (isRight) => (isRight ? /Tests\s+10 passed/ : /Tests\s+10 failed/),
    });
}

/** `jar` is JUnit's console launcher; there is nothing that stays. */
export function startJunit(folder, jar, javaHome) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'Program.java'), JAVA(0));
    writeFileSync(join(folder, 'ProgramTest.java'), JAVA_TESTS);
    const bin = (tool) => join(javaHome, 'bin', tool);
    const script = '"$1" -d out -cp "$3" Program.java ProgramTest.java && exec "$2" -jar "$3" execute --class-path out --select-class ProgramTest --details=tree --details-theme=ascii --disable-banner --disable-ansi-colors';
    return restarting('javac + JUnit', 'java', folder, {
        file: 'Program.java',
        text: JAVA,
        run: (reader) => spoken(spawn('sh', ['-c', script, 'run', bin('javac'), bin('java'), jar], { cwd: folder }), reader),
        first: (isRight) => (isRight ? /case\d.*\[OK\]/ : /case\d.*\[X\]/),
        last: (isRight) => (isRight ? /10 tests successful/ : /10 tests failed/),
    });
}

function spoken(child, reader) {
    reader.listen(child.stdout);
    reader.listen(child.stderr);
    return child;
}
