import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { SMALLEST } from '../../scripts/build-console';
import { compressed, type ConsoleManifest } from '../../scripts/console-files';

const assets = resolve(__dirname, '../../assets/admin-console');
const manifest = JSON.parse(readFileSync(join(assets, 'manifest.json'), 'utf8')) as ConsoleManifest;
const names = Object.keys(manifest);

function plain(name: string): Buffer {
  return brotliDecompressSync(readFileSync(join(assets, 'www', `${name}.br`)));
}

test('the console takes at most 520 kB in the package', () => {
  // As small as a package makes it, whatever the build of this machine has made.
  const size = names.reduce((sum, name) => sum + compressed(plain(name), SMALLEST).length, 0);
  expect(size).toBeLessThanOrEqual(520_000);
}, 120_000);

test('the page has no script and no style of its own text, and names no other host', () => {
  const page = plain('index.html').toString('utf8');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bon[a-z]+=|javascript:|https?:/i);
});

test('each file that the page names is there, and its name changes with its contents', () => {
  const page = plain('index.html').toString('utf8');
  const all = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name = '']) => name);
  // The configuration is fetched ahead of the script; the function makes it, so that it is no file.
  const named = all.filter((name) => name !== 'config.json');
  expect(named.length).toBeGreaterThan(2);
  for (const name of named) expect(manifest[name]).toMatchObject({ immutable: true });
  expect(manifest['index.html']).toMatchObject({ immutable: false });
});

test('the licences of what is in the page are in the notices', () => {
  const notices = readFileSync(resolve(assets, '../THIRD-PARTY-LICENSES'), 'utf8');
  for (const name of ['react', 'react-dom', '@cloudscape-design/components', 'oidc-client-ts', 'tldts']) {
    expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  }
});
