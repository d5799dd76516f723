import type { Diagnostics, RunDone, RunStage } from '../api/messages';
import type { Diagnostic, Outcome, Usage } from '../api/outcome';
import type { OutputChunk } from '../collab/frames';
import { appendOutput, NO_OUTPUT, type OutputText } from './outputText';
import { concat, decodeUtf8, finishUtf8, NO_BYTES } from './utf8';

/** The session's newest run as this page knows it. */
export interface Run {
  readonly about: RunStage;
  /** When it began, by this computer's clock. */
  readonly beganAt: number;
  /** The next byte of the log that is wanted. */
  readonly next: number;
  readonly text: OutputText;
  /** What a terminal has to be fed. */
  readonly terminal: TerminalBytes;
  readonly undecoded: { readonly stdout: Uint8Array; readonly stderr: Uint8Array };
  /** A chunk came that starts after `next`: what lies between has to be asked for. */
  readonly behind: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly end: { readonly outcome: Outcome; readonly usage: Usage } | undefined;
}

export interface TerminalBytes {
  /** Bytes let go at the start. */
  readonly dropped: number;
  readonly chunks: readonly Uint8Array[];
}

export type RunState = Run | undefined;

export type RunAction =
  | { type: 'stage'; message: RunStage; now: number }
  | { type: 'output'; chunks: readonly OutputChunk[] }
  | { type: 'gap'; run: number; from: number; to: number }
  | { type: 'diagnostics'; message: Diagnostics }
  | { type: 'done'; message: RunDone };

/** Small chunks are joined up to this size, so that a chatty program does not make long lists. */
export const TERMINAL_CHUNK_BYTES = 16 * 1024;
/** 4 MiB and more: a terminal's own scrollback is shorter; older chunks are let go. */
export const MAX_TERMINAL_CHUNKS = 256;

export function reduceRun(state: RunState, action: RunAction): RunState {
  switch (action.type) {
    case 'stage':
      return staged(state, action.message, action.now);
    case 'output':
      return action.chunks.reduce((run, chunk) => run && received(run, chunk), state);
    case 'gap':
      return state?.about.run === action.run ? skipped(state, action.from, action.to) : state;
    case 'diagnostics':
      return state && state.about.run === action.message.run
        ? { ...state, diagnostics: action.message.items }
        : state;
    case 'done':
      return state?.about.run === action.message.run ? ended(state, action.message) : state;
  }
}

function staged(state: RunState, about: RunStage, now: number): RunState {
  const known = state?.about.run ?? -1;
  if (about.run < known) return state;
  if (state && about.run === known) return { ...state, about };
  const startedAt = Date.parse(about.startedAt);
  return {
    about,
    // A run that begins before our eyes begins now, whatever the server's clock says.
    beganAt: about.stage === 'queued' || Number.isNaN(startedAt) ? now : Math.min(startedAt, now),
    next: 0,
    text: NO_OUTPUT,
    terminal: { dropped: 0, chunks: [] },
    undecoded: { stdout: NO_BYTES, stderr: NO_BYTES },
    behind: false,
    diagnostics: [],
    end: undefined,
  };
}

function received(run: Run, chunk: OutputChunk): Run {
  if (chunk.run !== run.about.run) return run;
  const end = chunk.offset + chunk.bytes.length;
  if (end <= run.next) return run;
  if (chunk.offset > run.next) return { ...run, behind: true };
  const fresh = chunk.bytes.subarray(run.next - chunk.offset);
  const moved: Run = { ...run, next: end, behind: false };
  if (chunk.stream === 'terminal') return { ...moved, terminal: fed(run.terminal, fresh) };
  const { text, rest } = decodeUtf8(run.undecoded[chunk.stream], fresh);
  return {
    ...moved,
    text: appendOutput(run.text, chunk.stream, text),
    undecoded: { ...run.undecoded, [chunk.stream]: rest },
  };
}

function fed({ dropped, chunks }: TerminalBytes, bytes: Uint8Array): TerminalBytes {
  const last = chunks.at(-1);
  if (last && last.length + bytes.length <= TERMINAL_CHUNK_BYTES) {
    return { dropped, chunks: [...chunks.slice(0, -1), concat(last, bytes)] };
  }
  const excess = Math.max(0, chunks.length + 1 - MAX_TERMINAL_CHUNKS);
  const gone = chunks.slice(0, excess).reduce((sum, chunk) => sum + chunk.length, 0);
  return { dropped: dropped + gone, chunks: [...chunks.slice(excess), bytes] };
}

/** What a terminal that was already fed `position` bytes still has to get. */
export function terminalSince({ dropped, chunks }: TerminalBytes, position: number): Uint8Array[] {
  const news: Uint8Array[] = [];
  let end = dropped + chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  for (let i = chunks.length - 1; i >= 0 && end > position; i--) {
    const chunk = chunks[i] ?? NO_BYTES;
    const start = end - chunk.length;
    news.unshift(chunk.subarray(Math.max(0, position - start)));
    end = start;
  }
  return news;
}

function skipped(run: Run, from: number, to: number): Run {
  if (to <= run.next) return run;
  const bytes = to - Math.max(from, run.next);
  const flushed = flush(run);
  const start = flushed.text.lineCount > 0 ? '\n' : '';
  const note = `… ${bytes.toLocaleString('en')} bytes are no longer kept …`;
  return {
    ...flushed,
    next: to,
    behind: false,
    text: appendOutput(appendOutput(flushed.text, 'gap', start + note), 'gap', '\n'),
    terminal: fed(flushed.terminal, new TextEncoder().encode(`\r\n\x1b[2m${note}\x1b[0m\r\n`)),
  };
}

function ended(run: Run, { outcome, usage }: RunDone): Run {
  return { ...flush(run), end: { outcome, usage } };
}

/** Characters that were cut short and will not be completed. */
function flush(run: Run): Run {
  const { stdout, stderr } = run.undecoded;
  const withStdout = appendOutput(run.text, 'stdout', finishUtf8(stdout));
  return {
    ...run,
    text: appendOutput(withStdout, 'stderr', finishUtf8(stderr)),
    undecoded: { stdout: NO_BYTES, stderr: NO_BYTES },
  };
}
