import { entryId } from '../../../lib/contract';
import { readCursor, writeCursor } from '../../../lambda/admin/entries/cursor';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminBench, startBench } from './support/admin-bench';
import { entryIn, exportIn, importIn, outcomeOf, pageIn, type Page } from './support/bodies';

jest.setTimeout(60_000);

const NOW = Date.parse('2030-05-01T12:00:00.000Z');

let engine: Engine;
let bench: AdminBench;

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

type Query = Readonly<Record<string, string | readonly string[]>>;

async function list(query: Query = {}): Promise<Page> {
  return pageIn(await bench.call({ method: 'GET', path: '/allowlist', query }));
}

async function listOutcome(query: Query): Promise<string> {
  return outcomeOf(await bench.call({ method: 'GET', path: '/allowlist', query }));
}

/** Follows the cursors to the end. */
async function listAll(query: Query = {}, between: (page: Page) => Promise<void> = () => Promise.resolve()) {
  const patterns: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    patterns.push(...page.items.map(({ pattern }) => pattern));
    await between(page);
    ({ cursor } = page);
  } while (cursor !== undefined);
  return patterns;
}

async function add(...patterns: readonly string[]): Promise<void> {
  const lines = patterns.map((pattern) => ({ pattern }));
  const request = { method: 'POST', path: '/allowlist/import', json: { mode: 'create', entries: lines } };
  expect(importIn(await bench.call(request)).summary.created).toBe(patterns.length);
}

const inCodePointOrder = (patterns: readonly string[]): readonly string[] =>
  [...patterns].sort((a, b) => (a < b ? -1 : 1));

describe('a list of 130', () => {
  const patterns = Array.from({ length: 130 }, (_, i) => `https://p-${(i * 7919) % 1000}.list.example`);
  const prefix = 'https://p-';

  beforeAll(() => add(...patterns));

  test('is sorted by code points, and comes in pages of 50', async () => {
    const pages: number[] = [];
    const found = await listAll({ prefix }, ({ items }) => Promise.resolve(void pages.push(items.length)));
    expect(found).toEqual(inCodePointOrder(patterns));
    expect(pages).toEqual([50, 50, 30]);
  });

  test.each(['11', '129', '130', '200'])('comes in pages of %s', async (limit) => {
    const first = await list({ prefix, limit });
    expect(first.items).toHaveLength(Math.min(Number(limit), 130));
    expect(first.cursor === undefined).toBe(Number(limit) >= 130);
    expect(await listAll({ prefix, limit })).toEqual(inCodePointOrder(patterns));
  });

  test('may be read on with another limit', async () => {
    const first = await list({ prefix, limit: '3' });
    const second = await list({ prefix, limit: '200', cursor: first.cursor! });
    const found = [...first.items, ...second.items].map(({ pattern }) => pattern);
    expect(found).toEqual(inCodePointOrder(patterns));
  });

  test('shows entries without history', async () => {
    const [entry] = (await list({ prefix, limit: '1' })).items;
    expect(entry).not.toHaveProperty('history');
    expect(entry).toMatchObject({ status: 'active', effectiveStatus: 'active', version: 1 });
  });

  test('what stays is neither left out nor shown twice while others come and go', async () => {
    const seen = await listAll({ prefix, limit: '20' }, async ({ items }) => {
      const [first] = items;
      if (first === undefined || !first.pattern.endsWith('list.example')) return;
      await bench.entries.remove(first.pattern, first.version, { by: 'test', at: NOW });
      await add(`${first.pattern}.come`, first.pattern.replace('p-', 'p-0'));
    });
    const staying = patterns.filter((pattern) => seen.includes(pattern));
    expect(new Set(seen).size).toBe(seen.length);
    expect(staying).toHaveLength(130);
    expect(seen).toEqual(inCodePointOrder(seen));
  });
});

