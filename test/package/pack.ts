import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** The files that `npm publish` would send. */
export interface Pack {
  /** Paths of the files, those of bundled dependencies among them if there are any. */
  readonly files: readonly string[];
  /** Bytes of the tarball. */
  readonly size: number;
}

/** Packs the package as it stands, without keeping the tarball. */
export function pack(): Pack {
  const json = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const [packed] = JSON.parse(json) as { files: { path: string }[]; size: number }[];
  if (packed === undefined) throw new Error('npm pack named no package');
  return { files: packed.files.map(({ path }) => path), size: packed.size };
}

/** Lays the package out below `folder` as an installation would. */
export function installInto(folder: string): void {
  for (const path of pack().files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, path), target);
  }
}
