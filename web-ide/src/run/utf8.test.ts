import { expect, test } from 'vitest';
import { decodeUtf8, finishUtf8, NO_BYTES } from './utf8';

test('text cut at any byte comes out whole', () => {
  const text = 'a é € 😀 z';
  const bytes = new TextEncoder().encode(text);

  for (let cut = 0; cut <= bytes.length; cut++) {
    const first = decodeUtf8(NO_BYTES, bytes.subarray(0, cut));
    const second = decodeUtf8(first.rest, bytes.subarray(cut));
    expect(first.text + second.text + finishUtf8(second.rest)).toBe(text);
    expect(first.text).not.toContain('\ufffd');
  }
});

test('bytes that are no text become replacement characters and stop nothing', () => {
  const { text, rest } = decodeUtf8(NO_BYTES, new Uint8Array([0xff, 0x41, 0x80, 0x80, 0x80, 0x80]));

  expect(text).toBe('\ufffdA\ufffd\ufffd\ufffd\ufffd');
  expect(rest).toHaveLength(0);
});

test('a byte order mark is kept: it is what the program wrote', () => {
  expect(decodeUtf8(NO_BYTES, new Uint8Array([0xef, 0xbb, 0xbf])).text).toBe('\ufeff');
});
