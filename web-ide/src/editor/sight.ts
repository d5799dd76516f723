import type { editor } from 'monaco-editor/editor';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { offsetIn } from '../collab/offsets';
import type { Peer } from '../collab/presence';

/** What somebody has in sight of a file: the first line if they lead, else where their caret is. */
export interface Sight {
  file: string;
  caret: number | undefined;
  top: number | undefined;
}

const PUBLISH_MS = 100;

/** Where a peer is looking now; `undefined` if that cannot be told. */
export function sightOf(
  peer: Peer,
  textOf: (file: string) => Y.Text | undefined,
): Sight | undefined {
  const file = peer.view?.file ?? peer.cursor?.file;
  const text = file === undefined ? undefined : textOf(file);
  if (file === undefined || text === undefined) return undefined;
  return {
    file,
    caret: peer.cursor?.file === file ? offsetIn(text, peer.cursor.head) : undefined,
    top: peer.view ? offsetIn(text, peer.view.top) : undefined,
  };
}

/** Scrolls there; one's own caret and focus stay. */
export function showSight(
  instance: editor.IStandaloneCodeEditor,
  model: editor.ITextModel,
  { top, caret }: Sight,
): void {
  if (top !== undefined) {
    instance.setScrollTop(instance.getTopForLineNumber(model.getPositionAt(top).lineNumber));
  } else if (caret !== undefined) {
    instance.revealPositionInCenterIfOutsideViewport(model.getPositionAt(caret));
  }
}

/** Tells others what this editor has in sight, as part of its presence. */
export class SharedSight {
  readonly #listening: { dispose(): void };
  #publishing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly instance: editor.IStandaloneCodeEditor,
    private readonly awareness: Awareness,
    private readonly file: string,
    private readonly text: Y.Text,
  ) {
    this.#listening = instance.onDidScrollChange(() => this.#publishSoon());
    this.#publishSoon();
  }

  dispose(): void {
    clearTimeout(this.#publishing);
    this.#listening.dispose();
    this.awareness.setLocalStateField('view', undefined);
  }

  #publishSoon(): void {
    this.#publishing ??= setTimeout(() => {
      this.#publishing = undefined;
      const model = this.instance.getModel();
      const first = this.instance.getVisibleRanges()[0];
      if (!model || !first) return;
      const top = model.getOffsetAt({ lineNumber: first.startLineNumber, column: 1 });
      const position: unknown = Y.relativePositionToJSON(
        Y.createRelativePositionFromTypeIndex(this.text, top),
      );
      this.awareness.setLocalStateField('view', {
        file: this.file,
        top: position,
      });
    }, PUBLISH_MS);
  }
}
