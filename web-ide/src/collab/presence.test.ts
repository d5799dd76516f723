import { expect, test } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { peers, people } from './presence';

function here(...others: unknown[]): Awareness {
  const awareness = new Awareness(new Y.Doc());
  for (const state of others) {
    const other = new Awareness(new Y.Doc());
    other.setLocalState(state as Record<string, unknown>);
    applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'remote');
    other.destroy();
  }
  awareness.destroy();
  return awareness;
}

test('others are told by name and colour, oneself is not among them', () => {
  const ada = { id: 'u1', name: 'Ada', color: '#aa3355' };

  expect(peers(here({ user: ada })).map((peer) => peer.user)).toEqual([ada]);
});

test.each([[{}], [{ user: 'Ada' }], [{ user: { name: '' } }], [{ user: { name: 7 } }]])(
  'a presence without a name is not shown: %j',
  (state) => {
    expect(peers(here(state))).toEqual([]);
  },
);

test('a colour that is none, and a cursor that is none, do no harm', () => {
  const state = {
    user: { id: 'u', name: 'Eve', color: 'red;}body{display:none' },
    cursor: { file: 'f', anchor: null, head: 3 },
  };

  const [eve] = peers(here(state));

  expect(eve?.user.color).toMatch(/^#[0-9a-f]{6}$/);
});

test('a person with two windows is one person', () => {
  const user = { id: 'u1', name: 'Ada', color: '#aa3355' };

  expect(people(peers(here({ user }, { user })))).toHaveLength(1);
});
