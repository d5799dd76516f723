// @vitest-environment happy-dom
import { editor, Selection } from 'monaco-editor/editor';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { TextBinding, type Viewer } from './textBinding';

const NOBODY: Viewer = { selections: () => [], select: () => undefined, undone: () => undefined };

interface Person {
  text: Y.Text;
  model: editor.ITextModel;
  binding: TextBinding;
  type(offset: number, deleted: number, inserted: string): void;
}

const people: Person[] = [];

function person(content = ''): Person {
  const text = new Y.Doc().getText('file');
  if (content !== '') text.insert(0, content);
  const model = editor.createModel('');
  const binding = new TextBinding(text, model, NOBODY);
  const type = (offset: number, deleted: number, inserted: string) => {
    const from = model.getPositionAt(offset);
    const to = model.getPositionAt(offset + deleted);
    const range = {
      startLineNumber: from.lineNumber,
      startColumn: from.column,
      endLineNumber: to.lineNumber,
      endColumn: to.column,
    };
    model.pushEditOperations([], [{ range, text: inserted }], () => null);
  };
  const someone = { text, model, binding, type };
  people.push(someone);
  return someone;
}

afterEach(() => {
  for (const { binding, model } of people.splice(0)) {
    binding.dispose();
    model.dispose();
  }
});

/** Hands each the edits that it has not seen. */
function exchange(a: Person, b: Person): void {
  const docs = [a.text.doc, b.text.doc];
  for (const [from, to] of [docs, [...docs].reverse()]) {
    if (from && to) {
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'remote');
    }
  }
}

test('the editor shows the text that is there', () => {
  expect(person('print(1)\n').model.getValue()).toBe('print(1)\n');
});

test('what is typed reaches the text, many places at once too', () => {
  const ada = person('a\nb\nc');

  ada.model.pushEditOperations(
    [],
    [1, 2, 3].map((line) => ({
      range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
      text: '# ',
    })),
    () => null,
  );

  expect(ada.text.toString()).toBe('# a\n# b\n# c');
});

test('two people who type at once see the same in the end', () => {
  const ada = person('hello');
  const bob = person();
  exchange(ada, bob);

  ada.type(5, 0, ' world');
  bob.type(0, 1, 'J');
  exchange(ada, bob);

  expect(ada.model.getValue()).toBe('Jello world');
  expect(bob.model.getValue()).toBe('Jello world');
});

test('undo takes back only what this person did', () => {
  const ada = person();
  const bob = person();
  ada.type(0, 0, 'ada');
  exchange(ada, bob);
  bob.type(3, 0, ' bob');
  exchange(ada, bob);

  void ada.model.undo();
  exchange(ada, bob);
  expect(bob.model.getValue()).toBe(' bob');

  void ada.model.redo();
  exchange(ada, bob);
  expect(bob.model.getValue()).toBe('ada bob');
});

test('undo tells where it changed something', () => {
  const text = new Y.Doc().getText('file');
  text.insert(0, 'one two');
  const model = editor.createModel('');
  const revealed: number[] = [];
  const binding = new TextBinding(text, model, {
    ...NOBODY,
    undone: (offset) => revealed.push(offset),
  });
  model.applyEdits([
    {
      range: { startLineNumber: 1, startColumn: 4, endLineNumber: 1, endColumn: 8 },
      text: '',
    },
  ]);

  void model.undo();

  expect(model.getValue()).toBe('one two');
  expect(revealed).toEqual([7]);
  binding.dispose();
  model.dispose();
});

test('a caret stays before what another types in its place, and moves with what comes before it', () => {
  const text = new Y.Doc().getText('file');
  text.insert(0, 'one two');
  const model = editor.createModel('');
  let carets: Selection[] = [];
  // As Monaco does: behind an insertion, be it in the caret's place or before it.
  model.onDidChangeContent(({ changes }) => {
    const inserted = changes[0]?.text.length ?? 0;
    carets = carets.map(({ endColumn }) =>
      Selection.fromPositions({ lineNumber: 1, column: endColumn + inserted }),
    );
  });
  const binding = new TextBinding(text, model, {
    selections: () => carets,
    select: (wanted) => {
      carets = wanted;
    },
    undone: () => undefined,
  });
  const theyInsert = (at: number, words: string) => {
    text.doc?.transact(() => text.insert(at, words), 'remote');
  };

  carets = [new Selection(1, 4, 1, 4)];
  theyInsert(3, 'XX');
  expect(carets).toEqual([new Selection(1, 4, 1, 4)]);

  theyInsert(0, '>> ');
  expect(carets).toEqual([new Selection(1, 7, 1, 7)]);
  binding.dispose();
  model.dispose();
});

test('line ends of other systems are shown as line feeds and become so with the next edit', () => {
  const ada = person('a\r\nb\rc\n');
  expect(ada.model.getValue()).toBe('a\nb\nc\n');

  ada.type(5, 0, '!');

  expect(ada.text.toString()).toBe('a\nb\nc!\n');
});

test('a foreign edit with carriage returns leaves the editor right', () => {
  const ada = person('one\ntwo\n');

  ada.text.doc?.transact(() => ada.text.insert(4, 'x\r\ny\r\n'), 'remote');
  ada.text.doc?.transact(() => ada.text.insert(0, '>'), 'remote');

  expect(ada.model.getValue()).toBe('>one\nx\ny\ntwo\n');
});

test('a pasted text keeps line feeds alone', () => {
  const ada = person();

  ada.type(0, 0, 'a\r\nb');

  expect(ada.text.toString()).toBe('a\nb');
});

test('random edits of two people, exchanged now and then, end equal everywhere', () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  const random = generator(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const samples = ['x', 'word ', '\n', 'é', '😀', '  indented\n', ''];
  const ada = person('start\n');
  const bob = person();
  exchange(ada, bob);

  for (let round = 0; round < 400; round++) {
    const who = pick(2) === 0 ? ada : bob;
    const act = pick(10);
    if (act === 0) exchange(ada, bob);
    else if (act === 1) void who.model.undo();
    else if (act === 2) void who.model.redo();
    else {
      const at = pick(who.model.getValueLength() + 1);
      who.type(at, pick(4), samples[pick(samples.length)] ?? '');
    }
    expect(who.model.getValue(), `seed ${seed}, round ${round}`).toBe(who.text.toString());
  }
  exchange(ada, bob);

  expect(ada.model.getValue(), `seed ${seed}`).toBe(bob.model.getValue());
  expect(bob.model.getValue(), `seed ${seed}`).toBe(bob.text.toString());
});

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
