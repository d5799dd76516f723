// Runs after each installation: notes what was installed, so that `install.mjs` can tell that nothing has changed.
import { writeFileSync } from 'node:fs';
import { STAMP, wanted } from './lock.mjs';

writeFileSync(STAMP, wanted());
