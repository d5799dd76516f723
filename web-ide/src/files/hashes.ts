import { digest } from 'lib0/hash/sha256';

/** As the server hashes the files of a run: SHA-256, in hex, of the text's UTF-8. */
export function sha256Hex(text: string): string {
  const hash = digest(new TextEncoder().encode(text));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** True if these files are not, to the letter, those that were run. */
export function differs(
  texts: ReadonlyMap<string, string>,
  hashes: Readonly<Record<string, string>>,
): boolean {
  if (texts.size !== Object.keys(hashes).length) return true;
  for (const [path, text] of texts) if (hashes[path] !== sha256Hex(text)) return true;
  return false;
}
