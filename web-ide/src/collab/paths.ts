import type { FileEntry } from './document';

export const MAX_PATH_LENGTH = 255;

/**
 * Where two files were given one path, the one with the smallest id keeps it and the next is shown and run
 * as `name (2).ext`. Sorted by what is shown.
 */
export function shownPaths(stored: readonly FileEntry[]): FileEntry[] {
  const taken = new Set<string>();
  const byId = [...stored].sort((a, b) => compare(a.id, b.id));
  // Whoever holds a path alone keeps it, even one that looks like a second copy.
  const firsts = new Map<string, string>();
  for (const { id, path } of byId) if (!firsts.has(path)) firsts.set(path, id);
  for (const path of firsts.keys()) taken.add(path);

  const shown = byId.map(({ id, path }) => {
    if (firsts.get(path) === id) return { id, path };
    let copy = 2;
    while (taken.has(numbered(path, copy))) copy++;
    taken.add(numbered(path, copy));
    return { id, path: numbered(path, copy) };
  });
  return shown.sort((a, b) => compare(a.path, b.path));
}

function numbered(path: string, copy: number): string {
  const slash = path.lastIndexOf('/');
  const dot = path.lastIndexOf('.');
  const end = dot > slash + 1 ? dot : path.length;
  return `${path.slice(0, end)} (${copy})${path.slice(end)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What is wrong with a path that someone typed, in words; `undefined` if nothing is. */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'Give the file a name.';
  if (path.length > MAX_PATH_LENGTH) return `A path has at most ${MAX_PATH_LENGTH} characters.`;
  if (path.startsWith('/')) return 'Paths start inside the session, without a leading slash.';
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'A path has no control characters.';
  const parts = path.split('/');
  if (parts.includes('')) return 'A folder in this path has no name.';
  if (parts.includes('.') || parts.includes('..')) return 'A path may not contain . or .. parts.';
  return undefined;
}