describe('filters', () => {
  const expiresAt = '2030-05-01T13:00:00.000Z';

  beforeAll(async () => {
    const change = { by: 'test', at: NOW };
    await bench.entries.create('https://f-active.example', {}, change);
    await bench.entries.create('https://f-expired.example', { expiresAt }, change);
    await bench.entries.create('https://f-inactive.example', { status: 'inactive' }, change);
    await bench.entries.create('https://f-deleted.example', {}, change);
    await bench.entries.remove('https://f-deleted.example', 1, change);
  });

  test.each<[string | undefined, string[]]>([
    [undefined, ['active', 'expired', 'inactive']],
    ['active', ['active']],
    ['inactive', ['inactive']],
    ['expired', ['expired']],
    ['deleted', ['deleted']],
  ])('by status %s', async (status, names) => {
    bench.now = Date.parse(expiresAt);
    const query = { prefix: 'https://f-', ...(status === undefined ? {} : { status }) };
    const { items } = await list(query);
    expect(items.map(({ pattern }) => pattern)).toEqual(names.map((name) => `https://f-${name}.example`));
    expect(items.map(({ effectiveStatus }) => effectiveStatus)).toEqual(names);
  });

  test.each([
    ['https://f-a', 1],
    ['', 3],
    ['https://F-', 0],
    ['f-', 0],
    ['https://f-active.example.', 0],
    ['\u0000', 0],
    ['~', 0],
    ['é', 0],
    ['p'.repeat(512), 0],
  ])('by prefix %j', async (prefix, count) => {
    const found = (await listAll({ prefix })).filter((pattern) => pattern.includes('//f-'));
    expect(found).toHaveLength(count);
  });
});

describe('parameters', () => {
  test.each<[Query, string]>([
    [{ limit: '0' }, '/limit bad_value'],
    [{ limit: '201' }, '/limit bad_value'],
    [{ limit: '-1' }, '/limit bad_value'],
    [{ limit: '1.5' }, '/limit bad_value'],
    [{ limit: '1e1' }, '/limit bad_value'],
    [{ limit: '07' }, '/limit bad_value'],
    [{ limit: '' }, '/limit bad_value'],
    [{ limit: '9'.repeat(1000) }, '/limit bad_value'],
    [{ limit: ['1', '2'] }, '/limit duplicate_field'],
    [{ status: 'Active' }, '/status bad_value'],
    [{ status: '' }, '/status bad_value'],
    [{ status: ['active', 'deleted'] }, '/status duplicate_field'],
    [{ staus: 'active' }, '/staus unknown_parameter'],
    [{ prefix: 'p'.repeat(513) }, '/prefix too_long'],
    [
      { limit: '0', status: 'x', other: '1' },
      '/limit bad_value, /other unknown_parameter, /status bad_value',
    ],
  ])('%j is refused', async (query, errors) => {
    expect(await listOutcome(query)).toBe(`422 validation_failed, ${errors}`);
  });
});

