import { createSchema, patchSchema, updateSchema } from '../../../lambda/admin/schema/entry';
import { evaluateSchema } from '../../../lambda/admin/schema/evaluate';
import { importQuerySchema, importSchema, lineSchema } from '../../../lambda/admin/schema/import';
import { exportQuerySchema, listQuerySchema } from '../../../lambda/admin/schema/list';
import { planSchema } from '../../../lambda/admin/schema/plan';
import { refusalsQuestionSchema } from '../../../lambda/admin/schema/refusals';
import { settingsUpdateSchema } from '../../../lambda/admin/schema/settings';
import { usageQuestionSchema } from '../../../lambda/admin/schema/usage';
import { zodErrors } from '../../../lambda/admin/problem/zod-errors';

const SCHEMAS = {
  create: createSchema,
  update: updateSchema,
  patch: patchSchema,
  evaluate: evaluateSchema,
  line: lineSchema,
  import: importSchema,
  importQuery: importQuerySchema,
  list: listQuerySchema,
  export: exportQuerySchema,
  plan: planSchema,
  refusals: refusalsQuestionSchema,
  usage: usageQuestionSchema,
  settings: settingsUpdateSchema,
};

/** Where and why a schema refuses a value. */
function refusalOf(name: keyof typeof SCHEMAS, value: unknown): readonly string[] {
  const { error } = SCHEMAS[name].safeParse(value);
  const errors = error === undefined ? [] : zodErrors(error.issues, value, 'json');
  return errors.map(({ pointer, code, message }) => `${pointer} ${code}: ${message}`);
}

const A = 'https://a.example';
const ASKED = { origin: null, url: 'https://a.example', method: 'GET' };

test.each<[keyof typeof SCHEMAS, unknown]>([
  ['create', { pattern: A }],
  [
    'create',
    { pattern: A, name: 'x', description: 'x', owner: 'x', allowSharedOrigin: false, status: 'inactive' },
  ],
  ['create', { pattern: A, expiresAt: '2030-05-01T12:00:00Z' }],
  ['update', {}],
  ['update', { pattern: A }],
  ['patch', { name: null, description: null, owner: null, expiresAt: null, allowSharedOrigin: null }],
  [
    'line',
    {
      pattern: A,
      id: 1,
      effectiveStatus: 1,
      history: 1,
      warnings: 1,
      createdAt: 1,
      updatedBy: 1,
      version: 0,
    },
  ],
  ['line', { pattern: A, allowPublicSuffix: true }],
  ['import', { mode: 'create', entries: [1, null] }],
  ['import', { mode: 'upsert', dryRun: true, entries: [] }],
  ['importQuery', {}],
  ['importQuery', { mode: 'upsert', dryRun: 'false' }],
  ['plan', { mode: 'upsert', owner: 'x', prune: true, adopt: false, entries: [] }],
  ['list', {}],
  [
    'list',
    { limit: '1', cursor: '', prefix: '', status: 'expired', contains: '', owner: '', sort: 'pattern' },
  ],
  ['list', { limit: '200', changedSince: '2030-05-01T12:00:00Z', sort: '-updatedAt' }],
  ['export', { format: 'xml', cursor: 'x' }],
  ['refusals', { minutes: 1, limit: 1 }],
  ['refusals', { minutes: 1440, limit: 1, reason: 'null_origin' }],
  ['usage', { days: 90 }],
  ['settings', { enableCorsForOAuthEndpoints: false }],
  ['evaluate', { ...ASKED, headers: { 'x-a': '\t ~\x80\xff' } }],
  ...[
    'http://a',
    'https://a_b-c.example:65535/!"$>~?"',
    'https://[::1]:80/',
    'https://a/?a?b',
    'https://a/#!~',
    'https://a?b#c',
  ].map((url): [keyof typeof SCHEMAS, unknown] => ['evaluate', { ...ASKED, url }]),
])('%s takes %j', (name, value) => {
  expect(refusalOf(name, value)).toEqual([]);
});

