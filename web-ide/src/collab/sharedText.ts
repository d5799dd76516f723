import type * as Y from 'yjs';

export interface Splice {
  at: number;
  deleted: number;
  inserted: string;
}

/** The one change that turns `before` into `after`; where several would do, the one that ends at the caret. */
export function spliceBetween(before: string, after: string, caret = after.length): Splice {
  const shorter = Math.min(before.length, after.length);
  let tail = 0;
  const longestTail = Math.min(shorter, after.length - Math.min(caret, after.length));
  while (tail < longestTail && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  let at = 0;
  while (at < shorter - tail && before[at] === after[at]) at++;
  while (tail < shorter - at && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  // Never through the middle of a character of two units.
  if (at > 0 && isHighSurrogate(before.charCodeAt(at - 1))) at--;
  if (tail > 0 && isLowSurrogate(before.charCodeAt(before.length - tail))) tail--;
  return {
    at,
    deleted: before.length - at - tail,
    inserted: after.slice(at, after.length - tail),
  };
}

/** Where a caret goes when others change the text around it. */
export function movedCaret(caret: number, delta: Y.YTextEvent['delta']): number {
  let at = 0;
  let moved = caret;
  for (const { retain, insert, delete: deleted } of delta) {
    if (retain !== undefined) at += retain;
    else if (typeof insert === 'string') {
      if (at < moved) moved += insert.length;
      at += insert.length;
    } else if (deleted !== undefined && at < moved) {
      moved = Math.max(at, moved - deleted);
    }
  }
  return moved;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
