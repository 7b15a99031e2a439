import fc from 'fast-check';
import { entryId } from '../../../lib/contract';
import { type Engine, startEngine } from '../store/support/engine';
import { ADMIN_ARN } from './support/admin-event';
import { type AdminAnswer, type AdminBench, startBench } from './support/admin-bench';
import { entryIn, outcomeOf, problemIn } from './support/bodies';

jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2030-05-01T12:00:00.000Z');

let engine: Engine;
let bench: AdminBench;
let serial = 0;

beforeAll(async () => {
  engine = await startEngine();
  bench = await startBench(engine.endpoint);
});

beforeEach(() => {
  bench.now = NOW;
});

afterAll(async () => {
  await bench.stop();
  await engine.stop();
});

/** A pattern that no other test uses. */
function fresh(): string {
  return `https://app-${++serial}.example.com`;
}

function create(json: unknown): Promise<AdminAnswer> {
  return bench.call({ method: 'POST', path: '/allowlist', json });
}

async function created(json: object = {}): Promise<{ readonly id: string; readonly pattern: string }> {
  return entryIn(await create({ pattern: fresh(), ...json }), 201);
}

function put(id: string, json: unknown, ifMatch: string): Promise<AdminAnswer> {
  return bench.call({ method: 'PUT', path: `/allowlist/${id}`, json, ifMatch });
}

function patch(
  id: string,
  json: unknown,
  ifMatch: string,
  headers: Record<string, string> = { 'Content-Type': 'application/merge-patch+json' },
): Promise<AdminAnswer> {
  const body = JSON.stringify(json);
  return bench.call({ method: 'PATCH', path: `/allowlist/${id}`, body, headers, ifMatch });
}

function remove(id: string, ifMatch: string): Promise<AdminAnswer> {
  return bench.call({ method: 'DELETE', path: `/allowlist/${id}`, ifMatch });
}

function restore(id: string, ifMatch: string): Promise<AdminAnswer> {
  return bench.call({ method: 'POST', path: `/allowlist/${id}/restore`, ifMatch });
}

function read(id: string): Promise<AdminAnswer> {
  return bench.call({ method: 'GET', path: `/allowlist/${id}` });
}

