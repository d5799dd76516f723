import { expect, test } from 'vitest';
import type { Outcome } from '../api/outcome';
import { bytes, duration, explain } from './words';

const busy = { wallMs: 10_000, cpuMs: 9_900, memoryBytes: 1 };
const idle = { wallMs: 10_000, cpuMs: 20, memoryBytes: 1 };
const wall: Outcome = { kind: 'timed-out', clock: 'wall', limitMs: 10_000 };

const MB = 1024 ** 2;
const outcomes: [Outcome, string, string][] = [
  [{ kind: 'exited', code: 0 }, 'Finished', ''],
  [{ kind: 'exited', code: 3 }, 'Exit code 3', 'an error of its own'],
  [{ kind: 'signalled', signal: 11, name: 'SIGSEGV' }, 'Killed by SIGSEGV', 'touched memory'],
  [wall, 'Out of time', 'stopped after 10 s'],
  [{ kind: 'timed-out', clock: 'cpu', limitMs: 9_000 }, 'Out of time', '9.9 s; 9 s is all it may'],
  [{ kind: 'out-of-memory', limitBytes: 512 * MB }, 'Out of memory', 'more than the 512 MB'],
  [{ kind: 'too-much-output', limitBytes: MB }, 'Too much output', 'after 1 MB of output'],
  [{ kind: 'too-many-processes', limit: 64 }, 'Too many processes', 'more than 64 processes'],
  [{ kind: 'compile-failed', code: 1 }, 'Does not compile', 'messages are above'],
  [{ kind: 'cancelled' }, 'Stopped', ''],
  [{ kind: 'sandbox-failed', reason: 'no engine.' }, 'Could not be run', 'no engine.'],
];

test.each(outcomes)('%o is named and explained', (outcome, title, says) => {
  const explained = explain(outcome, busy, 'running');

  expect(explained.title).toBe(title);
  expect(explained.detail).toContain(says);
  expect(explained.detail === '').toBe(says === '');
});

test('a program that waited is told apart from one that computed', () => {
  expect(explain(wall, idle, 'running').detail).toBe(
    'It was stopped after 10 s, 20 ms of them busy: it was waiting, perhaps for input.',
  );
  expect(explain(wall, busy, 'running').detail).toContain('loop that never ends');
});

test('a fault of the sandbox is never the program’s', () => {
  const { tone, detail } = explain(
    { kind: 'sandbox-failed', reason: 'no engine.' },
    busy,
    'running',
  );

  expect(tone).toBe('fault');
  expect(detail).toBe('This is not your program’s fault: no engine.');
});

test('a signal is explained, a rare one by its number', () => {
  const segv: Outcome = { kind: 'signalled', signal: 11, name: 'SIGSEGV' };
  const rare: Outcome = { kind: 'signalled', signal: 42, name: 'SIGRT8' };

  expect(explain(segv, busy, 'running').detail).toBe('It touched memory that is not its own.');
  expect(explain(rare, busy, 'running').detail).toContain('signal 42');
});

test('limits are told with what was used', () => {
  const full = { wallMs: 10, cpuMs: 10, memoryBytes: 500 * 1024 ** 2 };
  const memory: Outcome = { kind: 'out-of-memory', limitBytes: 512 * 1024 ** 2 };
  const cpu: Outcome = { kind: 'timed-out', clock: 'cpu', limitMs: 10_000 };

  expect(explain(memory, full, 'running').detail).toBe(
    'It held 500 MB and wanted more than the 512 MB that it may use.',
  );
  expect(explain(cpu, busy, 'running').detail).toContain('It computed for 9.9 s; 10 s is all');
});

test('a limit that the compiler met is not the program’s', () => {
  const { title, detail } = explain(wall, busy, 'compiling');

  expect(title).toBe('Compiler: out of time');
  expect(detail).toBe(
    'This happened while it was compiled; nothing was run. A build may take 10 s.',
  );
});

test.each([
  [7.4, '7 ms'],
  [1234, '1.23 s'],
  [10_000, '10 s'],
  [125_000, '2 min 5 s'],
])('%d ms read %s', (ms, words) => expect(duration(ms)).toBe(words));

test.each([
  [12, '12 bytes'],
  [9 * 1024 ** 2 + 524_288, '9.5 MB'],
  [256 * 1024 ** 2, '256 MB'],
  [1.5 * 1024 ** 3, '1.5 GB'],
])('%d bytes read %s', (count, words) => expect(bytes(count)).toBe(words));
