import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const STAMP = 'node_modules/.coderun-installed';

/** The packages that should be there, as one number. */
export function wanted() {
  return createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
}
