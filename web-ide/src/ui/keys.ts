export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** How the key that runs the program is written on this computer. */
export const RUN_KEYS = isMac ? '⌘ ↵' : 'Ctrl ↵';
