import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compressed, consoleFiles, type ConsoleManifest } from './console-files';
import { modulesIfFresh, remember } from './console-stamp';

const root = resolve(__dirname, '..');
const target = join(root, 'assets/admin-console');
const vite = join(root, 'node_modules/vite/bin/vite.js');

/** Brotli qualities: while people work, and for a package. */
export const FAST = 5;
export const SMALLEST = 11;

/**
 * Builds the console's page into `assets/admin-console`, unless nothing has changed since the last time.
 *
 * @returns the modules of packages that are in the page
 * @throws Error when Vite is not installed, or fails
 */
export function buildConsole(quality: number): readonly string[] {
  const fresh = modulesIfFresh(quality);
  if (fresh !== undefined) return fresh;
  if (!existsSync(vite))
    throw new Error('the console is built by Vite, which is not installed (fix: npm ci)');
  const cache = join(root, 'node_modules/.cache/console');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'build-'));
  try {
    const options = ['build', '--config', join(root, 'console/vite.config.mts'), '--outDir', folder];
    const { status } = spawnSync(process.execPath, [vite, ...options], { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new Error(`Vite ended with ${String(status)}`);
    const list = join(folder, 'modules.json');
    const moduleIds = JSON.parse(readFileSync(list, 'utf8')) as string[];
    rmSync(list);
    put(folder, quality);
    return remember(quality, moduleIds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compresses the files and puts them in the place of the former ones. */
function put(folder: string, quality: number): void {
  const manifest: Record<string, ConsoleManifest[string]> = {};
  const next = join(folder, '.compressed');
  let size = 0;
  for (const [name, { file, bytes }] of consoleFiles(folder)) {
    const path = join(next, `${name}.br`);
    mkdirSync(dirname(path), { recursive: true });
    const small = compressed(bytes, quality);
    writeFileSync(path, small);
    manifest[name] = file;
    size += small.length;
  }
  mkdirSync(target, { recursive: true });
  rmSync(join(target, 'www'), { recursive: true, force: true });
  renameSync(next, join(target, 'www'));
  writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  console.log(`assets/admin-console/www  ${(size / 1000).toFixed(1)} kB, brotli ${String(quality)}`);
}
