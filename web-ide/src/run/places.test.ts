import { expect, test } from 'vitest';
import { offsetOf, places } from './places';

const PATHS = ['main.py', 'Main.java', 'lib/util.py', 'util.py', 'main.js'];

test.each([
  ['  File "main.py", line 3, in <module>', { path: 'main.py', line: 3 }],
  ['  File "/work/code/lib/util.py", line 12', { path: 'lib/util.py', line: 12 }],
  ["Main.java:7: error: ';' expected", { path: 'Main.java', line: 7 }],
  ['    at Main.main(Main.java:5)', { path: 'Main.java', line: 5 }],
  ['    at file:///work/code/main.js:2:9', { path: 'main.js', line: 2 }],
])('%j speaks of a place', (text, place) => {
  const found = places(text, PATHS);

  expect(found.map((fragment) => fragment.text).join('')).toBe(text);
  expect(found.filter((fragment) => fragment.place)).toMatchObject([{ place }]);
});

test.each(['File "<frozen importlib>", line 3', 'at 12:30', 'numpy/core.py:3', 'plain'])(
  '%j speaks of none of ours',
  (text) => {
    expect(places(text, PATHS)).toEqual([{ text }]);
  },
);

test('a place is an offset in the text, within its line and within the text', () => {
  const offset = (line: number, column?: number) =>
    offsetOf('ab\ncd\ne', column === undefined ? { path: '', line } : { path: '', line, column });

  expect([1, 2, 3, 9].map((line) => offset(line))).toEqual([0, 3, 6, 6]);
  expect([1, 2, 3, 9].map((column) => offset(1, column))).toEqual([0, 1, 2, 2]);
});
