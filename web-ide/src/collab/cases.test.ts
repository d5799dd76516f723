import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Cases } from './cases';

test('cases stand in the order in which they were added', () => {
  const cases = new Cases(new Y.Doc());

  const one = cases.add('one', '1', '2');
  const two = cases.add('two');

  expect(cases.view()).toEqual([
    { id: one, name: 'one' },
    { id: two, name: 'two' },
  ]);
  expect(cases.text(one, 'input')?.toString()).toBe('1');
  expect(cases.text(one, 'expected')?.toString()).toBe('2');
});

test('renaming keeps what somebody else types at the same time', () => {
  const [ours, theirs] = [new Y.Doc(), new Y.Doc()];
  const cases = new Cases(ours);
  const id = cases.add('one', 'x');
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ours));

  cases.rename(id, 'renamed');
  new Cases(theirs).text(id, 'input')?.insert(1, 'y');
  Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs));

  expect(cases.view()).toEqual([{ id, name: 'renamed' }]);
  expect(cases.text(id, 'input')?.toString()).toBe('xy');
});

test('a deleted case comes back with its texts', () => {
  const cases = new Cases(new Y.Doc());
  const id = cases.add('one', 'kept');

  cases.delete(id);
  expect(cases.view()).toEqual([]);
  cases.undoDelete();

  expect(cases.text(id, 'input')?.toString()).toBe('kept');
});

test('what is no case does no harm', () => {
  const doc = new Y.Doc();
  const cases = new Cases(doc);
  doc.getMap('cases').set('odd', 7);
  const empty = new Y.Map();
  doc.getMap('cases').set('empty', empty);

  expect(cases.view()).toEqual([{ id: 'empty', name: '' }]);
  expect(cases.text('odd', 'input')).toBeUndefined();
  expect(cases.text('empty', 'input')).toBeUndefined();
});
