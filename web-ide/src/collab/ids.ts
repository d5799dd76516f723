/** For what lies in a map of the document: never used again, so never guessed. */
export function randomId(): string {
  return crypto.getRandomValues(new Uint32Array(3)).reduce((all, n) => all + n.toString(36), '');
}
