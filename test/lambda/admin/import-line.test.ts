import { readLine } from '../../../lambda/admin/bulk/import-line';
import { MAX_LINE_ERRORS } from '../../../lambda/admin/limits';
import { entryId, RETENTION_DAYS } from '../../../lib/contract';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const DAY = 24 * 60 * 60 * 1000;
const A = 'https://a.example';
const SHARED = 'https://*.github.io';

const read = (input: unknown, metadata = false): ReturnType<typeof readLine> =>
  readLine(input, NOW, metadata);

/** The errors of a line in short. */
function errorsOf(input: unknown, metadata = false): readonly string[] {
  const line = read(input, metadata);
  return 'errors' in line ? line.errors.map(({ pointer, code }) => `${pointer} ${code}`) : [];
}

const line = (pattern: string, more: object = {}): object => {
  const none = { version: undefined, sharedErrors: [], warnings: [] };
  return { line: { pattern, id: entryId(pattern), ...none, ...more } };
};

test('a line is read with its fields, its version and its normalized pattern', () => {
  const fields = { name: 'Ada', status: 'inactive' };
  expect(read({ pattern: 'HTTPS://A.example', ...fields, version: 3, id: 'x', history: [] })).toEqual(
    line(A, { fields: expect.objectContaining(fields) as object, version: 3 }),
  );
});

test('a field under its former name is taken, with a warning', () => {
  expect(read({ pattern: SHARED, allowPublicSuffix: true })).toMatchObject(
    line(SHARED, {
      fields: { allowSharedOrigin: true },
      warnings: [{ code: 'renamed_field', text: 'allowPublicSuffix is called allowSharedOrigin now.' }],
    }),
  );
});

test('metadata keeps the refusal that the permission of the entry on the list would lift', () => {
  expect(read({ pattern: SHARED }, true)).toMatchObject({
    line: { pattern: SHARED, sharedErrors: [{ pointer: '/pattern', code: 'wildcard_private_suffix' }] },
  });
  expect(read({ pattern: A }, true)).toMatchObject({ line: { pattern: A, sharedErrors: [] } });
});

test.each<[string, unknown, readonly string[], string | undefined]>([
  ['no object', 7, [' wrong_type'], undefined],
  ['null', null, [' wrong_type'], undefined],
  ['a text', 'https://a.example', [' wrong_type'], undefined],
  ['no pattern', {}, ['/pattern required'], undefined],
  ['a pattern of another type', { pattern: 1 }, ['/pattern not_a_string'], undefined],
  ['a pattern that can be repaired', { pattern: `${A}/` }, ['/pattern has_path'], A],
  ['a pattern that needs the permission', { pattern: SHARED }, ['/pattern wildcard_private_suffix'], SHARED],
  ['an unknown field', { pattern: A, color: 1 }, ['/color unknown_field'], A],
  [
    'both names of a field',
    { pattern: A, allowPublicSuffix: true, allowSharedOrigin: true },
    ['/allowPublicSuffix duplicate_field'],
    A,
  ],
  [
    'an expiry in the past',
    { pattern: A, expiresAt: '2030-05-01T11:59:59.000Z' },
    ['/expiresAt expires_in_past'],
    A,
  ],
  ['an expiry of another type', { pattern: A, expiresAt: 1 }, ['/expiresAt wrong_type'], A],
  ['an expiry of another form', { pattern: A, expiresAt: '2020-01-01' }, ['/expiresAt bad_format'], A],
  ['two fields', { pattern: `${A}/`, name: 1 }, ['/name wrong_type', '/pattern has_path'], A],
])('a line with %s is refused', (_, input, errors, meant) => {
  expect(errorsOf(input)).toEqual(errors);
  expect(read(input)).toHaveProperty('meant', meant);
});

test('a line that metadata cannot mean is refused there as well', () => {
  expect(errorsOf({ pattern: `${A}/` }, true)).toEqual(['/pattern has_path']);
});

test('a line has a bounded number of errors', () => {
  const fields = Object.fromEntries(Array.from({ length: MAX_LINE_ERRORS + 1 }, (_, i) => [`f${i}`, 0]));
  expect(errorsOf({ pattern: A, ...fields })).toHaveLength(MAX_LINE_ERRORS);
});

test.each([
  ['of a person that ends now', { expiresAt: NOW }, ['/expiresAt expires_in_past']],
  ['of a person that ends later', { expiresAt: NOW + 1 }, []],
  [
    'of an export that has ended',
    { expiresAt: NOW - RETENTION_DAYS * DAY + 1, effectiveStatus: 'expired' },
    [],
  ],
  [
    'of an export that would be gone at once',
    { expiresAt: NOW - RETENTION_DAYS * DAY, effectiveStatus: 'expired' },
    ['/expiresAt expires_in_past'],
  ],
])('a line %s has the errors %j', (_, { expiresAt, ...more }, errors) => {
  const time = new Date(expiresAt).toISOString();
  expect(errorsOf({ pattern: A, expiresAt: time, ...more })).toEqual(errors);
});
