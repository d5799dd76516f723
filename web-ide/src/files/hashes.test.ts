import { expect, test } from 'vitest';
import { differs, sha256Hex } from './hashes';

test('a text hashes as the server hashes it', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a changed text, a new file and a new name each differ from what was run', () => {
  const ran = { 'main.py': sha256Hex('print(1)') };

  expect(differs(new Map([['main.py', 'print(1)']]), ran)).toBe(false);
  expect(differs(new Map([['main.py', 'print(2)']]), ran)).toBe(true);
  expect(differs(new Map([['app.py', 'print(1)']]), ran)).toBe(true);
  expect(
    differs(
      new Map([
        ['main.py', 'print(1)'],
        ['b.py', ''],
      ]),
      ran,
    ),
  ).toBe(true);
});
