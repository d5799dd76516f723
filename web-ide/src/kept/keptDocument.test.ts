import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { database, type Place } from './database';
import { forgetPlace, forgetUser, keptTitle, sweep, unsavedOf } from './forget';
import { KeptDocument, MAX_RECORDS } from './keptDocument';

const ADA: Place = { user: 'ada', session: 's1' };
const THEIRS = 'theirs';
const DAY = 24 * 60 * 60 * 1000;

let open: Page[] = [];

/** A window with a document that is kept. */
class Page {
  readonly doc = new Y.Doc();
  readonly kept: KeptDocument;

  constructor(place: Place = ADA) {
    this.kept = new KeptDocument(
      this.doc,
      place,
      (origin) => origin !== THEIRS && origin !== this.kept,
    );
    open.push(this);
  }

  static async open(place?: Place): Promise<Page> {
    const page = new Page(place);
    await page.kept.start();
    return page;
  }

  type(text: string): void {
    this.doc.getText('t').insert(this.doc.getText('t').length, text);
  }

  get text(): string {
    return this.doc.getText('t').toString();
  }

  close(): void {
    this.kept.stop();
  }
}

beforeEach(() => {
  open = [];
});

afterEach(async () => {
  for (const page of open) page.close();
  await forgetUser('ada');
  await forgetUser('bob');
});

const records = async () => (await database()).count('updates');
const unsaved = async () => (await unsavedOf('ada')).edits;

test('what was typed is there after a reload, and how much of it is not saved', async () => {
  const page = await Page.open();
  page.type('a');
  await vi.waitFor(async () => expect(await unsaved()).toBe(1));
  page.type('b');
  page.close();
  await vi.waitFor(async () => expect(await unsaved()).toBe(2));

  const again = new Page();

  expect(await again.kept.start()).toBe(2);
  expect(again.text).toBe('ab');
});

test('what the server has stored is kept and no longer counted', async () => {
  const page = await Page.open();
  page.type('a');
  page.kept.saved();
  page.type('b');
  await vi.waitFor(async () => expect(await records()).toBe(2));
  await vi.waitFor(async () => expect(await unsaved()).toBe(1));
  page.close();

  const again = new Page();

  expect(await again.kept.start()).toBe(1);
  expect(again.text).toBe('ab');
  again.kept.saved();
  await vi.waitFor(async () => expect(await unsaved()).toBe(0));
});

test('what others typed is kept too, and counts for nobody', async () => {
  const other = new Y.Doc();
  other.getText('t').insert(0, 'theirs');
  const page = await Page.open();
  Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(other), THEIRS);
  page.close();
  await vi.waitFor(async () => expect(await records()).toBe(1));

  const again = new Page();

  expect(await again.kept.start()).toBe(0);
  expect(again.text).toBe('theirs');
});

test('two windows keep what both typed, and neither unmarks what the other has not sent', async () => {
  const one = await Page.open();
  const two = await Page.open();
  one.type('one');
  two.type('two');
  await vi.waitFor(async () => expect(await unsaved()).toBe(2));

  two.kept.saved();

  await vi.waitFor(async () => expect(await unsaved()).toBe(1));
  one.close();
  two.close();
  const again = await Page.open();
  expect(again.text).toHaveLength(6);
});

test('many records become one and nothing is lost', async () => {
  const page = await Page.open();
  for (let i = 0; i < MAX_RECORDS + 1; i++) {
    page.type('x');
    await Promise.resolve();
  }
  await vi.waitFor(async () => expect(await records()).toBe(MAX_RECORDS + 1));

  page.kept.saved();

  await vi.waitFor(async () => expect(await records()).toBe(1));
  page.close();
  expect((await Page.open()).text).toBe('x'.repeat(MAX_RECORDS + 1));
});

test('logging out removes everything of that user, and other windows keep nothing more', async () => {
  const page = await Page.open();
  const bob = await Page.open({ user: 'bob', session: 's1' });
  page.type('a');
  bob.type('b');
  await vi.waitFor(async () => expect(await records()).toBe(2));

  await forgetUser('ada');
  await vi.waitFor(async () => {
    page.type('late');
    await Promise.resolve();
    await forgetPlace(ADA);
    page.type('later');
    await Promise.resolve();
    expect(await unsaved()).toBe(0);
  });

  expect(await records()).toBe(1);
  bob.close();
  expect((await Page.open({ user: 'bob', session: 's1' })).text).toBe('b');
});

test('a session that is gone is forgotten, its name too', async () => {
  const page = await Page.open();
  page.kept.named('Lesson');
  page.type('a');
  await vi.waitFor(async () => expect(await keptTitle(ADA)).toBe('Lesson'));

  await page.kept.forget();

  expect(await keptTitle(ADA)).toBeUndefined();
  expect(await records()).toBe(0);
});

test('what is old goes by itself, what is not saved last', async () => {
  const saved = await Page.open();
  const marked = await Page.open({ user: 'ada', session: 's2' });
  saved.kept.named('saved');
  marked.kept.named('marked');
  saved.type('a');
  saved.kept.saved();
  marked.type('b');
  await vi.waitFor(async () => expect(await unsaved()).toBe(1));
  await vi.waitFor(async () => expect(await records()).toBe(2));

  await sweep('ada', Date.now() + 29 * DAY);
  expect(await records()).toBe(2);
  await sweep('ada', Date.now() + 31 * DAY);
  expect(await records()).toBe(1);
  await sweep('ada', Date.now() + 91 * DAY);
  expect(await records()).toBe(0);
});

test('what somebody else left in this browser stays only while it is not saved', async () => {
  const bobs = { user: 'bob', session: 's1' };
  const bob = await Page.open(bobs);
  bob.type('b');
  await vi.waitFor(async () => expect((await unsavedOf('bob')).edits).toBe(1));
  await sweep('ada');
  expect(await records()).toBe(1);

  bob.kept.saved();
  await vi.waitFor(async () => expect((await unsavedOf('bob')).edits).toBe(0));
  await sweep('ada');

  expect(await records()).toBe(0);
});

test('where the browser keeps nothing the page goes on and says so', async () => {
  const page = await Page.open();
  const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });

  page.type('a');

  await vi.waitFor(() => expect(page.kept.keeping.value()).toBe('full'));
  expect(page.text).toBe('a');
  full.mockRestore();
});

test('what was typed last is on its way without waiting for what was typed before', async () => {
  const page = await Page.open();
  page.type('a');
  await Promise.resolve();
  const begun = vi.spyOn(IDBObjectStore.prototype, 'add');

  for (const letter of 'bcd') {
    page.type(letter);
    await Promise.resolve();
  }

  expect(begun).toHaveBeenCalledTimes(3);
  begun.mockRestore();
});
