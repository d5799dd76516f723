import { expect, test } from 'vitest';
import { movedCaret, spliceBetween } from './sharedText';

function apply(before: string, after: string, caret?: number): string {
  const { at, deleted, inserted } = spliceBetween(before, after, caret);
  return before.slice(0, at) + inserted + before.slice(at + deleted);
}

test.each([
  ['', 'a'],
  ['abc', ''],
  ['abc', 'abXc'],
  ['aaaa', 'aaa'],
  ['😀', '😁'],
  ['x😀y', 'x😁y'],
])('%j becomes %j', (before, after) => {
  for (let caret = 0; caret <= after.length; caret++) {
    expect(apply(before, after, caret)).toBe(after);
  }
});

test('what is typed among equal letters goes where the caret is', () => {
  expect(spliceBetween('aa', 'aaa', 1)).toEqual({ at: 0, deleted: 0, inserted: 'a' });
  expect(spliceBetween('aa', 'aaa', 3)).toEqual({ at: 2, deleted: 0, inserted: 'a' });
});

test('a character of two units is never cut', () => {
  expect(spliceBetween('😀', '😁').deleted).toBe(2);
});

test('a caret moves with what others do before it and stays for what they do behind it', () => {
  expect(movedCaret(5, [{ retain: 2 }, { insert: 'xyz' }])).toBe(8);
  expect(movedCaret(5, [{ retain: 5 }, { insert: 'xyz' }])).toBe(5);
  expect(movedCaret(5, [{ retain: 3 }, { delete: 10 }])).toBe(3);
});
