import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { FromTab, Tabs } from './tabs';

const PLACE = { user: 'ada', session: 's1' };
const SERVER = 'server';

function tab(place = PLACE, sent = false) {
  const doc = new Y.Doc();
  const origins: unknown[] = [];
  doc.on('update', (_update: Uint8Array, origin: unknown) => origins.push(origin));
  const tabs = new Tabs(
    doc,
    place,
    (origin) => origin !== SERVER && !(origin instanceof FromTab),
    () => sent,
  );
  return { doc, origins, tabs, text: () => doc.getText('t').toString() };
}

test('what is typed in one window is in the other, once, and who sends it is known', async () => {
  const one = tab(PLACE, true);
  const two = tab();

  one.doc.getText('t').insert(0, 'a');
  await vi.waitFor(() => expect(two.text()).toBe('a'));
  two.doc.getText('t').insert(1, 'b');
  await vi.waitFor(() => expect(one.text()).toBe('ab'));

  expect(two.origins.filter((origin) => origin instanceof FromTab)).toEqual([new FromTab(true)]);
  expect(one.origins.filter((origin) => origin instanceof FromTab)).toEqual([new FromTab(false)]);
  one.tabs.stop();
  two.tabs.stop();
});

test('what the server says and what is of another session or person stays', async () => {
  const one = tab();
  const same = tab();
  const other = tab({ ...PLACE, session: 's2' });
  const bobs = tab({ ...PLACE, user: 'bob' });
  const theirs = new Y.Doc();
  theirs.getText('t').insert(0, 'x');

  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(theirs), SERVER);
  one.doc.getText('other').insert(0, 'y');

  await vi.waitFor(() => expect(same.doc.getText('other').toString()).toBe('y'));
  expect(same.text()).toBe('');
  expect(other.origins).toEqual([]);
  expect(bobs.origins).toEqual([]);
  for (const each of [one, same, other, bobs]) each.tabs.stop();
});
