// Installs the packages of package-lock.json unless just these are there already.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { existsSync, readFileSync } from 'node:fs';
import { STAMP, wanted } from './lock.mjs';

if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== wanted()) {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], {
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}
