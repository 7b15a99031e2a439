import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILURES, PATTERN_REASONS, REASONS } from '../../lib/core';

const PAGE = readFileSync(join(__dirname, '../../docs/reasons.md'), 'utf8');

/** The codes that a section's table explains: what stands in backticks in its first column. */
function explained(heading: string): ReadonlySet<string> {
  const [, section = ''] = PAGE.split(`## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return new Set(rows.flatMap((row) => (row.split('|')[1] ?? '').match(/[a-z_]+/g) ?? []));
}

test.each([
  ['Verdicts', REASONS],
  ['Failures', FAILURES],
  ['Patterns', PATTERN_REASONS],
])('the page explains every code of its section "%s", and no other', (heading, codes) => {
  expect([...explained(heading)].sort()).toEqual(Object.keys(codes).sort());
});
