import { filesOf, read } from './support/markdown';

const INDEX = read('docs/README.md');
const PAGES = filesOf('.md', 'docs').filter(
  (path) => path !== 'docs/README.md' && !path.includes('/decisions/'),
);

test.each(PAGES)('the index has %s', (path) => {
  expect(INDEX).toContain(`](${path.replace('docs/', '')})`);
});
