import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { budget, SHELL_BYTES } from './budget.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'budget-'));
  await writeFile(join(folder, 'index.html'), '<script type="module" src="./main.js"></script>');
});
afterEach(() => rm(folder, { recursive: true }));

const incompressible = () =>
  `export const text = '${randomBytes(SHELL_BYTES).toString('base64')}';`;

const buildIt = () =>
  build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [budget()],
    build: { assetsInlineLimit: 0 },
  });

test('what is loaded lazily costs nothing', async () => {
  await writeFile(join(folder, 'lazy.js'), incompressible());
  await writeFile(join(folder, 'main.js'), "import('./lazy.js').then(({ text }) => alert(text));");

  await expect(buildIt()).resolves.toBeDefined();
});

test('a page that has grown too large is not built', async () => {
  await writeFile(join(folder, 'large.js'), incompressible());
  await writeFile(join(folder, 'main.js'), "import { text } from './large.js'; alert(text);");

  await expect(buildIt()).rejects.toThrow(`${SHELL_BYTES} are allowed`);
});
