// @vitest-environment happy-dom
import { editor } from 'monaco-editor/editor';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../api/outcome';
import { sha256Hex } from '../files/hashes';
import { PlaceMarks } from './placeMarks';

const TEXT = 'print(1)\nprint(missing)\n';
const MISSING: Diagnostic = {
  path: 'main.py',
  line: 2,
  column: 7,
  severity: 'error',
  text: 'missing is not defined',
};

const underlined = (model: editor.ITextModel) =>
  editor
    .getModelMarkers({ resource: model.uri })
    .map(({ startLineNumber, startColumn, endColumn }) => [
      startLineNumber,
      startColumn,
      endColumn,
    ]);

/** The text that is underlined in grey. */
const grey = (model: editor.ITextModel) =>
  model
    .getAllDecorations()
    .filter(({ options }) => options.inlineClassName)
    .map(({ range }) => model.getValueInRange(range));

function marked() {
  const model = editor.createModel(TEXT);
  const marks = new PlaceMarks(model);
  marks.show([MISSING], sha256Hex(TEXT));
  return { model, marks };
}

const insertedAbove = {
  range: { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 },
  text: '# new\n',
};

test('what the tests say about a place is underlined there', () => {
  const { model } = marked();

  expect(underlined(model)).toEqual([[2, 7, 14]]);
  expect(grey(model)).toEqual([]);
});

test('until the next round has spoken it moves with its text, in grey', () => {
  const { model, marks } = marked();

  model.applyEdits([insertedAbove]);
  marks.show(undefined, undefined);

  expect(underlined(model)).toEqual([]);
  expect(grey(model)).toEqual(['missing']);
});

test('what is missing at the end of a line is grey at its last character', () => {
  const model = editor.createModel('n = 1 +\n');
  const marks = new PlaceMarks(model);

  marks.show([{ ...MISSING, line: 1, column: 8 }], sha256Hex(model.getValue()));
  marks.show(undefined, undefined);

  expect(grey(model)).toEqual(['+']);
});

test('nothing holds of another text than was tested', () => {
  const { model, marks } = marked();

  model.applyEdits([insertedAbove]);
  marks.show([MISSING], sha256Hex(TEXT));

  expect(underlined(model)).toEqual([]);
  expect(grey(model)).toEqual(['missing']);
});

test('a round that finds nothing takes it away', () => {
  const { model, marks } = marked();

  marks.show(undefined, undefined);
  marks.show([], sha256Hex(TEXT));

  expect(underlined(model)).toEqual([]);
  expect(grey(model)).toEqual([]);
});
