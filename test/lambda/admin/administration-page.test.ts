import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN_PROBLEMS, ADMIN_WARNINGS, FIELD_PROBLEMS } from '../../../lib/contract';
import { LINE_PROBLEMS } from '../../../lambda/admin/bulk/line-problems';
import { refusalsQuestionSchema } from '../../../lambda/admin/schema/refusals';
import { usageQuestionSchema } from '../../../lambda/admin/schema/usage';
import { LOCAL, shellLines } from './support/curl-line';
import { eachLineWorks } from './support/lines-work';

jest.setTimeout(60_000);

const PAGE = readFileSync(join(__dirname, '../../../docs/administration.md'), 'utf8');
const SIGNED = 'awscurl --service execute-api --region $REGION';

/** The codes that a section's table explains, with the status beside them where there is one. */
function explained(heading: string): Record<string, string | undefined> {
  const [, section = ''] = PAGE.split(`### ${heading}\n`);
  const rows = (section.split('\n##')[0] ?? '').matchAll(/^\| `([a-z_]+)` \| ([^|]*) \|/gm);
  const entries = [...rows].map(([, code = '', second]): [string, string | undefined] => [
    code,
    second?.trim(),
  ]);
  return Object.fromEntries(entries);
}

test('explains every problem, with its status, and no other', () => {
  const statuses = Object.entries(ADMIN_PROBLEMS).map(([code, { status }]) => [code, String(status)]);
  expect(explained('Problems')).toEqual(Object.fromEntries(statuses));
});

test.each([
  ['Fields', FIELD_PROBLEMS],
  ['Warnings', ADMIN_WARNINGS],
  ['Lines of an import', LINE_PROBLEMS],
])('explains every code of "%s", and no other', (heading, codes) => {
  expect(Object.keys(explained(heading)).sort()).toEqual(Object.keys(codes).sort());
});

test.each([
  ['refusals', refusalsQuestionSchema],
  ['usage', usageQuestionSchema],
])('says which fields of a question about %s are required', (route, schema) => {
  const [, table = ''] = PAGE.split(`| field of \`POST /${route}\` |`);
  const rows = (table.split('\n\n')[0] ?? '').matchAll(/^\| `(\w+)` \|.*\| (required|optional) \|$/gm);
  const told = [...rows].map(([, field, need]) => [field, need === 'required']);
  const fields = Object.entries(schema.shape).map(([field, value]) => [
    field,
    !value.safeParse(undefined).success,
  ]);
  expect(told).toEqual(fields);
});

const lines = shellLines(PAGE).filter((line) => !line.startsWith('export '));
const locals = lines.filter((line) => line.startsWith('curl'));

test('each local line is followed by the same, signed', () => {
  const pairs = locals.map((line) => {
    const signed = line
      .replace(/^curl/, SIGNED)
      .replace(/'(http[^']*)'/, '"$1"')
      .replace(LOCAL, '$ADMIN');
    return [line, signed];
  });
  expect(lines).toEqual(pairs.flat());
});

eachLineWorks(locals);
