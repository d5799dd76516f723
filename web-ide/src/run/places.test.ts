import { expect, test } from 'vitest';
import { lineStart, places } from './places';

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

test('a line is found by its number, one that is not there at the last', () => {
  expect([1, 2, 3, 9].map((line) => lineStart('ab\ncd\ne', line))).toEqual([0, 3, 6, 6]);
});
