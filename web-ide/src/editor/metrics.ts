/** In pixels; the phone's editor uses the same. */
export const FONT_SIZE = 13.5;
export const LINE_HEIGHT = 21;
export const CODE_FONT = "'JetBrains Mono Variable', ui-monospace, monospace";
