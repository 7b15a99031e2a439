import { spawnSync } from 'node:child_process';
import { completed, faultsOf, type Snippet } from './support/compile';
import { codeBlocks, filesOf, read, type CodeBlock } from './support/markdown';

/* Code of a page is code: it compiles, or at least it is read by its language. */

const PAGES = ['README.md', ...filesOf('.md', 'docs'), ...filesOf('.md', 'examples')];
const ALL = PAGES.flatMap((page) => codeBlocks(read(page)).map((block) => ({ ...block, page })));
type PageBlock = CodeBlock & { readonly page: string };

function nameOf({ page, line, language }: PageBlock): string {
  return `${page.replaceAll('/', '-')}-${line}.${language}`;
}

function inLanguage(...languages: readonly string[]): readonly (readonly [string, PageBlock])[] {
  return ALL.filter(({ language }) => languages.includes(language)).map((block) => [
    `${block.page}:${block.line}`,
    block,
  ]);
}

const PROGRAMS = inLanguage('ts', 'js');
const snippets = PROGRAMS.map(([, block]): Snippet => {
  const whole = block.language === 'js' || block.flags.includes('nofixture');
  return { name: nameOf(block), code: whole ? `${block.code}\nexport {};\n` : completed(block.code) };
});
const faults = faultsOf(snippets);

test.each(PROGRAMS)('%s compiles', (_place, block) => {
  expect(faults.get(nameOf(block))).toEqual([]);
});

test.each(inLanguage('python'))('%s is Python', (_place, { code }) => {
  const { stderr } = spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], {
    input: code,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
});

test.each(inLanguage('sh'))('%s is a script', (_place, { code }) => {
  expect(spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' }).stderr).toBe('');
});
