import type { editor } from 'monaco-editor/editor';
import type { Diagnostic } from '../api/outcome';
import { sha256Hex } from '../files/hashes';
import { markerFor } from './markers';
import { monaco } from './monaco';
import styles from './placeMarks.module.css';

const OWNER = 'tests';

/**
 * Underlines what the tests say about places in one file. An underline moves with its text; when the text is another than
 * was tested it is grey and says nothing, until the next round has spoken.
 */
export class PlaceMarks {
  readonly #model: editor.ITextModel;
  /** Where they are by now. Seen only while they are grey. */
  #places: string[] = [];

  constructor(model: editor.ITextModel) {
    this.#model = model;
  }

  /** What holds of the text with this hash; without places, what was said before may no longer hold. */
  show(places: readonly Diagnostic[] | undefined, hash: string | undefined): void {
    if (!places || sha256Hex(this.#model.getValue()) !== hash) {
      this.#fade();
      return;
    }
    const markers = places.map((each) => markerFor(this.#model, each));
    monaco.editor.setModelMarkers(this.#model, OWNER, markers);
    this.#place(markers.map((at) => placed(this.#rangeOf(at), null)));
  }

  /** A place behind the end of its line is that of the last character. */
  #rangeOf({ startLineNumber: line, startColumn, endColumn }: editor.IMarkerData) {
    const end = Math.min(endColumn, this.#model.getLineMaxColumn(line));
    return new monaco.Range(line, Math.max(1, Math.min(startColumn, end - 1)), line, end);
  }

  #fade(): void {
    monaco.editor.setModelMarkers(this.#model, OWNER, []);
    const ranges = this.#places.flatMap((id) => this.#model.getDecorationRange(id) ?? []);
    this.#place(ranges.map((range) => placed(range, styles.stale ?? null)));
  }

  #place(decorations: editor.IModelDeltaDecoration[]): void {
    this.#places = this.#model.deltaDecorations(this.#places, decorations);
  }
}

function placed(
  range: InstanceType<typeof monaco.Range>,
  inlineClassName: string | null,
): editor.IModelDeltaDecoration {
  const { NeverGrowsWhenTypingAtEdges: stickiness } = monaco.editor.TrackedRangeStickiness;
  return { range, options: { inlineClassName, stickiness } };
}
