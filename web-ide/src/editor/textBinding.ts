import { editor as monaco, Selection } from 'monaco-editor/editor';
import * as Y from 'yjs';
import { movedCaret } from '../collab/sharedText';

type Edit = monaco.IIdentifiedSingleEditOperation;

/** The editor that shows the model. */
export interface Viewer {
  /** None while it shows another model. */
  selections(): readonly Selection[];
  select(selections: Selection[]): void;
  /** An undo or redo changed something that ends here. */
  undone(offset: number): void;
}

/**
 * Keeps one Monaco model and one `Y.Text` equal, with line feeds only, and puts the model's undo in the
 * hands of Yjs, so that it takes back this person's edits alone.
 */
export class TextBinding {
  readonly undoManager: Y.UndoManager;
  #applying = false;
  readonly #listening: { dispose(): void };

  constructor(
    readonly text: Y.Text,
    readonly model: monaco.ITextModel,
    private readonly viewer: Viewer,
  ) {
    this.undoManager = new Y.UndoManager(text, { trackedOrigins: new Set([this]) });
    model.setEOL(monaco.EndOfLineSequence.LF);
    this.#matchModelToText();
    this.#listening = model.onDidChangeContent((event) => this.#modelChanged(event));
    text.observe(this.#textChanged);
    // Every way to undo – key, menu, palette – ends in these methods of the model.
    model.undo = () => void this.undoManager.undo();
    model.redo = () => void this.undoManager.redo();
    model.canUndo = () => this.undoManager.undoStack.length > 0;
    model.canRedo = () => this.undoManager.redoStack.length > 0;
  }

  dispose(): void {
    this.#listening.dispose();
    this.text.unobserve(this.#textChanged);
    this.undoManager.destroy();
  }

  #modelChanged(event: monaco.IModelContentChangedEvent): void {
    if (this.#applying) return;
    // From the end, so that the offsets of what comes before stay right.
    const changes = [...event.changes].sort((a, b) => b.rangeOffset - a.rangeOffset);
    this.text.doc?.transact(() => {
      this.#normalizeText();
      for (const { rangeOffset, rangeLength, text } of changes) {
        if (rangeLength > 0) this.text.delete(rangeOffset, rangeLength);
        if (text !== '') this.text.insert(rangeOffset, lineFeedsOnly(text));
      }
    }, this);
  }

  /** Before this person's first edit, since Monaco's offsets count a line end as one character. */
  #normalizeText(): void {
    const content = this.text.toString();
    for (let at = content.lastIndexOf('\r'); at >= 0; at = content.lastIndexOf('\r', at - 1)) {
      this.text.delete(at, 1);
      if (content[at + 1] !== '\n') this.text.insert(at, '\n');
      if (at === 0) break;
    }
  }

  readonly #textChanged = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this) return;
    const { edits, end } = this.#editsOf(event);
    this.#keepingCarets(event.delta, () => this.#apply(edits));
    // Foreign clients may write carriage returns, which Monaco cannot hold beside line feeds.
    if (this.model.getValueLength() !== this.text.length) this.#matchModelToText();
    if (transaction.origin === this.undoManager) this.viewer.undone(end);
  };

  #editsOf(event: Y.YTextEvent): { edits: Edit[]; end: number } {
    const edits: Edit[] = [];
    let before = 0;
    let after = 0;
    let end = 0;
    for (const { retain, insert, delete: deleted } of event.delta) {
      if (retain !== undefined) {
        before += retain;
        after += retain;
      } else if (typeof insert === 'string') {
        edits.push({ range: this.#range(before, before), text: insert });
        after += insert.length;
        end = after;
      } else if (deleted !== undefined) {
        edits.push({ range: this.#range(before, before + deleted), text: '' });
        before += deleted;
        end = after;
      }
    }
    return { edits, end };
  }

  /**
   * A caret stays before what another person types in its place. Monaco would move it behind, and the words
   * of two people who type there would be mixed letter by letter.
   */
  #keepingCarets(delta: Y.YTextEvent['delta'], apply: () => void): void {
    const carets = this.viewer
      .selections()
      .map((each) => (each.isEmpty() ? this.model.getOffsetAt(each.getPosition()) : undefined));
    apply();
    const present = this.viewer.selections();
    if (present.length !== carets.length) return;
    const wanted = present.map((each, at) => {
      const caret = carets[at];
      if (caret === undefined) return each;
      return Selection.fromPositions(this.model.getPositionAt(movedCaret(caret, delta)));
    });
    if (wanted.some((each, at) => !each.equalsSelection(present[at] ?? each))) {
      this.viewer.select(wanted);
    }
  }

  /** Changes as little as possible, so that carets and folded lines stay where they are. */
  #matchModelToText(): void {
    const wanted = lineFeedsOnly(this.text.toString());
    const present = this.model.getValue();
    if (wanted === present) return;
    let start = 0;
    const shorter = Math.min(wanted.length, present.length);
    while (start < shorter && wanted[start] === present[start]) start++;
    let tail = 0;
    while (
      tail < shorter - start &&
      wanted[wanted.length - 1 - tail] === present[present.length - 1 - tail]
    ) {
      tail++;
    }
    const range = this.#range(start, present.length - tail);
    this.#apply([{ range, text: wanted.slice(start, wanted.length - tail) }]);
  }

  #apply(edits: Edit[]): void {
    this.#applying = true;
    try {
      this.model.applyEdits(edits);
    } finally {
      this.#applying = false;
    }
  }

  #range(start: number, end: number): Edit['range'] {
    const from = this.model.getPositionAt(start);
    const to = this.model.getPositionAt(end);
    return {
      startLineNumber: from.lineNumber,
      startColumn: from.column,
      endLineNumber: to.lineNumber,
      endColumn: to.column,
    };
  }
}

function lineFeedsOnly(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
