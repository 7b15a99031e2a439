import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dirname, join as joinPosix } from 'node:path/posix';
import { anchors, filesOf, read, ROOT } from './support/markdown';

/* Every link of a page, of a docstring and of a message leads to something that is there, the anchor too. */

const OWN = 'https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/';
// API.md is made from docstrings; its anchors belong to its generator.
const PAGES = filesOf('.md').filter((path) => path !== 'API.md');
const SOURCES = ['lib', 'lambda', 'runtime', 'gateway', 'bin'].flatMap((room) => filesOf('.ts', room));

/** The fault of a link from the file at `path`; none where it leads somewhere. */
function fault(path: string, link: string): string[] {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? path : joinPosix(dirname(path), target).replace(/\/$/, '');
  if (!existsSync(join(ROOT, file))) return [`${link}: no file ${file}`];
  if (anchor === undefined || !file.endsWith('.md') || file === 'API.md') return [];
  return anchors(read(file)).has(anchor) ? [] : [`${link}: no heading #${anchor} in ${file}`];
}

/** Links to this repository on GitHub, as paths from its root. */
function ownLinks(text: string): readonly string[] {
  const found = [...text.matchAll(/https:\/\/github\.com\/[^\s)>'"`\]]+/g)].map(([url]) => url);
  return found
    .filter((url) => url.startsWith(OWN))
    .map((url) => url.slice(OWN.length).replace(/[.,;:]$/, ''));
}

test('there are pages', () => {
  expect(PAGES.length).toBeGreaterThan(20);
});

test.each(PAGES)('%s', (path) => {
  const page = read(path).replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  const inline = [...page.matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  const named = [...page.matchAll(/^\[[^\]]+\]: (?![a-z]+:)(\S+)$/gm)].map(([, link = '']) => link);
  expect([...inline, ...named].flatMap((link) => fault(path, link))).toEqual([]);
  expect(ownLinks(page).flatMap((link) => fault('README.md', link))).toEqual([]);
});

test('a reference such as [page] has its address', () => {
  const faults = PAGES.flatMap((path) => {
    const page = read(path)
      .replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')
      .replaceAll(/`[^`\n]*`/g, '');
    const names = [...page.matchAll(/\[([a-z][a-z-]*)\](?![[(:])/g)].map(([, name = '']) => name);
    return names.filter((name) => !page.includes(`\n[${name}]: `)).map((name) => `${path}: [${name}]`);
  });
  expect(faults).toEqual([]);
});

test.each(SOURCES.filter((path) => read(path).includes(OWN)))('%s', (path) => {
  expect(ownLinks(read(path)).flatMap((link) => fault('README.md', link))).toEqual([]);
});
