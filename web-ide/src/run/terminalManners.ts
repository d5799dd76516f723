import type { Terminal } from '@xterm/xterm';

/** Titles and icons, hyperlinks, notifications, the clipboard, and what single terminals add: nothing here obeys them. */
const IGNORED_OSC = [0, 1, 2, 7, 8, 9, 52, 99, 133, 633, 777, 1337];

/** Sequences that a terminal answers as if its user typed: device attributes, status, modes, colours, settings. */
const CSI_QUESTIONS = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { final: 't' },
  { prefix: '>', final: 'q' },
];
const OSC_QUESTIONS = [4, 10, 11, 12];

/**
 * Keeps a program's output from reaching beyond the terminal. Everybody in a session sees the same output, and late: only
 * the terminal that the run was started from, while it runs, may answer for its user.
 */
export function teachManners(terminal: Terminal, answers: () => boolean): void {
  for (const code of IGNORED_OSC) terminal.parser.registerOscHandler(code, () => true);
  for (const question of CSI_QUESTIONS) {
    terminal.parser.registerCsiHandler(question, () => !answers());
  }
  for (const code of OSC_QUESTIONS) {
    terminal.parser.registerOscHandler(code, (data) => data.includes('?') && !answers());
  }
  terminal.parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => !answers());
}
