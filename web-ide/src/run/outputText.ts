/** Output as lines: immutable, and cheap to append to however long it grows. */
export interface OutputText {
  /** All pages but the last are full. */
  readonly pages: readonly (readonly Line[])[];
  readonly lineCount: number;
  /** Lines that were let go at the top to keep within `MAX_PAGES`. */
  readonly dropped: number;
  /** The last line ended in a carriage return: what follows overwrites it. */
  readonly returned: boolean;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly length: number;
}

export interface Piece {
  readonly stream: PieceStream;
  readonly text: string;
}

export type PieceStream = 'stdout' | 'stderr' | 'gap';

export const PAGE_LINES = 500;
/** The page shows the last 200,000 lines; more would only be scrolled past. */
export const MAX_PAGES = 400;
/** A longer line is broken, so that one endless line does not stall the browser's layout. */
export const MAX_LINE_LENGTH = 4_000;

const EMPTY_LINE: Line = { pieces: [], length: 0 };
export const NO_OUTPUT: OutputText = { pages: [[]], lineCount: 0, dropped: 0, returned: false };

export function appendOutput(output: OutputText, stream: PieceStream, text: string): OutputText {
  if (text === '') return output;
  const writer = new Writer(output);
  // A carriage return alone goes back to the start of the line, as in a terminal.
  for (const [part] of text.matchAll(/[^\r\n]+|\r?\n|\r/g)) {
    if (part === '\n' || part === '\r\n') writer.newLine();
    else if (part === '\r') writer.carriageReturn();
    else writer.write(stream, part);
  }
  return writer.result();
}

export function lineAt(output: OutputText, index: number): Line | undefined {
  return output.pages[Math.floor(index / PAGE_LINES)]?.[index % PAGE_LINES];
}

export function allText(output: OutputText): string {
  return output.pages
    .flatMap((page) => page.map((line) => line.pieces.map((piece) => piece.text).join('')))
    .join('\n');
}

/** Works on a copy of the last page alone. */
class Writer {
  readonly #full: (readonly Line[])[];
  #page: Line[];
  #dropped: number;
  #returned: boolean;

  constructor(from: OutputText) {
    this.#full = from.pages.slice(0, -1);
    this.#page = [...(from.pages.at(-1) ?? [])];
    this.#dropped = from.dropped;
    this.#returned = from.returned;
  }

  write(stream: PieceStream, text: string): void {
    if (this.#returned) this.#setLast(EMPTY_LINE);
    this.#returned = false;
    for (let at = 0; at < text.length;) {
      if (this.#last().length >= MAX_LINE_LENGTH) this.#add(EMPTY_LINE);
      const line = this.#last();
      let end = Math.min(text.length, at + MAX_LINE_LENGTH - line.length);
      if (isHighSurrogate(text, end - 1) && end < text.length) end++;
      this.#setLast(extended(line, stream, text.slice(at, end)));
      at = end;
    }
  }

  newLine(): void {
    this.#returned = false;
    this.#last();
    this.#add(EMPTY_LINE);
  }

  carriageReturn(): void {
    this.#returned = true;
  }

  result(): OutputText {
    return {
      pages: [...this.#full, this.#page],
      lineCount: this.#full.length * PAGE_LINES + this.#page.length,
      dropped: this.#dropped,
      returned: this.#returned,
    };
  }

  #last(): Line {
    const last = this.#page.at(-1);
    if (last) return last;
    this.#add(EMPTY_LINE);
    return EMPTY_LINE;
  }

  #setLast(line: Line): void {
    this.#last();
    this.#page[this.#page.length - 1] = line;
  }

  #add(line: Line): void {
    if (this.#page.length === PAGE_LINES) {
      this.#full.push(this.#page);
      this.#page = [];
      if (this.#full.length >= MAX_PAGES) {
        this.#full.shift();
        this.#dropped += PAGE_LINES;
      }
    }
    this.#page.push(line);
  }
}

function extended(line: Line, stream: PieceStream, text: string): Line {
  const last = line.pieces.at(-1);
  const pieces =
    last?.stream === stream
      ? [...line.pieces.slice(0, -1), { stream, text: last.text + text }]
      : [...line.pieces, { stream, text }];
  return { pieces, length: line.length + text.length };
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit < 0xdc00;
}
