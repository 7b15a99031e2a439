import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/* SECURITY.md promises nothing that no test holds. */

const root = resolve(__dirname, '../..');
const page = readFileSync(resolve(root, 'SECURITY.md'), 'utf8');

/** Rows of the table of promises: the promise in bold, and the tests that it names. */
const promises = page
  .split('\n')
  .filter((line) => line.startsWith('| **'))
  .map((line): [promise: string, tests: string[]] => {
    const tests = [...line.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
    return [/\*\*(.+?)\*\*/.exec(line)?.[1] ?? '', tests];
  });

test('there are promises', () => {
  expect(promises.length).toBeGreaterThan(10);
});

test.each(promises)('%s', (_promise, tests) => {
  expect(tests).not.toEqual([]);
  expect(tests.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
});
