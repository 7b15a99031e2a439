import { completed, faultsOf, type Snippet } from './support/compile';
import { codeBlocks, filesOf, read, type CodeBlock } from './support/markdown';

/* Code of a page compiles. */

const PAGES = ['README.md', ...filesOf('.md', 'docs'), ...filesOf('.md', 'examples')];
const ALL = PAGES.flatMap((page) => codeBlocks(read(page)).map((block) => ({ ...block, page })));
type PageBlock = CodeBlock & { readonly page: string };

function nameOf({ page, line, language }: PageBlock): string {
  return `${page.replaceAll('/', '-')}-${line}.${language}`;
}

const PROGRAMS = ALL.filter(({ language }) => ['ts', 'js'].includes(language)).map(
  (block) => [`${block.page}:${block.line}`, block] as const,
);
const snippets = PROGRAMS.map(([, block]): Snippet => {
  const whole = block.language === 'js' || block.flags.includes('nofixture');
  return { name: nameOf(block), code: whole ? `${block.code}\nexport {};\n` : completed(block.code) };
});
const faults = faultsOf(snippets);

test.each(PROGRAMS)('%s compiles', (_place, block) => {
  expect(faults.get(nameOf(block))).toEqual([]);
});