const wholeFrom1To = (most: number): string => `bad_value: A whole number from 1 to ${String(most)}.`;
const UNKNOWN = 'unknown_field: There is no field of this name.';
const URL_RULE = 'The value must be an absolute http or https URL, percent-encoded as a client sends it.';
const FORM = 'bad_format: The value does not have the form of this field.';

test.each<[keyof typeof SCHEMAS, unknown, readonly string[]]>([
  ['create', {}, ['/pattern required: The field is required.']],
  ['create', { pattern: A, x: 1 }, [`/x ${UNKNOWN}`]],
  ['update', { x: 1 }, [`/x ${UNKNOWN}`]],
  ['patch', { status: null }, ['/status bad_value: The value must be one of "active", "inactive".']],
  ['line', { pattern: A, x: 1 }, [`/x ${UNKNOWN}`]],
  ['settings', { enableCorsForOAuthEndpoints: true, x: 1 }, [`/x ${UNKNOWN}`]],
  ['plan', { mode: 'upsert', entries: [], x: 1 }, [`/x ${UNKNOWN}`]],
  ['export', { x: '1' }, [`/x ${UNKNOWN}`]],
  [
    'import',
    { mode: 'create', entries: Array.from({ length: 1001 }, () => 1) },
    ['/entries too_many: At most 1000.'],
  ],
  ['importQuery', { mode: 'x' }, ['/mode bad_value: The value must be one of "create", "upsert".']],
  ['list', { prefix: 'x'.repeat(513) }, ['/prefix too_long: At most 512.']],
  ['list', { contains: 'x'.repeat(513) }, ['/contains too_long: At most 512.']],
  ['list', { owner: 'x'.repeat(513) }, ['/owner too_long: At most 512.']],
  [
    'list',
    { changedSince: '2030-05-01' },
    ['/changedSince bad_format: A point in time in ISO 8601, with a zone, such as 2030-05-01T12:00:00Z.'],
  ],
  ...['0', '201', '1000', '01', '1.5', 'x1', '1x', ''].map(
    (limit): [keyof typeof SCHEMAS, unknown, readonly string[]] => [
      'list',
      { limit },
      [`/limit ${wholeFrom1To(200)}`],
    ],
  ),
  ...[0, 1441, 1.5, -1].map((minutes): [keyof typeof SCHEMAS, unknown, readonly string[]] => [
    'refusals',
    { minutes, limit: 1 },
    [`/minutes ${wholeFrom1To(1440)}`],
  ]),
  ['usage', { days: 91 }, [`/days ${wholeFrom1To(90)}`]],
  ['usage', { days: '1' }, ['/days wrong_type: The value must be a number.']],
  ...[
    'x',
    'xhttps://a',
    'https://',
    'https://a b',
    'https://a/#\u00e9',
    'https://a/"#"#\u007f',
    'https://a:',
    'https://a:123456',
    'https://[]',
  ].map((url): [keyof typeof SCHEMAS, unknown, readonly string[]] => [
    'evaluate',
    { ...ASKED, url },
    [`/url bad_url: ${URL_RULE}`],
  ]),
  ['evaluate', { ...ASKED, url: `https://a/${'a'.repeat(10_240)}` }, ['/url too_long: At most 10240.']],
  [
    'evaluate',
    { ...ASKED, method: 'G T' },
    ['/method bad_format: The value must be an HTTP method, for example GET.'],
  ],
  ['evaluate', { ...ASKED, method: 'M'.repeat(65) }, ['/method too_long: At most 64.']],
  ['evaluate', { ...ASKED, origin: 'x'.repeat(8193) }, ['/origin too_long: At most 8192.']],
  ['evaluate', { ...ASKED, headers: { a: 'x'.repeat(8193) } }, ['/headers/a too_long: At most 8192.']],
  ...['\n', '\x7f', '\u0100'].map((value): [keyof typeof SCHEMAS, unknown, readonly string[]] => [
    'evaluate',
    { ...ASKED, headers: { a: `x${value}y` } },
    [`/headers/a ${FORM}`],
  ]),
])('%s refuses %j', (name, value, refusal) => {
  expect(refusalOf(name, value)).toEqual(refusal);
});
