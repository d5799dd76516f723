import { expect, test } from 'vitest';
import type { RunStage } from '../api/messages';
import type { OutputChunk, OutputStream } from '../collab/frames';
import { allText, lineAt } from './outputText';
import {
  MAX_TERMINAL_CHUNKS,
  reduceRun,
  TERMINAL_CHUNK_BYTES,
  terminalSince,
  type RunAction,
  type RunState,
} from './runState';

const STAGE: RunStage = {
  t: 'run.stage',
  run: 7,
  stage: 'queued',
  mode: 'pipes',
  language: 'python',
  entry: 'main.py',
  startedBy: { id: 'u1', name: 'Ada' },
  revision: 3,
  hashes: {},
  startedAt: '2026-01-01T00:00:00Z',
  stdinOpen: true,
};

const begin: RunAction = { type: 'stage', message: STAGE, now: 1000 };

function output(
  offset: number,
  text: string | number[],
  stream: OutputStream = 'stdout',
): RunAction {
  return { type: 'output', chunks: [chunk(offset, text, stream)] };
}

function chunk(offset: number, text: string | number[], stream: OutputStream): OutputChunk {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : new Uint8Array(text);
  return { run: 7, stream, offset, bytes };
}

function after(...actions: RunAction[]): NonNullable<RunState> {
  const run = actions.reduce(reduceRun, undefined);
  if (!run) throw new Error('no run');
  return run;
}

test('output of consecutive offsets is appended', () => {
  const run = after(begin, output(0, 'one\n'), output(4, 'two\n'));

  expect(allText(run.text)).toBe('one\ntwo\n');
  expect(run.next).toBe(8);
});

test('a replay is shown without a repeat', () => {
  const run = after(begin, output(0, 'abcd'), output(0, 'ab'), output(2, 'cdef'));

  expect(allText(run.text)).toBe('abcdef');
});

test('a chunk from further on is not shown but asked for', () => {
  const run = after(begin, output(0, 'ab'), output(9, 'zz'));

  expect(allText(run.text)).toBe('ab');
  expect(run.behind).toBe(true);
  expect(after(begin, output(9, 'z'), output(0, 'a')).behind).toBe(false);
});

test('a gap is named where it lies and the log goes on behind it', () => {
  const gap: RunAction = { type: 'gap', run: 7, from: 2, to: 1_000_002 };

  const run = after(begin, output(0, 'ab'), gap, output(1_000_002, 'end'));

  expect(allText(run.text)).toBe('ab\n… 1,000,000 bytes are no longer kept …\nend');
});

test('a gap that is behind us already says nothing', () => {
  const run = after(begin, output(0, 'abcd'), { type: 'gap', run: 7, from: 0, to: 3 });

  expect(allText(run.text)).toBe('abcd');
});

test('a character that is split over frames is one character', () => {
  const [a = 0, b = 0, c = 0] = new TextEncoder().encode('€');

  const run = after(begin, output(0, [a]), output(1, [b, c]));

  expect(allText(run.text)).toBe('€');
});

test('a character split on stdout is not disturbed by stderr between its halves', () => {
  const [a = 0, b = 0] = new TextEncoder().encode('é');

  const run = after(begin, output(0, [a]), output(1, 'x', 'stderr'), output(2, [b]));

  expect(lineAt(run.text, 0)?.pieces).toEqual([
    { stream: 'stderr', text: 'x' },
    { stream: 'stdout', text: 'é' },
  ]);
});

test('half a character at the end is shown as what it is', () => {
  const done: RunAction = {
    type: 'done',
    message: {
      t: 'run.done',
      run: 7,
      outcome: { kind: 'exited', code: 0 },
      usage: { wallMs: 1, cpuMs: 1, memoryBytes: 1 },
      length: 1,
    },
  };

  const run = after(begin, output(0, [0xe2]), done);

  expect(allText(run.text)).toBe('\ufffd');
  expect(run.end?.outcome).toEqual({ kind: 'exited', code: 0 });
});

test('a newer run replaces the older, an older one changes nothing', () => {
  const newer: RunAction = { ...begin, message: { ...STAGE, run: 8 } };

  const run = after(begin, output(0, 'old'), newer, begin, output(0, 'old'));

  expect(run.about.run).toBe(8);
  expect(run.next).toBe(0);
});

test('a later stage keeps the output and the time', () => {
  const running: RunAction = {
    type: 'stage',
    message: { ...STAGE, stage: 'running' },
    now: 9000,
  };

  const run = after(begin, output(0, 'compiling…'), running);

  expect(run.about.stage).toBe('running');
  expect(run.beganAt).toBe(1000);
  expect(allText(run.text)).toBe('compiling…');
});

test('whoever joins late counts from when the run began', () => {
  const now = Date.parse(STAGE.startedAt) + 5000;
  const joined: RunAction = { type: 'stage', message: { ...STAGE, stage: 'running' }, now };

  expect(after(joined).beganAt).toBe(now - 5000);
});

test('a terminal gets its bytes as they are, in few chunks', () => {
  const chunks = Array.from({ length: 500 }, (_, i) => chunk(i, 'x', 'terminal'));

  const run = after(begin, { type: 'output', chunks });

  expect(run.terminal.chunks).toEqual([new TextEncoder().encode('x'.repeat(500))]);
});

test('a terminal that was fed a part gets the rest alone', () => {
  const run = after(begin, output(0, 'abc', 'terminal'), output(3, 'def', 'terminal'));

  expect(terminalSince(run.terminal, 4)).toEqual([new TextEncoder().encode('ef')]);
  expect(terminalSince(run.terminal, 6)).toEqual([]);
});

test('beyond the bound a terminal lets its oldest chunks go and counts them', () => {
  const big = 'x'.repeat(TERMINAL_CHUNK_BYTES);
  const chunks = Array.from({ length: MAX_TERMINAL_CHUNKS + 2 }, (_, i) =>
    chunk(i * TERMINAL_CHUNK_BYTES, big, 'terminal'),
  );

  const run = after(begin, { type: 'output', chunks });

  expect(run.terminal.dropped).toBe(2 * TERMINAL_CHUNK_BYTES);
  expect(run.terminal.chunks).toHaveLength(MAX_TERMINAL_CHUNKS);
});

test('diagnostics are those of the newest run, and go with it', () => {
  const items = [{ path: 'main.c', line: 2, column: 5, severity: 'error' as const, text: 'no' }];
  const told: RunAction = { type: 'diagnostics', message: { t: 'diagnostics', run: 7, items } };
  const other: RunAction = {
    type: 'diagnostics',
    message: { t: 'diagnostics', run: 6, items: [] },
  };
  const next: RunAction = { type: 'stage', message: { ...STAGE, run: 8 }, now: 2000 };

  expect(after(begin, told, other).diagnostics).toEqual(items);
  expect(after(begin, told, next).diagnostics).toEqual([]);
});
