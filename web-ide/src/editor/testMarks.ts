import type { editor } from 'monaco-editor/editor';
import { cellLabel, VERDICTS } from '../tests/words';
import type { Cell } from '../tests/testsState';
import { monaco } from './monaco';
import styles from './testMarks.module.css';

/** A mark beside each unit test of one file. A mark moves with its line, and turns grey when its result may no longer hold. */
export class TestMarks {
  readonly #model: editor.ITextModel;
  readonly #placed = new Map<string, string>();

  constructor(model: editor.ITextModel) {
    this.#model = model;
  }

  /** Only a result that counts says where its test stands: lines of another text would mark the wrong ones. */
  show(cells: readonly Cell[]): void {
    const wanted = new Map<string, editor.IModelDeltaDecoration>();
    for (const cell of cells) {
      const range = this.#rangeOf(cell);
      if (cell.end && range) wanted.set(cell.test.id, { range, options: optionsFor(cell) });
    }
    const before = [...this.#placed.values()];
    const after = this.#model.deltaDecorations(before, [...wanted.values()]);
    this.#placed.clear();
    [...wanted.keys()].forEach((id, at) => this.#placed.set(id, after[at] ?? ''));
  }

  /** Whether there is any. */
  get some(): boolean {
    return this.#placed.size > 0;
  }

  /** The test that is marked on a line. */
  testOn(line: number): string | undefined {
    return [...this.#placed].find(
      ([, decoration]) => this.#model.getDecorationRange(decoration)?.startLineNumber === line,
    )?.[0];
  }

  #rangeOf({ test, fresh }: Cell) {
    if (!fresh || test.line === undefined) {
      const placed = this.#placed.get(test.id);
      return placed === undefined ? undefined : this.#model.getDecorationRange(placed);
    }
    const line = Math.min(Math.max(1, test.line), this.#model.getLineCount());
    const column = this.#model.getLineFirstNonWhitespaceColumn(line) || 1;
    return new monaco.Range(line, column, line, this.#model.getLineMaxColumn(line));
  }
}

function optionsFor(cell: Cell): editor.IModelDecorationOptions {
  const look = cell.end ? VERDICTS[cell.end.verdict].look : 'none';
  const name = `${styles.mark ?? ''} ${styles[look] ?? ''} ${cell.fresh ? '' : (styles.stale ?? '')}`;
  return {
    glyphMarginClassName: name,
    glyphMarginHoverMessage: { value: plain(cellLabel(cell)) },
    stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
  };
}

/** Monaco reads what it shows as Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&');
}
