import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDropped } from '../../lambda/evaluator/upstream/dropped-headers';

const PAGE = readFileSync(join(__dirname, '../../docs/upstreams.md'), 'utf8');

/** The names in backticks between a heading and the next one. */
function section(heading: string): string {
  const [, text = ''] = PAGE.split(`\n### ${heading}\n`);
  return text.split(/\n##+ /, 1)[0] ?? '';
}

const NONE: ReadonlySet<string> = new Set();
const SECTION = section('Headers that are dropped');
const TABLE = SECTION.split('\n').filter((line) => line.startsWith('| the ') || line.startsWith('| host'));
const DROPPED = TABLE.flatMap((line) =>
  [...line.matchAll(/`([A-Za-z0-9*-]+)`/g)].map(([, name]) => name ?? ''),
);
const GOES_ON = SECTION.slice(SECTION.indexOf('X-Amzn-Trace-Id') - 1);

test('the page names headers', () => {
  expect(DROPPED.length).toBeGreaterThan(35);
});

test.each(DROPPED)('%s is dropped, in every spelling', (name) => {
  const names = name.endsWith('*') ? [name.slice(0, -1), `${name.slice(0, -1)}Something`] : [name];
  for (const each of names.filter((text) => !text.endsWith('-'))) {
    for (const spelling of [each, each.toLowerCase(), each.replaceAll('-', '_'), each.replaceAll('-', '.')]) {
      expect([spelling, isDropped(spelling, NONE)]).toEqual([spelling, true]);
    }
  }
});

test('what the page says goes on does', () => {
  const names = [...GOES_ON.matchAll(/`([A-Za-z-]+(?:\*)?)`/g)].map(([, name]) =>
    (name ?? '').replace('*', 'Date'),
  );
  expect(names).toContain('traceparent');
  expect(names.filter((name) => isDropped(name, NONE))).toEqual([]);
});