describe('create', () => {
  test('answers 201 with the entry, its place and its version', async () => {
    const pattern = fresh();
    const answer = await bench.call({
      method: 'POST',
      path: '/allowlist',
      json: {
        pattern,
        name: 'Shop',
        description: 'First line\nSecond <b>line</b>',
        owner: 'shops/cors.json',
      },
      prefix: '/prod',
    });
    const at = new Date(NOW).toISOString();
    const entry = entryIn(answer, 201);
    expect(entry).toEqual({
      id: entryId(pattern),
      pattern,
      name: 'Shop',
      description: 'First line\nSecond <b>line</b>',
      owner: 'shops/cors.json',
      allowSharedOrigin: false,
      status: 'active',
      effectiveStatus: 'active',
      version: 1,
      createdAt: at,
      createdBy: ADMIN_ARN,
      updatedAt: at,
      updatedBy: ADMIN_ARN,
      history: [expect.objectContaining({ at, by: ADMIN_ARN, action: 'create' })],
    });
    expect(answer.headers).toMatchObject({
      etag: '"1"',
      location: `/prod/cors/v1/allowlist/${entry.id}`,
      'content-type': 'application/json',
    });
  });

  test('the place is a path of the read route', async () => {
    const answer = await create({ pattern: fresh() });
    const path = answer.headers['location']?.replace('/cors/v1', '') ?? '';
    expect(entryIn(await bench.call({ method: 'GET', path }))).toEqual(answer.body);
  });

  test.each([
    ['HTTPS://Shop.Example.COM:443', 'https://shop.example.com'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://*.Shops.example.com:8443', 'https://*.shops.example.com:8443'],
  ])('normalizes %s', async (pattern, normalized) => {
    expect(entryIn(await create({ pattern }), 201).pattern).toBe(normalized);
  });

  test('an instant in any zone is shown in UTC with milliseconds', async () => {
    const { id } = await created({ expiresAt: '2031-01-01T01:30:00+02:00' });
    expect(entryIn(await read(id)).expiresAt).toBe('2030-12-31T23:30:00.000Z');
  });

  test('an existing pattern is a conflict with the id and the version of its entry', async () => {
    const { id, pattern } = await created();
    const answer = await create({ pattern: pattern.toUpperCase() });
    expect(problemIn(answer)).toMatchObject({ status: 409, code: 'entry_exists', id });
    expect(answer.headers['etag']).toBe('"1"');
  });

  test('a deleted pattern is a conflict that can be restored', async () => {
    const { id, pattern } = await created();
    await remove(id, '"1"');
    expect(problemIn(await create({ pattern }))).toMatchObject({ status: 409, code: 'entry_deleted', id });
    expect(entryIn(await restore(id, '"2"'))).toMatchObject({ status: 'active', version: 3 });
  });

  test('a refused pattern comes with a code, a sentence and a suggestion', async () => {
    const { errors } = problemIn(await create({ pattern: 'https://shop.example.com/' }));
    expect(errors).toEqual([
      {
        pointer: '/pattern',
        code: 'has_path',
        message: expect.stringMatching(/\w/) as string,
        suggestion: 'https://shop.example.com',
      },
    ]);
  });

  test('every offending field is named at once', async () => {
    const json = {
      pattern: 'https://*.co.uk',
      name: 'x'.repeat(81),
      description: 'a\u0000b',
      expiresAt: '2020-01-01T00:00:00Z',
      allowSharedOrigin: 'yes',
      status: 'deleted',
      colour: 'red',
    };
    expect(outcomeOf(await create(json))).toBe(
      '422 validation_failed, /allowSharedOrigin wrong_type, /colour unknown_field, /description bad_text, ' +
        '/expiresAt expires_in_past, /name too_long, ' +
        '/pattern wildcard_public_suffix, /status bad_value',
    );
  });

  test.each<[string, unknown, string]>([
    ['no pattern', {}, '/pattern required'],
    ['a number as pattern', { pattern: 1 }, '/pattern not_a_string'],
    ['null as pattern', { pattern: null }, '/pattern not_a_string'],
    ['a null byte in a pattern', { pattern: 'https://a\u0000.example' }, '/pattern bad_character'],
    ['half a character in a pattern', { pattern: 'https://\ud800.example' }, '/pattern bad_character'],
    ['a private suffix', { pattern: 'https://*.github.io' }, '/pattern wildcard_private_suffix'],
    [
      'a private suffix, refused',
      { pattern: 'https://*.github.io', allowSharedOrigin: false },
      '/pattern wildcard_private_suffix',
    ],
    ['a name of two lines', { pattern: 'https://x.example', name: 'a\nb' }, '/name bad_text'],
    ['half a character in a name', { pattern: 'https://x.example', name: '\udc00' }, '/name bad_text'],
    ['no text as name', { pattern: 'https://x.example', name: null }, '/name wrong_type'],
    ['a list', [], ' wrong_type'],
    ['null', null, ' wrong_type'],
    [
      'a time without a zone',
      { pattern: 'https://x.example', expiresAt: '2031-01-01T00:00:00' },
      '/expiresAt bad_format',
    ],
    ['a day', { pattern: 'https://x.example', expiresAt: '2031-01-01' }, '/expiresAt bad_format'],
    [
      'a day that is none',
      { pattern: 'https://x.example', expiresAt: '2031-02-30T00:00:00Z' },
      '/expiresAt bad_format',
    ],
    ['no text as time', { pattern: 'https://x.example', expiresAt: 1e300 }, '/expiresAt wrong_type'],
    [
      'a year past 9999 in UTC',
      { pattern: 'https://x.example', expiresAt: '9999-12-31T23:59:59-01:00' },
      '/expiresAt bad_format',
    ],
    [
      'this very instant',
      { pattern: 'https://x.example', expiresAt: '2030-05-01T12:00:00Z' },
      '/expiresAt expires_in_past',
    ],
    [
      'a field of the prototype',
      JSON.parse('{"pattern":"https://x.example","__proto__":1}'),
      '/__proto__ unknown_field',
    ],
    ['a field with a slash', { pattern: 'https://x.example', 'a/b~c': 1 }, '/a~1b~0c unknown_field'],
    ['what only the store sets', { pattern: 'https://x.example', version: 7 }, '/version unknown_field'],
  ])('refuses %s', async (_, json, error) => {
    expect(outcomeOf(await create(json))).toBe(`422 validation_failed, ${error}`);
  });

  test('allowSharedOrigin admits a private suffix and no public one', async () => {
    const allowed = { pattern: 'https://*.vercel.app', allowSharedOrigin: true };
    expect(entryIn(await create(allowed), 201).allowSharedOrigin).toBe(true);
    const refused = { pattern: 'https://*.co.uk', allowSharedOrigin: true };
    expect(outcomeOf(await create(refused))).toContain('wildcard_public_suffix');
  });

  test('lengths count code points', async () => {
    const name = '😀'.repeat(80);
    const description = '𝒳'.repeat(255);
    expect(entryIn(await create({ pattern: fresh(), name, description }), 201)).toMatchObject({
      name,
      description,
    });
    const longer = { pattern: fresh(), name: `${name}x`, description: `${description}x` };
    expect(outcomeOf(await create(longer))).toBe(
      '422 validation_failed, /description too_long, /name too_long',
    );
  });

  test('an inactive entry can be created', async () => {
    const entry = entryIn(await create({ pattern: fresh(), status: 'inactive' }), 201);
    expect(entry).toMatchObject({ status: 'inactive', effectiveStatus: 'inactive' });
  });
});

describe('read', () => {
  test('an entry, with its version', async () => {
    const { id } = await created();
    const answer = await read(id);
    expect(answer.headers['etag']).toBe('"1"');
    expect(entryIn(answer).history).toHaveLength(1);
  });

  test('a deleted entry is still there', async () => {
    const { id } = await created();
    await remove(id, '"1"');
    expect(entryIn(await read(id))).toMatchObject({ status: 'deleted', effectiveStatus: 'deleted' });
  });

  test('a tombstone is gone after 90 days', async () => {
    const { id } = await created();
    await remove(id, '"1"');
    bench.now = NOW + 90 * DAY - 1000;
    expect((await read(id)).status).toBe(200);
    bench.now = NOW + 90 * DAY + 1000;
    expect(outcomeOf(await read(id))).toBe('404 entry_not_found');
  });

  test('an entry expires in the second it says', async () => {
    const { id } = await created({ expiresAt: '2030-05-01T13:00:00Z' });
    bench.now = Date.parse('2030-05-01T12:59:59.999Z');
    expect(entryIn(await read(id)).effectiveStatus).toBe('active');
    bench.now = Date.parse('2030-05-01T13:00:00Z');
    expect(entryIn(await read(id))).toMatchObject({ status: 'active', effectiveStatus: 'expired' });
  });

  test.each([
    ['of no entry', entryId('https://nobody.example')],
    ['of something else', Buffer.from('SETTINGS').toString('base64url')],
    ['that is not ours', 'aHR0cHM6Ly8q_'],
    ['of control characters', Buffer.from('\u0000\u0001').toString('base64url')],
    ['longer than any', 'a'.repeat(4000)],
  ])('an id %s names no entry', async (_, id) => {
    expect(outcomeOf(await read(id))).toBe('404 entry_not_found');
  });

  test.each(['a.b', 'a%20b', '..', '%2e%2e', 'a b'])('%s is no id at all', async (id) => {
    expect(outcomeOf(await read(id))).toBe('404 not_found');
  });
});

describe('update', () => {
  test('replaces all fields that a person can set', async () => {
    const { id } = await created({ name: 'Shop', description: 'old', expiresAt: '2031-01-01T00:00:00Z' });
    bench.now = NOW + 1000;
    const answer = await put(id, { description: 'new', status: 'inactive' }, '"1"');
    const entry = entryIn(answer);
    expect(entry).toMatchObject({ description: 'new', status: 'inactive', version: 2 });
    expect(entry.updatedAt).toBe(new Date(NOW + 1000).toISOString());
    expect(Object.keys(entry)).not.toEqual(expect.arrayContaining(['name', 'expiresAt']));
    expect(answer.headers['etag']).toBe('"2"');
    expect(entry.history.at(-1)).toMatchObject({
      action: 'update',
      changes: expect.arrayContaining([
        { field: 'description', from: 'old', to: 'new' },
        { field: 'name', from: 'Shop' },
        { field: 'status', from: 'active', to: 'inactive' },
      ]) as unknown,
    });
  });

  test('the same content changes nothing and makes no history', async () => {
    const { id } = await created({ name: 'Shop' });
    bench.now = NOW + 1000;
    for (const json of [{ name: 'Shop' }, { name: 'Shop', status: 'active', allowSharedOrigin: false }]) {
      const answer = await put(id, json, '"1"');
      expect(answer.headers['etag']).toBe('"1"');
      expect(entryIn(answer).history).toHaveLength(1);
    }
  });

  test('the pattern may be repeated in any form, and not changed', async () => {
    const { id, pattern } = await created();
    const repeated = { name: 'a', pattern: pattern.toUpperCase() };
    expect(entryIn(await put(id, repeated, '"1"')).version).toBe(2);
    expect(outcomeOf(await put(id, { pattern: 'https://other.example' }, '"2"'))).toBe(
      '422 validation_failed, /pattern pattern_immutable',
    );
    expect(outcomeOf(await put(id, { pattern: 'nonsense', name: 1 }, '"2"'))).toBe(
      '422 validation_failed, /name wrong_type, /pattern pattern_immutable',
    );
  });

  test('a pattern that needs allowSharedOrigin keeps it', async () => {
    const { id } = await created({ pattern: 'https://*.netlify.app', allowSharedOrigin: true });
    expect(outcomeOf(await put(id, { name: 'a' }, '"1"'))).toBe(
      '422 validation_failed, /allowSharedOrigin wildcard_private_suffix',
    );
    expect(entryIn(await put(id, { name: 'a', allowSharedOrigin: true }, '"1"')).version).toBe(2);
  });

  test.each<[string, unknown, string]>([
    ['a status that only a delete sets', { status: 'deleted' }, '/status bad_value'],
    ['an expiry in the past', { expiresAt: '2030-05-01T11:59:59Z' }, '/expiresAt expires_in_past'],
    ['an unknown field', { colour: 'red' }, '/colour unknown_field'],
  ])('refuses %s', async (_, json, error) => {
    const { id } = await created();
    expect(outcomeOf(await put(id, json, '"1"'))).toBe(`422 validation_failed, ${error}`);
  });

  test('an entry that is not there', async () => {
    expect(outcomeOf(await put(entryId('https://nobody.example'), {}, '"1"'))).toBe('404 entry_not_found');
  });

  test('a deleted entry', async () => {
    const { id } = await created();
    await remove(id, '"1"');
    for (const tag of ['"1"', '"2"']) {
      const answer = await put(id, {}, tag);
      expect(problemIn(answer)).toMatchObject({ status: 409, code: 'entry_deleted', id });
    }
  });
});

describe('patch', () => {
  const EXPIRY = '2031-01-01T00:00:00.000Z';
  const FULL = { name: 'Shop', description: 'd', owner: 'o', expiresAt: EXPIRY };

  test('changes the fields that it names, and leaves the others as they are', async () => {
    const { id } = await created(FULL);
    bench.now = NOW + 1000;
    const answer = await patch(id, { status: 'inactive', name: 'New' }, '"1"');
    expect(answer.headers['etag']).toBe('"2"');
    const entry = entryIn(answer);
    expect(entry).toMatchObject({ ...FULL, name: 'New', status: 'inactive', version: 2 });
    expect(entry.updatedAt).toBe(new Date(NOW + 1000).toISOString());
    expect(entry.history.at(-1)).toMatchObject({
      action: 'update',
      changes: [
        { field: 'name', from: 'Shop', to: 'New' },
        { field: 'status', from: 'active', to: 'inactive' },
      ],
    });
  });

  test.each(['application/merge-patch+json', 'application/json; charset=utf-8'])('takes %s', async (type) => {
    const { id } = await created(FULL);
    const answer = await patch(id, { name: 'New' }, '"1"', { 'Content-Type': type });
    expect(entryIn(answer)).toMatchObject({ ...FULL, name: 'New' });
  });

  test.each(['application/json-patch+json', 'application/xml', 'text/plain', ''])(
    'does not take %s',
    async (type) => {
      const { id } = await created();
      const answer = await patch(id, { name: 'New' }, '"1"', { 'Content-Type': type });
      expect(outcomeOf(answer)).toBe('415 unsupported_media_type');
    },
  );

  test.each(['name', 'description', 'owner', 'expiresAt', 'allowSharedOrigin'] as const)(
    'null removes %s',
    async (field) => {
      const { id } = await created({ ...FULL, allowSharedOrigin: true });
      const entry = entryIn(await patch(id, { [field]: null }, '"1"'));
      const { [field]: removed, ...others } = { ...FULL, allowSharedOrigin: true };
      expect(removed).toBeDefined();
      expect(entry).toMatchObject({ ...others, version: 2 });
      expect(entry[field]).toBe(field === 'allowSharedOrigin' ? false : undefined);
    },
  );

  test.each<[string, unknown, string]>([
    ['null for the status', { status: null }, '/status bad_value'],
    ['null for the pattern', { pattern: null }, '/pattern not_a_string'],
    ['another pattern', { pattern: 'https://other.example' }, '/pattern pattern_immutable'],
    ['a status that only a delete sets', { status: 'deleted' }, '/status bad_value'],
    ['an expiry in the past', { expiresAt: '2030-05-01T11:59:59Z' }, '/expiresAt expires_in_past'],
    ['a field that is not there', { colour: null }, '/colour unknown_field'],
    ['a former name', { allowPublicSuffix: true }, '/allowPublicSuffix unknown_field'],
    ['a list', [], ' wrong_type'],
    ['null', null, ' wrong_type'],
    ['a text', 'name', ' wrong_type'],
    [
      'several faults at once',
      { name: 'x'.repeat(81), owner: 1, status: null },
      '/name too_long, /owner wrong_type, /status bad_value',
    ],
  ])('refuses %s', async (_, json, errors) => {
    const { id } = await created(FULL);
    expect(outcomeOf(await patch(id, json, '"1"'))).toBe(`422 validation_failed, ${errors}`);
    expect(entryIn(await read(id)).version).toBe(1);
  });

  test.each<[string, object]>([
    ['nothing', {}],
    ['what is there already', { name: 'Shop', expiresAt: '2031-01-01T01:00:00+01:00', status: 'active' }],
    ['the own pattern, and null for a default', { allowSharedOrigin: null }],
  ])('that names %s changes nothing', async (_, json) => {
    const { id, pattern } = await created(FULL);
    bench.audits.length = 0;
    const answer = await patch(id, { ...json, pattern }, '"1"');
    expect(answer.headers['etag']).toBe('"1"');
    expect(entryIn(answer)).toMatchObject({ version: 1, updatedAt: new Date(NOW).toISOString() });
    expect(entryIn(answer).history).toHaveLength(1);
    expect(bench.audits).toEqual([]);
  });

  test('judges only the fields that it names: an expired entry can be renamed', async () => {
    const { id } = await created({ expiresAt: '2030-05-01T13:00:00Z' });
    bench.now = NOW + DAY;
    const entry = entryIn(await patch(id, { name: 'late' }, '"1"'));
    expect(entry).toMatchObject({ name: 'late', effectiveStatus: 'expired' });
  });

  test('of a pattern that needs allowSharedOrigin does not take it away', async () => {
    const { id } = await created({ pattern: 'https://*.pages.dev', allowSharedOrigin: true });
    for (const allowSharedOrigin of [null, false]) {
      expect(outcomeOf(await patch(id, { allowSharedOrigin }, '"1"'))).toBe(
        '422 validation_failed, /allowSharedOrigin wildcard_private_suffix',
      );
    }
    expect(entryIn(await patch(id, { name: 'a' }, '"1"'))).toMatchObject({ allowSharedOrigin: true });
  });

  test('an entry that is not there, a deleted one, and one that changed', async () => {
    expect(outcomeOf(await patch(entryId('https://nobody.example'), {}, '"1"'))).toBe('404 entry_not_found');
    const { id } = await created();
    await patch(id, { name: 'a' }, '"1"');
    const stale = await patch(id, { name: 'b' }, '"1"');
    expect([outcomeOf(stale), stale.headers['etag']]).toEqual(['412 stale_version', '"2"']);
    await remove(id, '"2"');
    expect(problemIn(await patch(id, {}, '"3"'))).toMatchObject({ status: 409, code: 'entry_deleted', id });
  });

  test('law: it is the same as a replacement by the fields with the patch applied', async () => {
    const text = fc.constantFrom('a', 'b');
    const fields = fc.record(
      { name: text, owner: text, expiresAt: fc.constant(EXPIRY), allowSharedOrigin: fc.boolean() },
      { requiredKeys: [] },
    );
    const patches = fc.record(
      {
        name: fc.option(text),
        owner: fc.option(text),
        expiresAt: fc.option(fc.constantFrom(EXPIRY, '2032-01-01T00:00:00.000Z')),
        allowSharedOrigin: fc.option(fc.boolean()),
        status: fc.constantFrom('active', 'inactive'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fields, patches, async (before, change) => {
        const patched = await created(before);
        const replaced = await created(before);
        const merged = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null);
        const one = entryIn(await patch(patched.id, change, '"1"'));
        const other = entryIn(await put(replaced.id, Object.fromEntries(merged), '"1"'));
        expect({ ...one, id: '', pattern: '' }).toEqual({ ...other, id: '', pattern: '' });
      }),
      { numRuns: 40 },
    );
  });
});

describe('a pattern that the rules of today refuse', () => {
  // Rows of before: one that needs allowSharedOrigin by now, and one that nothing admits.
  const SHARED = 'https://*.blogspot.com';
  const CLOSED = 'https://*.co.uk';
  const errors: Readonly<Record<string, string>> = {
    [SHARED]: '422 validation_failed, /allowSharedOrigin wildcard_private_suffix',
    [CLOSED]: '422 validation_failed, /pattern wildcard_public_suffix',
  };

  function stored(pattern: string, status: string): Promise<void> {
    const at = { S: new Date(NOW).toISOString() };
    const attributes = { createdAt: at, updatedAt: at, createdBy: { S: 'x' }, updatedBy: { S: 'x' } };
    return bench.table.putEntry(pattern, { status: { S: status }, version: { N: '1' }, ...attributes });
  }

  test.each([SHARED, CLOSED])('is not restored: %s', async (pattern) => {
    await stored(pattern, 'deleted');
    expect(outcomeOf(await restore(entryId(pattern), '"1"'))).toBe(errors[pattern]);
    expect(entryIn(await read(entryId(pattern)))).toMatchObject({ status: 'deleted', version: 1 });
  });

  test('is restored by an import that gives the permission', async () => {
    await stored(SHARED, 'deleted');
    const json = { mode: 'upsert', entries: [{ pattern: SHARED, allowSharedOrigin: true }] };
    await bench.call({ method: 'POST', path: '/allowlist/import', json });
    expect(entryIn(await read(entryId(SHARED)))).toMatchObject({ status: 'active', allowSharedOrigin: true });
  });

  test.each([SHARED, CLOSED])('is not switched on: %s', async (pattern) => {
    await stored(pattern, 'inactive');
    const id = entryId(pattern);
    expect(outcomeOf(await patch(id, { status: 'active' }, '"1"'))).toBe(errors[pattern]);
    expect(outcomeOf(await put(id, { status: 'active' }, '"1"'))).toBe(errors[pattern]);
  });

  test.each([SHARED, CLOSED])('can be renamed, switched off and deleted: %s', async (pattern) => {
    await stored(pattern, 'active');
    const id = entryId(pattern);
    expect(entryIn(await patch(id, { name: 'old' }, '"1"')).name).toBe('old');
    expect(entryIn(await patch(id, { status: 'inactive' }, '"2"')).status).toBe('inactive');
    expect(entryIn(await remove(id, '"3"')).status).toBe('deleted');
  });
});

describe('delete and restore', () => {
  test('a delete answers with the tombstone and its version', async () => {
    const { id } = await created({ name: 'Shop' });
    const answer = await remove(id, '"1"');
    expect(answer.headers['etag']).toBe('"2"');
    expect(entryIn(answer)).toMatchObject({ status: 'deleted', version: 2, name: 'Shop' });
  });

  test.each(['active', 'inactive'])('an %s entry is restored as it was', async (status) => {
    const fields = { name: 'Shop', status, expiresAt: '2031-01-01T00:00:00.000Z' };
    const { id } = await created(fields);
    await remove(id, '"1"');
    const answer = await restore(id, '"2"');
    expect(answer.headers['etag']).toBe('"3"');
    expect(entryIn(answer)).toMatchObject({ ...fields, version: 3 });
    expect(entryIn(answer).history.map(({ action }) => action)).toEqual(['create', 'delete', 'restore']);
  });

  test('what is deleted cannot be deleted, what is live cannot be restored', async () => {
    const { id } = await created();
    expect(outcomeOf(await restore(id, '"1"'))).toBe('409 entry_not_deleted');
    await remove(id, '"1"');
    expect(outcomeOf(await remove(id, '"2"'))).toBe('409 entry_deleted');
  });

  test('what is not there', async () => {
    const id = entryId('https://nobody.example');
    expect(outcomeOf(await remove(id, '"1"'))).toBe('404 entry_not_found');
    expect(outcomeOf(await restore(id, '"1"'))).toBe('404 entry_not_found');
  });
});

describe('If-Match', () => {
  const changes: readonly [
    string,
    (id: string, headers: Record<string, string | string[]>) => Promise<AdminAnswer>,
  ][] = [
    [
      'PUT',
      (id, headers) => bench.call({ method: 'PUT', path: `/allowlist/${id}`, json: { name: 'n' }, headers }),
    ],
    [
      'PATCH',
      (id, headers) =>
        bench.call({ method: 'PATCH', path: `/allowlist/${id}`, json: { name: 'n' }, headers }),
    ],
    ['DELETE', (id, headers) => bench.call({ method: 'DELETE', path: `/allowlist/${id}`, headers })],
    ['restore', (id, headers) => bench.call({ method: 'POST', path: `/allowlist/${id}/restore`, headers })],
  ];

  describe.each(changes)('%s', (name, change) => {
    let id: string;
    let version: number;

    beforeEach(async () => {
      ({ id } = await created());
      version = 1;
      if (name !== 'restore') return;
      await remove(id, '"1"');
      version = 2;
    });

    test('without it', async () => {
      expect(outcomeOf(await change(id, {}))).toBe('428 precondition_required');
    });

    test.each(['"7"', 'W/"1"', 'W/"2"', '"01"', '"x"', '""', '"99999999999999999999"'])(
      'stale or weak: %s',
      async (tag) => {
        const answer = await change(id, { 'If-Match': tag });
        expect(outcomeOf(answer)).toBe('412 stale_version');
        expect(answer.headers['etag']).toBe(`"${version}"`);
      },
    );

    test.each(['*', '1', '"1 "', '"1", "2"', '"1","2"', '"1', "'1'", 'w/"1"', 'W/1', '', '"1"x'])(
      'no single tag: %s',
      async (tag) => {
        expect(outcomeOf(await change(id, { 'If-Match': tag }))).toBe('400 bad_if_match');
      },
    );

    test('two of them', async () => {
      expect(outcomeOf(await change(id, { 'If-Match': ['"1"', '"2"'] }))).toBe('400 bad_if_match');
    });

    test('its name in any case', async () => {
      expect((await change(id, { 'IF-match': `"${version}"` })).status).toBe(200);
    });
  });
});

test('each write has one audit record, and what changes nothing has none', async () => {
  bench.audits.length = 0;
  const { id, pattern } = await created({ name: 'a' });
  await put(id, { name: 'a' }, '"1"');
  await put(id, { name: 'b' }, '"1"');
  await put(id, { name: 'c' }, '"1"');
  await remove(id, '"2"');
  await restore(id, '"3"');
  await create({ pattern });
  await create({ pattern: 'nonsense' });
  const said = bench.audits.map(({ action, before, after }) => [
    action,
    (before as { name?: string } | undefined)?.name,
    (after as { name?: string }).name,
    after.version,
  ]);
  expect(said).toEqual([
    ['create', undefined, 'a', 1],
    ['update', 'a', 'b', 2],
    ['delete', 'b', 'b', 3],
    ['restore', 'b', 'b', 4],
  ]);
  for (const record of bench.audits) {
    expect(record).toMatchObject({ by: ADMIN_ARN, requestId: 'JKJaXmPLvHcESHA=', target: 'entry' });
    expect(record.after).not.toHaveProperty('history');
  }
});
