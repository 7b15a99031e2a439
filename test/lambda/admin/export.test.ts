import fc from 'fast-check';
import { developerName } from '../../../lambda/admin/bulk/metadata-export';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminAnswer, type AdminBench, startBench } from './support/admin-bench';
import { ADMIN_ARN } from './support/admin-event';
import { exportIn, importIn, outcomeOf } from './support/bodies';

jest.setTimeout(120_000);

const NOW = Date.parse('2030-05-01T12:00:00.000Z');

let engine: Engine;
let bench: AdminBench;

beforeAll(async () => {
  engine = await startEngine();
});

beforeEach(async () => {
  bench = await startBench(engine.endpoint);
  bench.now = NOW;
});

afterEach(() => bench.stop());

afterAll(() => engine.stop());

function importJson(to: AdminBench, mode: string, entries: readonly unknown[]): Promise<AdminAnswer> {
  return to.call({ method: 'POST', path: '/allowlist/import', json: { mode, entries } });
}

function exported(from: AdminBench, query: Record<string, string> = {}): Promise<AdminAnswer> {
  return from.call({ method: 'GET', path: '/allowlist/export', query });
}

const lines = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, i) => ({ pattern: `https://e-${String(i).padStart(5, '0')}.example` }));

test('holds every entry that is not deleted, sorted, without history', async () => {
  await importJson(bench, 'create', [
    { pattern: 'https://z.example', name: 'Z', description: 'd' },
    { pattern: 'https://a.example', status: 'inactive' },
    { pattern: 'https://b.example', expiresAt: '2030-05-01T12:00:01Z' },
    { pattern: 'https://c.example' },
  ]);
  await bench.entries.remove('https://c.example', 1, { by: 'test', at: NOW });
  bench.now = NOW + 1000;
  const { entries, cursor } = exportIn(await exported(bench));
  expect(entries.map(({ pattern, effectiveStatus }) => `${pattern} ${effectiveStatus}`)).toEqual([
    'https://a.example inactive',
    'https://b.example expired',
    'https://z.example active',
  ]);
  expect(entries[2]).toMatchObject({ name: 'Z', description: 'd', version: 1 });
  expect(entries.some((entry) => 'history' in entry)).toBe(false);
  expect(cursor).toBeUndefined();
});

test.each([1000, 1001])('comes complete in pages of 1,000: %i', async (count) => {
  for (let i = 0; i < count; i += 1000) await importJson(bench, 'create', lines(count).slice(i, i + 1000));
  const found: unknown[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const answer = await exported(bench, cursor === undefined ? {} : { cursor });
    const page = exportIn(answer);
    found.push(...page.entries.map(({ pattern }) => ({ pattern })));
    ({ cursor } = page);
    const link = cursor === undefined ? undefined : `<?format=json&cursor=${cursor}>; rel="next"`;
    expect(answer.headers['link']).toBe(link);
    pages++;
  } while (cursor !== undefined);
  expect(pages).toBe(Math.ceil(count / 1000));
  expect(found).toEqual(lines(count));
});

test.each<[Record<string, string>, string]>([
  [{ format: 'csv' }, '422 validation_failed, /format bad_value'],
  [{ limit: '5' }, '422 validation_failed, /limit unknown_parameter'],
  [{ cursor: 'x' }, '400 bad_cursor'],
])('the query %j is refused', async (query, outcome) => {
  expect(outcomeOf(await exported(bench, query))).toBe(outcome);
});

test('pages of the longest entries are cut so that each can be imported', async () => {
  const label = 'a'.repeat(63);
  const long = Array.from({ length: 400 }, (_, i) => ({
    pattern: `https://${label}.${label}.${label}.${'a'.repeat(46)}${String(i).padStart(4, '0')}.example:65535`,
    name: '😀'.repeat(80),
    description: '"\\'.repeat(127) + '😀',
    expiresAt: '2040-01-01T00:00:00.000Z',
  }));
  const identity = { userArn: 'é'.repeat(256) };
  for (const entries of [long.slice(0, 200), long.slice(200)]) {
    const json = { mode: 'create', entries };
    const answer = await bench.call({ method: 'POST', path: '/allowlist/import', json, identity });
    expect(importIn(answer).summary.created).toBe(200);
  }
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await exported(bench, cursor === undefined ? {} : { cursor });
    const page = exportIn(answer);
    found.push(...page.entries.map(({ pattern }) => pattern));
    expect(importIn(await importJson(bench, 'upsert', page.entries)).summary.unchanged).toBe(
      page.entries.length,
    );
    ({ cursor } = page);
  } while (cursor !== undefined);
  expect(found).toEqual(long.map(({ pattern }) => pattern));
});

