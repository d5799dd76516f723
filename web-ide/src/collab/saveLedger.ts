/**
 * Knows which of this page's edits the server has stored: it counts the document frames of the present
 * connection, and for each one how many local edits it and those before it carry.
 */
export class SaveLedger {
  #edits = 0;
  #savedEdits = 0;
  #sent = 0;
  #received = 0;
  /** For each frame after the last acknowledged one, the edits made up to it. */
  #marks: number[] = [];

  edited(): void {
    this.#edits++;
  }

  connectionOpened(): void {
    this.#sent = 0;
    this.#received = 0;
    this.#marks = [];
  }

  /** A sync step 2 carries everything that was ever typed here; an update carries the newest edit. */
  frameSent(): void {
    this.#sent++;
    this.#marks.push(this.#edits);
  }

  stored(received: number): void {
    const count = Math.min(received, this.#sent) - this.#received;
    if (count <= 0) return;
    this.#savedEdits = Math.max(this.#savedEdits, this.#marks[count - 1] ?? 0);
    this.#marks.splice(0, count);
    this.#received += count;
  }

  get unsavedEdits(): number {
    return this.#edits - this.#savedEdits;
  }

  /** True only if the server has stored every document frame that it was sent on this connection. */
  get everythingStored(): boolean {
    return this.#received === this.#sent && this.unsavedEdits === 0;
  }
}
