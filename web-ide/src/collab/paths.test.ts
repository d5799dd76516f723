import { expect, test } from 'vitest';
import { MAX_PATH_LENGTH, pathFault, shownPaths } from './paths';

test('paths of their own are shown as they are, sorted', () => {
  const files = [
    { id: 'b', path: 'util.py' },
    { id: 'a', path: 'main.py' },
  ];

  expect(shownPaths(files).map((file) => file.path)).toEqual(['main.py', 'util.py']);
});

test('of two files with one path the larger id is numbered', () => {
  const files = [
    { id: 'z', path: 'main.py' },
    { id: 'a', path: 'main.py' },
  ];

  expect(shownPaths(files)).toEqual([
    { id: 'z', path: 'main (2).py' },
    { id: 'a', path: 'main.py' },
  ]);
});

test('a number that is taken already is passed over', () => {
  const files = ['a', 'b', 'c']
    .map((id) => ({ id, path: 'main.py' }))
    .concat({ id: 'd', path: 'main (2).py' });

  expect(shownPaths(files).map((file) => file.path)).toEqual([
    'main (2).py',
    'main (3).py',
    'main (4).py',
    'main.py',
  ]);
});

test.each([
  ['.env', '.env (2)'],
  ['data.d/readme', 'data.d/readme (2)'],
  ['src/a.b.c', 'src/a.b (2).c'],
])('the number goes before the extension: %s', (path, expected) => {
  const shown = shownPaths([
    { id: 'a', path },
    { id: 'b', path },
  ]);

  expect(shown.map((file) => file.path)).toContain(expected);
});

test.each([
  '',
  '/etc/passwd',
  '../x',
  'a//b',
  './a',
  'a/../b',
  'a\nb',
  'x'.repeat(MAX_PATH_LENGTH + 1),
])('the path %j is refused with a reason', (path) => {
  expect(pathFault(path)).toBeTypeOf('string');
});

test('an ordinary path is fine', () => {
  expect(pathFault('src/été/main.py')).toBeUndefined();
});
