import { brokenLinks } from './links';

test.each<[string, string[]]>([
  ['[a](docs/a.md), [its part](docs/a.md#part), [the folder](docs), [top](#top)', []],
  ['[a](https://example.com/a.md)', []],
  ['[b](docs/b.md)', ['docs/b.md']],
  ['[up](../README.md)', ['../README.md']],
])('%s', (markdown, expected) => {
  expect(brokenLinks('README.md', markdown, ['README.md', 'docs/a.md'])).toEqual(expected);
});

test('links are read from where their file is', () => {
  expect(brokenLinks('docs/a.md', '[up](../README.md) [beside](README.md)', ['README.md'])).toEqual([
    'README.md',
  ]);
});
