const FIRST_MS = 400;
export const LONGEST_MS = 15_000;

/** Doubles with each attempt, spread by `random` (0 to 1) so that a restarted server is not met by all at once. */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random);
}
