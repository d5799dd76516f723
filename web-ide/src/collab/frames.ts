import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { ClientMessage } from '../api/messages';

/** The types of docs/protocol.md, section 2. */
export const FRAME = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  message: 64,
  output: 65,
  stdin: 66,
} as const;

export interface OutputChunk {
  run: number;
  stream: OutputStream;
  offset: number;
  bytes: Uint8Array;
}

export type OutputStream = 'stdout' | 'stderr' | 'terminal';

const STREAMS: Record<number, OutputStream> = { 1: 'stdout', 2: 'stderr', 3: 'terminal' };

export function messageFrame(message: ClientMessage): Uint8Array {
  return frame(FRAME.message, (out) => encoding.writeVarString(out, JSON.stringify(message)));
}

/** No bytes mean the end of the program's input. */
export function stdinFrame(run: number, bytes: Uint8Array): Uint8Array {
  return frame(FRAME.stdin, (out) => {
    encoding.writeVarUint(out, run);
    encoding.writeVarUint8Array(out, bytes);
  });
}

export function awarenessFrame(update: Uint8Array): Uint8Array {
  return frame(FRAME.awareness, (out) => encoding.writeVarUint8Array(out, update));
}

export function queryAwarenessFrame(): Uint8Array {
  return frame(FRAME.queryAwareness, () => undefined);
}

export function syncFrame(write: (out: encoding.Encoder) => void): Uint8Array {
  return frame(FRAME.sync, write);
}

export function readOutput(input: decoding.Decoder): OutputChunk {
  const run = decoding.readVarUint(input);
  const stream = STREAMS[decoding.readVarUint(input)] ?? 'stdout';
  const offset = decoding.readVarUint(input);
  return { run, stream, offset, bytes: decoding.readVarUint8Array(input) };
}

function frame(type: number, write: (out: encoding.Encoder) => void): Uint8Array {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, type);
  write(out);
  return encoding.toUint8Array(out);
}
