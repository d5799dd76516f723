/**
 * Knows which of this page's edits the server has stored: it counts the document frames of the present
 * connection, and for each one how many local edits it and those before it carry.
 */
export class SaveLedger {
  #edits = 0;
  #savedEdits = 0;
  #sent = 0;
  #received = 0;
  /** The server refused a frame of this connection: what it acknowledges from then on may lack that frame's edits. */
  #refused = false;
  /** For each frame after the last acknowledged one, the edits made up to it. */
  #marks: number[] = [];

  edited(): void {
    this.#edits++;
  }

  /** An earlier page made these, and the server is not known to have stored them. */
  restored(edits: number): void {
    this.#edits = Math.max(this.#edits, this.#savedEdits + edits);
  }

  refused(): void {
    this.#refused = true;
  }

  connectionOpened(): void {
    this.#refused = false;
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
    if (!this.#refused) {
      this.#savedEdits = Math.max(this.#savedEdits, this.#marks[count - 1] ?? 0);
    }
    this.#marks.splice(0, count);
    this.#received += count;
  }

  get isRefused(): boolean {
    return this.#refused;
  }

  get unsavedEdits(): number {
    return this.#edits - this.#savedEdits;
  }

  /** True only if the server has stored every document frame that it was sent on this connection. */
  get everythingStored(): boolean {
    return this.#received === this.#sent && this.unsavedEdits === 0 && !this.#refused;
  }
}
