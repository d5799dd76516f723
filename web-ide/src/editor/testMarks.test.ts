// @vitest-environment happy-dom
import { editor } from 'monaco-editor/editor';
import { expect, test } from 'vitest';
import { testEnded } from '../tests/testEnded';
import type { Cell } from '../tests/testsState';
import { TestMarks } from './testMarks';

const TEXT =
  'import sums\n\ndef test_add():\n    assert sums.add(1, 2) == 3\n\ndef test_sub(): pass\n';

function cell(name: string, line: number, more: Partial<Cell> = {}): Cell {
  const id = `unit:${name}`;
  return {
    test: { id, kind: 'unit', name, path: 'test_sums.py', line },
    end: testEnded(id),
    fresh: true,
    running: false,
    ...more,
  };
}

/** The lines with a mark, each with its classes. */
function marked(model: editor.ITextModel): [number, string][] {
  return model
    .getAllDecorations()
    .flatMap(({ range, options }): [number, string][] =>
      options.glyphMarginClassName === null || options.glyphMarginClassName === undefined
        ? []
        : [[range.startLineNumber, options.glyphMarginClassName]],
    )
    .sort(([left], [right]) => left - right);
}

test('each test has a mark beside its line, and a line names its test', () => {
  const model = editor.createModel(TEXT);
  const marks = new TestMarks(model);

  marks.show([cell('test_add', 3), cell('test_sub', 6)]);

  expect(marked(model).map(([line]) => line)).toEqual([3, 6]);
  expect(marks.testOn(6)).toBe('unit:test_sub');
  expect(marks.testOn(4)).toBeUndefined();
});

test('a test without a result has no mark, and one that is gone loses it', () => {
  const model = editor.createModel(TEXT);
  const marks = new TestMarks(model);

  marks.show([cell('test_add', 3, { end: undefined })]);
  expect(marks.some).toBe(false);

  marks.show([cell('test_add', 3)]);
  expect(marks.some).toBe(true);

  marks.show([]);
  expect(marked(model)).toEqual([]);
});

test('a mark moves with its line, and is grey when its result may no longer hold', () => {
  const model = editor.createModel(TEXT);
  const marks = new TestMarks(model);
  marks.show([cell('test_add', 3)]);
  const [[, green] = [0, '']] = marked(model);

  model.applyEdits([
    {
      range: { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 },
      text: '#\n#\n',
    },
  ]);
  marks.show([cell('test_add', 3, { fresh: false })]);

  const [[line, grey] = [0, '']] = marked(model);
  expect(line).toBe(5);
  expect(grey).not.toBe(green);
  expect(marks.testOn(5)).toBe('unit:test_add');
});

test('a result that does not count places no new mark', () => {
  const model = editor.createModel(TEXT);
  const marks = new TestMarks(model);

  marks.show([cell('test_add', 3, { fresh: false })]);

  expect(marks.some).toBe(false);
});

test('a line beyond the end of the text is its last', () => {
  const model = editor.createModel('def test_a(): pass');
  const marks = new TestMarks(model);

  marks.show([cell('test_a', 40)]);

  expect(marks.testOn(1)).toBe('unit:test_a');
});