describe('warnings', () => {
  /** Writes a row as another build may have written it. */
  async function codesOf(pattern: string, flag?: boolean): Promise<readonly string[] | undefined> {
    const one = await startBench(engine.endpoint);
    const shared = flag === undefined ? {} : { allowSharedOrigin: { BOOL: flag } };
    await one.table.putEntry(pattern, { version: { N: '1' }, ...shared });
    const { items } = pageIn(await one.call({ method: 'GET', path: '/allowlist' }));
    const entry = entryIn(await one.call({ method: 'GET', path: `/allowlist/${entryId(pattern)}` }));
    const exported = exportIn(await one.call({ method: 'GET', path: '/allowlist/export' })).entries;
    await one.stop();
    expect(entry.warnings).toEqual(items[0]!.warnings);
    expect(exported[0]).not.toHaveProperty('warnings');
    for (const { text } of items[0]!.warnings ?? []) expect(text).toMatch(/^[A-Z].+\.$/);
    return items[0]!.warnings?.map(({ code }) => code);
  }

  test.each<[string, boolean | undefined, readonly string[] | undefined]>([
    ['https://a.example', undefined, undefined],
    ['https://*.a.example', undefined, undefined],
    ['https://*.github.io', true, undefined],
    ['https://*.github.io', undefined, ['refused_today']],
    ['https://*.amazonaws.com', undefined, ['refused_today', 'not_with_credentials']],
    ['https://*.amazonaws.com:8443', false, ['refused_today', 'not_with_credentials']],
    ['https://*.amazonaws.com', true, undefined],
    ['https://*.co.uk', undefined, ['refused_today', 'not_with_credentials']],
    ['http://plain.example', undefined, ['refused_today']],
    ['moz-extension://*', true, undefined],
    ['moz-extension://*', undefined, ['refused_today', 'never_matches']],
    ['capacitor://localhost', undefined, ['refused_today', 'never_matches']],
    ['capacitor://localhost', true, undefined],
    ['https://localhost', undefined, ['shared_origin']],
    ['https://localhost:8443', undefined, undefined],
    ['http://localhost', undefined, undefined],
    ['http://app.localhost:3000', undefined, ['shared_origin']],
    ['https://a.b.localhost', undefined, ['shared_origin']],
    ['https://localhost.example', undefined, undefined],
    ['https://notlocalhost.example', undefined, undefined],
  ])('%s with allowSharedOrigin %s', async (pattern, flag, codes) => {
    expect(await codesOf(pattern, flag)).toEqual(codes);
  });
});

describe('cursors', () => {
  /** A list without any filter, sorted by pattern. */
  const scope = ['list', ...Array.from({ length: 6 }, () => undefined)] as const;
  const cursor = writeCursor(scope, 'https://a.example');

  test('lead on', async () => {
    expect(await listOutcome({ cursor })).toBe('200');
    expect(readCursor(scope, cursor)).toBe('https://a.example');
  });

  test('one character more, less or other is refused', async () => {
    const others = Array.from(cursor, (character, i) => {
      const other = character === 'A' ? 'B' : 'A';
      return cursor.slice(0, i) + other + cursor.slice(i + 1);
    });
    for (const changed of [...others, `${cursor}A`, `${cursor}=`, cursor.slice(0, -1)]) {
      expect(() => readCursor(scope, changed)).toThrow('cursor');
    }
    expect(await listOutcome({ cursor: others[5]! })).toBe('400 bad_cursor');
  });

  test.each<[string, string]>([
    ['of another filter', writeCursor(['list', 'https://', ...scope.slice(2)], 'https://a.example')],
    ['of an export', writeCursor(['export', 'json'], 'https://a.example')],
    ['empty', ''],
    ['no base64', '%%%'],
    ['of something else', Buffer.from('{"after":"https://a.example"}').toString('base64url')],
    ['of a control character', writeCursor(scope, 'https://\u0000')],
    ['of another version', Buffer.from('[2,"https://a.example","x"]').toString('base64url')],
    ['too long', 'A'.repeat(3000)],
  ])('%s is refused', async (_, foreign) => {
    expect(await listOutcome({ cursor: foreign })).toBe('400 bad_cursor');
  });

  test('a filter may not change on the way', async () => {
    await add('https://c-1.example', 'https://c-2.example');
    const first = await list({ prefix: 'https://c-', limit: '1' });
    expect(await listOutcome({ cursor: first.cursor! })).toBe('400 bad_cursor');
    expect(await listOutcome({ cursor: first.cursor!, prefix: 'https://c-' })).toBe('200');
    expect(await listOutcome({ cursor: first.cursor!, prefix: 'https://c-', status: 'active' })).toBe(
      '400 bad_cursor',
    );
  });

  test('one for the longest key can be read', () => {
    const long = `https://${'a'.repeat(504)}`;
    expect(readCursor(scope, writeCursor(scope, long))).toBe(long);
  });
});
