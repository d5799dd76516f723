import { editor as monaco } from 'monaco-editor/editor';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { offsetIn } from '../collab/offsets';
import type { Peer } from '../collab/presence';
import { CaretWidget } from './caretWidget';
import { selectionClass } from './peerColors';

const PUBLISH_MS = 40;

/** Tells others where this person's selection is in a file, and shows theirs. */
export class Carets {
  readonly #decorations: monaco.IEditorDecorationsCollection;
  readonly #widgets = new Map<number, CaretWidget>();
  readonly #listening: { dispose(): void }[];
  #publishing: ReturnType<typeof setTimeout> | undefined;
  #painting: number | undefined;

  constructor(
    private readonly editor: monaco.IStandaloneCodeEditor,
    private readonly model: monaco.ITextModel,
    private readonly awareness: Awareness,
    private readonly file: string,
    private readonly text: Y.Text,
    private readonly peers: () => readonly Peer[],
  ) {
    this.#decorations = editor.createDecorationsCollection();
    this.#listening = [
      editor.onDidChangeCursorSelection(() => this.#publishSoon()),
      editor.onDidFocusEditorText(() => this.#publishSoon()),
    ];
    awareness.on('change', this.#paintSoon);
    text.observe(this.#paintSoon);
    this.#publishSoon();
    this.#paintSoon();
  }

  dispose(): void {
    clearTimeout(this.#publishing);
    if (this.#painting !== undefined) cancelAnimationFrame(this.#painting);
    for (const each of this.#listening) each.dispose();
    this.awareness.off('change', this.#paintSoon);
    this.text.unobserve(this.#paintSoon);
    this.#decorations.clear();
    for (const widget of this.#widgets.values()) widget.dispose();
  }

  /** Later than the keystroke, when the text has what was typed; and not for each of many. */
  #publishSoon(): void {
    this.#publishing ??= setTimeout(() => {
      this.#publishing = undefined;
      const selection = this.editor.getSelection();
      if (!selection || this.model.isDisposed()) return;
      const anchor = {
        lineNumber: selection.selectionStartLineNumber,
        column: selection.selectionStartColumn,
      };
      // As the binding has it: a caret stays before what is typed in its place, a selection does not grow.
      const assoc = selection.isEmpty() ? -1 : 0;
      this.awareness.setLocalStateField('cursor', {
        file: this.file,
        anchor: this.#relative(this.model.getOffsetAt(anchor), assoc),
        head: this.#relative(this.model.getOffsetAt(selection.getPosition()), assoc),
      });
    }, PUBLISH_MS);
  }

  #relative(offset: number, assoc: number): unknown {
    return Y.relativePositionToJSON(
      Y.createRelativePositionFromTypeIndex(this.text, offset, assoc),
    );
  }

  readonly #paintSoon = (): void => {
    this.#painting ??= requestAnimationFrame(() => {
      this.#painting = undefined;
      this.#paint();
    });
  };

  #paint(): void {
    const here = this.peers().filter((peer) => peer.cursor?.file === this.file);
    const decorations: monaco.IModelDeltaDecoration[] = [];
    const shown = new Set<number>();
    for (const peer of here) {
      const range = this.#offsets(peer);
      if (!range) continue;
      shown.add(peer.client);
      this.#caret(peer).moveTo(this.model.getPositionAt(range.head));
      if (range.anchor !== range.head) decorations.push(this.#selection(peer, range));
    }
    this.#decorations.set(decorations);
    for (const [client, widget] of this.#widgets) {
      if (shown.has(client)) continue;
      widget.dispose();
      this.#widgets.delete(client);
    }
  }

  #caret(peer: Peer): CaretWidget {
    const present = this.#widgets.get(peer.client);
    if (present?.name === peer.user.name) return present;
    present?.dispose();
    const widget = new CaretWidget(this.editor, peer.client, peer.user);
    this.#widgets.set(peer.client, widget);
    return widget;
  }

  #selection(peer: Peer, range: { anchor: number; head: number }): monaco.IModelDeltaDecoration {
    const start = this.model.getPositionAt(Math.min(range.anchor, range.head));
    const end = this.model.getPositionAt(Math.max(range.anchor, range.head));
    return {
      range: {
        startLineNumber: start.lineNumber,
        startColumn: start.column,
        endLineNumber: end.lineNumber,
        endColumn: end.column,
      },
      options: {
        className: selectionClass(peer.user.color),
        stickiness: monaco.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      },
    };
  }

  #offsets(peer: Peer): { anchor: number; head: number } | undefined {
    if (!peer.cursor || !this.text.doc) return undefined;
    const anchor = offsetIn(this.text, peer.cursor.anchor);
    const head = offsetIn(this.text, peer.cursor.head);
    return anchor === undefined || head === undefined ? undefined : { anchor, head };
  }
}
