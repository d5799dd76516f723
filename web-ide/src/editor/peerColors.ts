const sheet = new CSSStyleSheet();
const known = new Set<string>();

/** The class that tints a selection in this colour. Monaco's decorations take classes, not styles. */
export function selectionClass(color: string): string {
  const name = `peer-selection-${color.slice(1).toLowerCase()}`;
  if (!known.has(name)) {
    if (known.size === 0) document.adoptedStyleSheets.push(sheet);
    known.add(name);
    sheet.insertRule(`.${name} { background: ${color}40; border-radius: 2px; }`);
  }
  return name;
}

/** Black or white, whichever is easier to read on this colour. */
export function readableOn(color: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
  const [lr = 0, lg = 0, lb = 0] = [r, g, b].map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb > 0.36 ? '#0b1210' : '#ffffff';
}
