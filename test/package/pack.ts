import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Paths of the files that `npm publish` would send, those of bundled dependencies among them. */
export function packedFiles(): string[] {
  const json = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const [pack] = JSON.parse(json) as { files: { path: string }[] }[];
  if (pack === undefined) throw new Error('npm pack named no package');
  return pack.files.map(({ path }) => path);
}

/** Lays the package out below `folder` as an installation would. */
export function installInto(folder: string): void {
  for (const path of packedFiles()) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, path), target);
  }
}
