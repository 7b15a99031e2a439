import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const stampFile = join(root, 'node_modules/.cache/console/stamp.json');
const packageFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/** The state of the last build: what went into it, and how small it was made. */
interface Stamp {
  readonly quality: number;
  /** Sources of ours and manifests of packages, each with the hash of its contents. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Modules of packages, relative to the root; the notices name their licences. */
  readonly modules: readonly string[];
}

/** The modules of the last build, if nothing that went into it has changed since; else undefined. */
export function modulesIfFresh(quality: number): readonly string[] | undefined {
  if (!existsSync(stampFile) || !existsSync(join(root, 'assets/admin-console/manifest.json')))
    return undefined;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8')) as Stamp;
  const now = hashes([...Object.keys(stamp.inputs), ...ownSources()]);
  const isFresh = stamp.quality >= quality && JSON.stringify(now) === JSON.stringify(stamp.inputs);
  return isFresh ? stamp.modules : undefined;
}

/** Remembers a build; gives its modules. */
export function remember(quality: number, moduleIds: readonly string[]): readonly string[] {
  const files = moduleIds
    .map((id) => id.replace(/^\0/, '').replace(/\?.*$/, ''))
    .filter((path) => existsSync(path))
    .map((path) => relative(root, path));
  const modules = [...new Set(files.filter((path) => packageFolder.test(path)))].sort();
  const manifests = modules.map((path) => `${packageFolder.exec(path)?.[0] ?? ''}/package.json`);
  const sources = files.filter((path) => !packageFolder.test(path));
  const inputs = hashes([...sources, ...manifests, ...ownSources()]);
  const stamp: Stamp = { quality, inputs, modules };
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify(stamp));
  return modules;
}

/** Everything in the room, and what builds it: a new file is an input too. */
function ownSources(): string[] {
  const room = readdirSync(join(root, 'console'), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return [...room, 'scripts/build-console.ts', 'scripts/console-files.ts', 'scripts/console-stamp.ts'];
}

function hashes(paths: readonly string[]): Record<string, string> {
  const sorted = [...new Set(paths)].sort();
  return Object.fromEntries(sorted.map((path) => [path, hashOf(join(root, path))]));
}

function hashOf(path: string): string {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('base64url') : 'gone';
}
