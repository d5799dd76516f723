import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { SessionDocument } from './document';

test('a file that is added is shown with its text', () => {
  const document = new SessionDocument(new Y.Doc());

  const id = document.addFile('main.py', 'print(1)\n');

  expect(document.view().files).toEqual([{ id, path: 'main.py' }]);
  expect(document.texts()).toEqual(new Map([['main.py', 'print(1)\n']]));
});

test('renaming keeps what somebody else types at the same time', () => {
  const ours = new SessionDocument(new Y.Doc());
  const theirs = new SessionDocument(new Y.Doc());
  const id = ours.addFile('a.py', 'x');
  Y.applyUpdate(theirs.doc, Y.encodeStateAsUpdate(ours.doc));

  ours.renameFile(id, 'b.py');
  theirs.text(id)?.insert(1, 'y');
  Y.applyUpdate(ours.doc, Y.encodeStateAsUpdate(theirs.doc));

  expect(ours.texts()).toEqual(new Map([['b.py', 'xy']]));
});

test('a deleted file comes back with its text', () => {
  const document = new SessionDocument(new Y.Doc());
  const id = document.addFile('a.py', 'kept');
  document.text(id)?.insert(4, '!');

  document.deleteFile(id);
  expect(document.view().files).toEqual([]);
  document.undoDelete();

  expect(document.texts()).toEqual(new Map([['a.py', 'kept!']]));
});

test('when the file that runs first is deleted another one does, until it comes back', () => {
  const document = new SessionDocument(new Y.Doc());
  const first = document.addFile('a.py');
  const second = document.addFile('b.py');
  document.setLanguage('python', first);

  document.deleteFile(first);
  expect(document.view().entry).toBe(second);
  document.undoDelete();

  expect(document.view().entry).toBe(first);
});

test('typing into a file does not trouble whoever shows the list', () => {
  const document = new SessionDocument(new Y.Doc());
  const id = document.addFile('a.py');
  let told = 0;
  document.subscribe(() => told++);

  document.text(id)?.insert(0, 'x');

  expect(told).toBe(0);
});
