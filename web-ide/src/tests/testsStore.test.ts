import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { TestsRound } from '../api/tests';
import { SessionDocument } from '../collab/document';
import { sha256Hex } from '../files/hashes';
import { TestsStore } from './testsStore';
import { isFresh } from './testsState';

let document: SessionDocument;
let store: TestsStore;
let file = '';
let own = '';
const sent: object[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  document = new SessionDocument(new Y.Doc());
  file = document.addFile('main.py', 'print(1)');
  document.setLanguage('python', file);
  own = document.cases.add('one', '1\n', '2\n');
  sent.length = 0;
  store = new TestsStore(document, { send: (message) => sent.push(message) > 0 });
  store.start();
});
afterEach(() => {
  store.stop();
  vi.useRealTimers();
});

/** A round of what the server would have now: what this page has. */
function round(): TestsRound {
  return {
    t: 'tests.round',
    round: 1,
    revision: 1,
    hashes: {
      'main.py': sha256Hex(document.text(file)?.toString() ?? ''),
      [`case:${own}`]: sha256Hex('1\n\0' + '2\n'),
    },
    language: 'python',
    entry: 'main.py',
    problem: undefined,
    only: undefined,
    tests: [],
    startedAt: '',
  };
}

const fresh = () => isFresh(store.state.value().round?.about, store.held.value());

test('a round of the text that is held counts at once', () => {
  store.receive(round());

  expect(fresh()).toBe(true);
});

test.each<[string, () => void]>([
  ['a letter typed', () => document.text(file)?.insert(0, '#')],
  ['a letter deleted', () => document.text(file)?.delete(0, 1)],
  ['a file added', () => document.addFile('b.py')],
  ['a file deleted', () => document.deleteFile(file)],
  ['a file renamed', () => document.renameFile(file, 'c.py')],
  ['a case changed', () => document.cases.text(own, 'expected')?.insert(0, '3')],
  ['a case added', () => document.cases.add('two')],
  ['a case deleted', () => document.cases.delete(own)],
  ['another file to begin with', () => document.setEntry(document.addFile('d.py'))],
  ['another language', () => document.setLanguage('java', file)],
])('%s is seen before anything else happens, and stays seen', (_what, edit) => {
  store.receive(round());

  edit();
  expect(fresh()).toBe(false);
  vi.advanceTimersByTime(1000);

  expect(fresh()).toBe(false);
});

test('the input box and the pause button change no result', () => {
  store.receive(round());

  document.createStdin().insert(0, 'x');
  document.pauseTests(true);

  expect(fresh()).toBe(true);
});

test('a text that comes back to what was tested counts again after a pause', () => {
  store.receive(round());

  document.text(file)?.insert(0, '#');
  document.text(file)?.delete(0, 1);
  expect(fresh()).toBe(false);
  vi.advanceTimersByTime(1000);

  expect(fresh()).toBe(true);
});

test('a round for an edit that was just made waits for no pause', () => {
  store.receive(round());
  vi.advanceTimersByTime(100);
  document.text(file)?.insert(0, '#');

  store.receive({ ...round(), round: 2 });

  expect(fresh()).toBe(true);
});

test('what comes within a frame of the screen is shown together, and nothing is lost', () => {
  let shown = 0;
  store.receive(round());
  store.state.subscribe(() => shown++);

  for (let n = 0; n < 50; n++) store.receive({ t: 'test.started', round: 1, test: `case:${n}` });
  vi.advanceTimersByTime(100);

  expect(shown).toBe(1);
  expect(store.state.value().round?.running.size).toBe(50);
});

test('one test or all of them can be asked for', () => {
  store.run();
  store.run('case:x');

  expect(sent).toEqual([{ t: 'tests.run' }, { t: 'tests.run', only: 'case:x' }]);
});
