import { codeBlocks, read } from './support/markdown';

/* The programs of the page are the files that `test/languages/backends.test.ts` runs. */

const BLOCKS = codeBlocks(read('docs/backends-other-languages.md'));

test.each([
  ['python', 'python/handler.py'],
  ['java', 'java/src/main/java/com/example/orders/Handler.java'],
  ['go', 'go/main.go'],
])('the program in %s is examples/backends/%s', (language, file) => {
  const programs = BLOCKS.filter((block) => block.language === language).map(({ code }) => code);
  expect(programs).toEqual([read(`examples/backends/${file}`)]);
});
