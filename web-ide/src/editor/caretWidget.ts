import { editor as monaco, type IPosition } from 'monaco-editor/editor';
import type { Person } from '../collab/presence';
import { LINE_HEIGHT } from './metrics';
import { readableOn } from './peerColors';
import styles from './carets.module.css';

const NAME_SHOWN_MS = 2500;

/** Somebody else's caret, with a label that shows their name while they type. */
export class CaretWidget implements monaco.IContentWidget {
  readonly #node = document.createElement('div');
  readonly name: string;
  #position: IPosition | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly editor: monaco.ICodeEditor,
    private readonly client: number,
    user: Person,
  ) {
    this.name = user.name;
    const label = document.createElement('span');
    label.className = styles.label ?? '';
    label.textContent = user.name;
    this.#node.className = styles.caret ?? '';
    this.#node.dataset.peer = user.name;
    this.#node.style.setProperty('--peer', user.color);
    this.#node.style.height = `${LINE_HEIGHT}px`;
    this.#node.style.setProperty('--on-peer', readableOn(user.color));
    this.#node.append(label);
    editor.addContentWidget(this);
  }

  moveTo(position: IPosition): void {
    const before = this.#position;
    if (before?.lineNumber !== position.lineNumber || before.column !== position.column) {
      this.#position = position;
      this.#showName();
    }
    // In the first line there is no room above.
    this.#node.dataset.below = String(position.lineNumber === 1);
    this.editor.layoutContentWidget(this);
  }

  dispose(): void {
    clearTimeout(this.#hiding);
    this.editor.removeContentWidget(this);
  }

  getId(): string {
    return `coderun.caret.${this.client}`;
  }

  getDomNode(): HTMLElement {
    return this.#node;
  }

  getPosition(): monaco.IContentWidgetPosition | null {
    return this.#position
      ? { position: this.#position, preference: [monaco.ContentWidgetPositionPreference.EXACT] }
      : null;
  }

  #showName(): void {
    this.#node.dataset.named = 'true';
    clearTimeout(this.#hiding);
    this.#hiding = setTimeout(() => {
      this.#node.dataset.named = 'false';
    }, NAME_SHOWN_MS);
  }
}
