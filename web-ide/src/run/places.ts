export interface Place {
  path: string;
  line: number;
  /** 1 for the first character of the line, which is also meant when there is none. */
  column?: number;
}

export interface Fragment {
  text: string;
  place?: Place;
}

/** `File "main.py", line 3` as Python writes it, and `Main.java:3` or `main.js:3:7` as most others do. */
const MENTION = /File "([^"\n]+)", line (\d+)|([\w./@ ()-]*[\w)]\.\w+):(\d+)(?::\d+)?/g;

/** Finds where a message speaks of a line of one of these files. */
export function places(text: string, paths: readonly string[]): Fragment[] {
  const fragments: Fragment[] = [];
  let end = 0;
  for (const found of text.matchAll(MENTION)) {
    const path = known(found[1] ?? found[3] ?? '', paths);
    if (path === undefined) continue;
    if (found.index > end) fragments.push({ text: text.slice(end, found.index) });
    fragments.push({ text: found[0], place: { path, line: Number(found[2] ?? found[4]) } });
    end = found.index + found[0].length;
  }
  if (end < text.length) fragments.push({ text: text.slice(end) });
  return fragments;
}

/** Programs name files by where they lie in their box; the longest of ours that fits is meant. */
function known(mentioned: string, paths: readonly string[]): string | undefined {
  const name = mentioned.trim();
  return paths
    .filter(
      (path) =>
        name === path ||
        name.endsWith(`/${path}`) ||
        name.endsWith(`(${path}`) ||
        name.endsWith(` ${path}`),
    )
    .sort((a, b) => b.length - a.length)[0];
}

/** The offset of a place in its file's text; past the line's end, that end. */
export function offsetOf(text: string, { line, column = 1 }: Place): number {
  const start = lineStart(text, line);
  const end = text.indexOf('\n', start);
  return Math.min(start + column - 1, end < 0 ? text.length : end);
}

/** The offset where a line begins; lines count from 1. */
function lineStart(text: string, line: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    at = end + 1;
  }
  return at;
}
