import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compressFolder, MIN_BYTES } from './precompress';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precompress-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a text asset gets a brotli and a gzip twin that unpack to the same bytes', async () => {
  const text = 'let answer = 42;\n'.repeat(200);
  await writeFile(join(folder, 'app.js'), text);

  await compressFolder(folder);

  expect(brotliDecompressSync(await readFile(join(folder, 'app.js.br'))).toString()).toBe(text);
  expect(gunzipSync(await readFile(join(folder, 'app.js.gz'))).toString()).toBe(text);
});

test('small files and fonts that are compressed already stay alone', async () => {
  await writeFile(join(folder, 'tiny.css'), 'x'.repeat(MIN_BYTES - 1));
  await writeFile(join(folder, 'font.woff2'), 'x'.repeat(MIN_BYTES * 2));

  await compressFolder(folder);

  expect((await readdir(folder)).sort()).toEqual(['font.woff2', 'tiny.css']);
});
