export const NO_BYTES = new Uint8Array();

export interface Decoded {
  text: string;
  /** The start of a character whose other bytes are yet to come. */
  rest: Uint8Array;
}

/** Decodes what is complete of `rest` followed by `bytes`; bytes that are no UTF-8 become U+FFFD. */
export function decodeUtf8(rest: Uint8Array, bytes: Uint8Array): Decoded {
  const all = concat(rest, bytes);
  const end = all.length - unfinished(all);
  return { text: decode(all.subarray(0, end)), rest: all.slice(end) };
}

/** What is left at the end of a stream. */
export function finishUtf8(rest: Uint8Array): string {
  return decode(rest);
}

// A decoder for each call: nothing of one stream may leak into another.
function decode(bytes: Uint8Array): string {
  return bytes.length === 0 ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

export function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** How many bytes at the end belong to a character that is not there whole. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? back : 0;
  }
  return 0;
}
