import { expect, test } from 'vitest';
import {
  allText,
  appendOutput,
  lineAt,
  MAX_LINE_LENGTH,
  MAX_PAGES,
  NO_OUTPUT,
  PAGE_LINES,
  type OutputText,
  type PieceStream,
} from './outputText';

function written(...parts: [PieceStream, string][]): OutputText {
  return parts.reduce((output, [stream, text]) => appendOutput(output, stream, text), NO_OUTPUT);
}

test('text that arrives in parts becomes lines', () => {
  const output = written(['stdout', 'one\ntw'], ['stdout', 'o\n']);

  expect(allText(output)).toBe('one\ntwo\n');
  expect(output.lineCount).toBe(3);
});

test('stdout and stderr on one line stay apart', () => {
  const output = written(['stdout', 'name? '], ['stderr', 'warning'], ['stdout', '!']);

  expect(lineAt(output, 0)?.pieces).toEqual([
    { stream: 'stdout', text: 'name? ' },
    { stream: 'stderr', text: 'warning' },
    { stream: 'stdout', text: '!' },
  ]);
});

test('a carriage return overwrites the line, a Windows line end does not', () => {
  const output = written(['stdout', '10 %\r'], ['stdout', '20 %\r\ndone']);

  expect(allText(output)).toBe('20 %\ndone');
});

test('a line end that is cut in two is one line end', () => {
  expect(allText(written(['stdout', 'a\r'], ['stdout', '\nb']))).toBe('a\nb');
});

test('appending leaves the earlier value alone', () => {
  const before = written(['stdout', 'a']);

  appendOutput(before, 'stdout', 'b');

  expect(allText(before)).toBe('a');
});

test('an endless line is broken where it would stall the layout', () => {
  const output = written(['stdout', 'x'.repeat(MAX_LINE_LENGTH * 2 + 5)]);

  expect(output.lineCount).toBe(3);
  expect(lineAt(output, 2)?.length).toBe(5);
});

test('the oldest lines go when there are too many, and are counted', () => {
  const extra = 3;
  const output = written(['stdout', '\n'.repeat(PAGE_LINES * MAX_PAGES + extra)]);

  expect(output.dropped).toBe(PAGE_LINES);
  expect(output.lineCount).toBe(PAGE_LINES * (MAX_PAGES - 1) + extra + 1);
});
