import { version } from '../../package.json';
import { filesOf, read } from './support/markdown';

const INDEX = read('docs/README.md');
const PAGES = filesOf('.md', 'docs').filter(
  (path) => path !== 'docs/README.md' && !path.includes('/decisions/'),
);

test.each(PAGES)('the index has %s', (path) => {
  expect(INDEX).toContain(`](${path.replace('docs/', '')})`);
});

test('the README installs the package of this version', () => {
  expect(read('README.md')).toContain(`/apigateway-cors-allowlist-${version}.tgz `);
});
