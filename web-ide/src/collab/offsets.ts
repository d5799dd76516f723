import * as Y from 'yjs';

/** Where a relative position is now; `undefined` if it is of another text or not yet known. */
export function offsetIn(text: Y.Text, position: Y.RelativePosition): number | undefined {
  if (!text.doc) return undefined;
  const absolute = Y.createAbsolutePositionFromRelativePosition(position, text.doc);
  return absolute?.type === text ? absolute.index : undefined;
}
