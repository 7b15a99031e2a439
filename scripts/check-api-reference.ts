import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** `npm run docs:api:check`: ends with 1 where `API.md` is not what `npm run docs:api` would write. */
const root = resolve(__dirname, '..');

function generated(): string {
  const folder = mkdtempSync(join(tmpdir(), 'api-reference-'));
  try {
    const file = join(folder, 'API.md');
    const { status } = spawnSync('jsii-docgen', ['--output', file], { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new Error(`jsii-docgen ended with ${String(status)}`);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const committed = join(root, 'API.md');
if (!existsSync(committed) || readFileSync(committed, 'utf8') !== generated()) {
  console.error('API.md is not what the sources say (fix: npm run docs:api, and commit it)');
  process.exitCode = 1;
}
