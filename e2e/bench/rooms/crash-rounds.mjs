// `crash-rounds.mjs ROUNDS SEED`: kills the server so often while people type and delete, and prints `{savedEdits, lost}`.
import { loseNothing } from './crash.mjs';

const [rounds, seed] = process.argv.slice(2).map(Number);
const found = await loseNothing({ kills: rounds, seed, say: (text) => console.error(text) });
process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit());