describe('then import', () => {
  const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const host = fc.tuple(label, label).map(([a, b]) => `${a}.${b}.example`);
  const pattern = fc.oneof(
    host.map((name) => `https://${name}`),
    host.map((name) => `https://*.${name}`),
    fc.tuple(host, fc.integer({ min: 1, max: 65535 })).map(([name, port]) => `https://${name}:${port}`),
    fc.constantFrom('http://localhost:3000', `chrome-extension://${'a'.repeat(32)}`, 'https://[2001:db8::1]'),
  );
  // A text of people holds nothing that a reader would not see; the Hangul fillers are letters that nobody sees.
  const text = fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .filter((value) => !/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u.test(value));
  const fields = {
    name: fc.option(text, { nil: undefined }),
    description: fc.option(
      text.map((value) => `${value}\n<${value}> & "`),
      { nil: undefined },
    ),
    owner: fc.option(text, { nil: undefined }),
    status: fc.constantFrom('active', 'inactive'),
    // Some have expired by the time of the export.
    expiresAt: fc.option(
      fc.constantFrom('2030-05-01T12:00:00.500Z', '2031-01-01T00:00:00+02:00', '2099-12-31T23:59:59Z'),
      { nil: undefined },
    ),
  };
  const line = fc.oneof(
    fc.record({ pattern, ...fields, allowSharedOrigin: fc.boolean() }),
    fc.record({
      pattern: fc.constantFrom('https://*.github.io', 'https://*.vercel.app'),
      ...fields,
      allowSharedOrigin: fc.constant(true),
    }),
  );
  const list = fc.uniqueArray(line, { selector: (one) => one.pattern, maxLength: 8 });

  /** Fields that a person can set, and fields that follow from them. */
  async function content(of: AdminBench): Promise<readonly unknown[]> {
    const { entries } = exportIn(await exported(of));
    return entries.map(({ version, createdAt, createdBy, updatedAt, updatedBy, ...rest }) => {
      expect([version, createdBy, updatedBy]).toEqual([1, ADMIN_ARN, ADMIN_ARN]);
      expect(updatedAt).toBe(createdAt);
      return rest;
    });
  }

  test.each(['create', 'upsert'])('is the identity for JSON, in another table: %s', async (mode) => {
    await fc.assert(
      fc.asyncProperty(list, async (entries) => {
        const from = await startBench(engine.endpoint);
        const to = await startBench(engine.endpoint);
        from.now = NOW;
        expect(importIn(await importJson(from, mode, entries)).summary.created).toBe(entries.length);
        from.now = to.now = NOW + 1000;
        const page = exportIn(await exported(from)).entries;
        expect(importIn(await importJson(to, mode, page)).summary.created).toBe(entries.length);
        expect(await content(to)).toEqual(await content(from));
        // And in the same table it changes nothing.
        expect(importIn(await importJson(from, 'upsert', page)).summary.unchanged).toBe(entries.length);
        expect(exportIn(await exported(from)).entries).toEqual(page);
        await from.stop();
        await to.stop();
      }),
      { numRuns: 10 },
    );
  });

  test('of metadata adds the same active patterns', async () => {
    await importJson(bench, 'create', [
      { pattern: 'https://a.example', name: 'Shop & Söhne' },
      { pattern: 'https://*.b.example:8443' },
      { pattern: 'https://c.example', status: 'inactive' },
      { pattern: 'https://d.example', expiresAt: '2030-05-01T12:00:00.500Z' },
    ]);
    bench.now = NOW + 1000;
    const answer = await exported(bench, { format: 'xml' });
    expect(answer.headers['content-type']).toBe('application/xml');
    expect(answer.text).toContain('<CorsWhitelistOrigins xmlns="http://soap.sforce.com/2006/04/metadata">');
    const to = await startBench(engine.endpoint);
    const headers = { 'Content-Type': 'application/xml' };
    const call = { method: 'POST', path: '/allowlist/import', body: answer.text, headers };
    expect(importIn(await to.call(call)).summary.created).toBe(2);
    const { entries } = exportIn(await exported(to));
    expect(entries.map((entry) => entry.pattern)).toEqual(['https://*.b.example:8443', 'https://a.example']);
    // Entries that came from metadata go back as they were.
    expect((await exported(to, { format: 'xml' })).text).toBe(answer.text);
    await to.stop();
  });

  test('metadata comes in pages, too', async () => {
    await importJson(bench, 'create', lines(1000));
    await importJson(bench, 'create', [{ pattern: 'https://z.example' }]);
    const first = await exported(bench, { format: 'xml' });
    const cursor = /^<\?format=xml&cursor=([A-Za-z0-9_-]+)>; rel="next"$/.exec(
      first.headers['link'] ?? '',
    )?.[1];
    const second = await exported(bench, { format: 'xml', cursor: cursor! });
    expect(second.headers['link']).toBeUndefined();
    const elements = (answer: AdminAnswer): number => answer.text.split('<urlPattern>').length - 1;
    expect([elements(first), elements(second)]).toEqual([1000, 1]);
    expect(outcomeOf(await exported(bench, { cursor: cursor! }))).toBe('400 bad_cursor');
  });
});

describe('developer names', () => {
  const FORM = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

  test.each([
    ['https://*.example.com', undefined, /^https_example_com_[0-9a-f]{8}$/],
    ['https://a.example', 'My Shop', /^My_Shop_[0-9a-f]{8}$/],
    ['https://a.example', '123 ümläut__x_', /^ml_ut_x_[0-9a-f]{8}$/],
    ['https://a.example', '😀', /^https_a_example_[0-9a-f]{8}$/],
    ['https://a.example', 'x'.repeat(200), /^x{71}_[0-9a-f]{8}$/],
  ])('of %s named %s', (pattern, name, expected) => {
    expect(developerName(pattern, name)).toMatch(expected);
  });

  test('law: have the form, at most 80 characters, differ by pattern, and stay when they are given back', () => {
    const texts = fc.option(fc.string({ unit: 'binary', maxLength: 100 }), { nil: undefined });
    fc.assert(
      fc.property(fc.webUrl(), fc.webUrl(), texts, (one, other, name) => {
        const given = developerName(one, name);
        expect(given).toMatch(FORM);
        expect(given.length).toBeLessThanOrEqual(80);
        expect(developerName(one, given)).toBe(given);
        if (one !== other) expect(developerName(other, name)).not.toBe(given);
      }),
    );
  });
});
