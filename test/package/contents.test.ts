import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { bundles, fileOf } from '../../scripts/bundles';
import { brokenLinks } from './links';
import { pack } from './pack';

const root = resolve(__dirname, '../..');

function filesBelow(folder: string, extension: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length))
    .sort();
}

describe('what is published', () => {
  const { files, size } = pack();
  const own = files.filter((path) => !path.startsWith('node_modules/'));

  test('is the build, the bundles, the assembly and the papers, and nothing else', () => {
    const expected = [
      /^build\/.+\.(js|d\.ts)$/,
      /^assets\/.+\/[a-z]+\.m?js$/,
      /^assets\/runtime\/.+\.d\.ts$/,
      /^assets\/admin-console\/(manifest\.json|www\/.+\.br)$/,
      /^assets\/THIRD-PARTY-LICENSES$/,
      /^(\.jsii|package\.json|LICENSE|NOTICE|[A-Z-]+\.md)$/,
      /^docs\/.+\.md$/,
      /^docs\/change-event\.schema\.json$/,
      /^docs\/pictures\/[a-z-]+\.png$/,
    ];
    expect(own.filter((path) => !expected.some((form) => form.test(path)))).toEqual([]);
  });

  test('is at most 3.5 MB', () => {
    expect(size).toBeLessThanOrEqual(3_500_000);
  });

  test.each([
    '.jsii',
    'LICENSE',
    'NOTICE',
    'README.md',
    'docs/reasons.md',
    'build/index.js',
    'build/index.d.ts',
    'assets/THIRD-PARTY-LICENSES',
  ])('has %s', (path) => {
    expect(own).toContain(path);
  });

  test.each(bundles.map((bundle) => `assets/${fileOf(bundle)}`))('has %s', (path) => {
    expect(own).toContain(path);
  });

  test.each(own.filter((path) => path.endsWith('.md')))('has all that %s links to', (path) => {
    expect(brokenLinks(path, readFileSync(join(root, path), 'utf8'), own)).toEqual([]);
  });

  test('holds no path of the machine that built it', () => {
    const leaks = own.filter((path) => readFileSync(join(root, path), 'utf8').includes(root));
    expect(leaks).toEqual([]);
  });

  test('bundles no package, and needs none but its peers (else: npm run build:jsii)', () => {
    const compiled = filesBelow('build', '.js').map((name) =>
      readFileSync(join(root, 'build', `${name}.js`), 'utf8'),
    );
    const required = compiled.flatMap((text) => [...text.matchAll(/\brequire\("([^".][^"]*)"\)/g)]);
    const foreign = required
      .map(([, name = '']) => name)
      .filter((name) => !isBuiltin(name) && !/^(aws-cdk-lib|constructs)(\/|$)/.test(name));
    expect(foreign).toEqual([]);
    expect(files).toEqual(own);
  });

  test('has one compiled file for each source of lib, and none of a source that is gone', () => {
    expect(filesBelow('build', '.js')).toEqual(filesBelow('lib', '.ts'));
  });
});
