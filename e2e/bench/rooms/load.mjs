// The clients of one scenario, in a process of their own: reads `{scenario, …}` as JSON from standard input, prints what was seen.
import { text } from 'node:stream/consumers';
import * as scenarios from './scenarios.mjs';

const { scenario, ...settings } = JSON.parse(await text(process.stdin));
const seen = await scenarios[scenario](settings);
process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit());
