import { Store } from '../ui/store';

/** The size that a terminal has on this screen; the usual one until a terminal was shown. */
export const terminalSize = new Store({ columns: 80, rows: 24 });
