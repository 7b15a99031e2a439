import * as fc from 'fast-check';
import { DynamoEntryStore } from '../../../lambda/store/dynamo-entry-store';
import { AllowlistTable } from '../../../lambda/store/allowlist-table';
import { listEntries } from '../../../lambda/store/entry-list';
import { EFFECTIVE_STATUSES, type EffectiveStatus } from '../../../lib/core';
import type { EntryQuery } from '../../../lambda/store/entry-store';
import { type Engine, startEngine } from './support/engine';
import { FaultProxy } from './support/fault-proxy';
import { adminClient, createTable, patientClient, type TestTable } from './support/table';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const ALL = EFFECTIVE_STATUSES;
const LIVE: readonly EffectiveStatus[] = ['active', 'inactive', 'expired'];

// Hundreds of writes, on a machine that may be slow.
jest.setTimeout(60_000);

let engine: Engine;
let proxy: FaultProxy;
let table: TestTable;
let store: DynamoEntryStore;

beforeAll(async () => {
  engine = await startEngine();
  proxy = await FaultProxy.start(engine.endpoint);
});

afterAll(async () => {
  await proxy.stop();
  await engine.stop();
});

beforeEach(async () => {
  table = await createTable(engine.endpoint);
  store = new DynamoEntryStore({ tableName: table.name, loadClient: adminClient(proxy.endpoint) });
});

afterEach(() => table.drop());

/** Code points and not places in a language: no `localeCompare`. */
function inOrder(patterns: readonly string[]): string[] {
  return [...patterns].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function numbered(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `https://a${String(index).padStart(5, '0')}.example.com`,
  );
}

async function seed(patterns: readonly string[], attributes = {}): Promise<void> {
  for (let from = 0; from < patterns.length; from += 50) {
    await Promise.all(patterns.slice(from, from + 50).map((pattern) => table.putEntry(pattern, attributes)));
  }
}

async function page(
  query: Partial<EntryQuery> = {},
): Promise<{ patterns: string[]; next: string | undefined }> {
  const { entries, next } = await store.list({ statuses: ALL, limit: 50, now: NOW, ...query });
  return { patterns: entries.map(({ sk }) => sk), next };
}

/** Every page to the end; `between` runs after each. */
async function pages(
  query: Partial<EntryQuery>,
  between: (index: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<string[][]> {
  const all: string[][] = [];
  let after: string | undefined;
  do {
    const { patterns, next } = await page({ ...query, after });
    all.push(patterns);
    await between(all.length);
    after = next;
  } while (after !== undefined);
  return all;
}

test('an empty list is one empty page', async () => {
  expect(await page()).toEqual({ patterns: [], next: undefined });
});

test('the list is sorted by code points, whatever the shard', async () => {
  const patterns = [
    'https://*.example.com',
    'https://example.com',
    'https://example.com:8443',
    'https://example.com.au',
    'https://example-a.com',
    'https://example_a.com',
    'https://examplea.com',
    'https://[2001:db8::1]',
    'https://192.0.2.1',
    'http://localhost:3000',
    `chrome-extension://${'b'.repeat(32)}`,
    'moz-extension://00000000-0000-0000-0000-00000000000a',
  ];
  await seed(patterns);
  expect((await page()).patterns).toEqual(inOrder(patterns));
  expect((await pages({ limit: 1 })).flat()).toEqual(inOrder(patterns));
});

test('an entry shows its fields and no history', async () => {
  await store.create(
    'https://example.com',
    { name: 'Shop', expiresAt: '2031-01-01T00:00:00.000Z' },
    { by: 'ada', at: NOW },
  );
  const { entries } = await store.list({ statuses: ALL, limit: 1, now: NOW });
  const entry = (await store.get('https://example.com', NOW))!;
  expect(entries.map((summary) => ({ ...summary, history: entry.history }))).toEqual([entry]);
  expect(entries[0]).not.toHaveProperty('history');
});

describe('pages', () => {
  test.each([7, 99, 100, 101, 200, 250])(
    'of %d hold every entry once, in order, and as many as asked for',
    async (limit) => {
      const patterns = numbered(200);
      await seed(patterns);
      const all = await pages({ limit });
      expect(all.flat()).toEqual(patterns);
      const full = Math.floor(200 / limit);
      expect(all.map(({ length }) => length)).toEqual(
        [...Array.from({ length: full }, () => limit), 200 % limit].filter((length) => length > 0),
      );
    },
  );

  test('a page reads little more than it shows, wherever it begins', async () => {
    await seed(numbered(600));
    for (const after of [undefined, numbered(600)[300]]) {
      proxy.calls.length = 0;
      await page({ limit: 50, after });
      const asked = proxy.calls.map(({ input }) => Number(input['Limit']));
      // A query a shard, and now and then one more where a shard holds more than its share.
      expect(asked.length).toBeLessThanOrEqual(20);
      expect(asked.reduce((sum, limit) => sum + limit)).toBeLessThanOrEqual(200);
      expect(proxy.calls.every(({ input }) => input['ConsistentRead'] === true)).toBe(true);
      expect(proxy.calls.every(({ operation }) => operation === 'Query')).toBe(true);
    }
  });

  test('the history, which is most of an item, is not sent', async () => {
    await seed(numbered(1));
    const before = proxy.calls.length;
    await page();
    const names = proxy.calls
      .slice(before)
      .flatMap(({ input }) => Object.values(input['ExpressionAttributeNames'] as Record<string, string>));
    expect(names).not.toContain('history');
    expect(names).toContain('updatedBy');
  });
});

describe('filters', () => {
  test.each<[string | undefined, readonly number[]]>([
    [undefined, [0, 1, 2, 3, 4]],
    ['', [0, 1, 2, 3, 4]],
    ['https://', [1, 2, 3, 4]],
    ['https://a', [2, 3, 4]],
    ['https://a.example', [2, 3]],
    ['https://a.example.com', [2, 3]],
    ['https://a.example.com:', [3]],
    ['https://a.example.com:8443x', []],
    ['~', []],
    ['é', []],
    ['https://a\u0000', []],
    ['\ud800', []],
    ['€'.repeat(512), []],
    ['https://a'.padEnd(2000, 'a'), []],
  ])('prefix %.40s', async (prefix, expected) => {
    const patterns = [
      'http://localhost',
      'https://*.example.com',
      'https://a.example.com',
      'https://a.example.com:8443',
      'https://ab.example.com',
    ];
    await seed(patterns);
    expect((await page({ prefix })).patterns).toEqual(expected.map((index) => patterns[index]));
    expect((await pages({ prefix, limit: 1 })).flat()).toEqual(expected.map((index) => patterns[index]));
  });

  test('after a pattern that is not there, beyond the prefix, and too long to be one', async () => {
    const patterns = numbered(3);
    await seed(patterns);
    expect((await page({ after: 'https://a00000.example.com0' })).patterns).toEqual(patterns.slice(1));
    expect((await page({ after: 'https://b', prefix: 'https://a' })).patterns).toEqual([]);
    expect((await page({ after: 'https://', prefix: 'https://a' })).patterns).toEqual(patterns);
    expect((await page({ after: 'i'.repeat(5000) })).patterns).toEqual([]);
    expect((await page({ after: `https://a00000.example.com${'0'.repeat(5000)}` })).patterns).toEqual(
      patterns.slice(1),
    );
  });

  test.each<[readonly EffectiveStatus[], readonly string[]]>([
    [['active'], ['active', 'later']],
    [['inactive'], ['inactive', 'inactive-expired', 'unsound']],
    [['expired'], ['expired', 'now']],
    [['deleted'], ['deleted']],
    [LIVE, ['active', 'expired', 'inactive', 'inactive-expired', 'later', 'now', 'unsound']],
    [[], []],
  ])('status %p', async (statuses, expected) => {
    const past = { S: new Date(NOW - 1).toISOString() };
    await seed(['https://active.example']);
    await seed(['https://inactive.example'], { status: { S: 'inactive' } });
    await seed(['https://expired.example'], { expiresAt: past });
    await seed(['https://now.example'], { expiresAt: { S: new Date(NOW).toISOString() } });
    await seed(['https://later.example'], { expiresAt: { S: new Date(NOW + 1).toISOString() } });
    await seed(['https://inactive-expired.example'], { status: { S: 'inactive' }, expiresAt: past });
    await seed(['https://deleted.example'], { status: { S: 'deleted' }, expiresAt: past });
    await seed(['https://unsound.example'], { status: { S: 'active' }, expiresAt: { S: 'soon' } });
    await seed(['https://gone.example'], { ttl: { N: String(NOW / 1000) } });
    expect((await page({ statuses })).patterns).toEqual(
      inOrder(expected.map((name) => `https://${name}.example`)),
    );
  });

  test('a page is filled although a filter drops nearly everything', async () => {
    const patterns = numbered(900);
    await seed(patterns);
    const rare = [10, 500, 899].map((index) => patterns[index]!);
    await seed(rare, { status: { S: 'inactive' } });
    proxy.calls.length = 0;
    expect(await page({ statuses: ['inactive'], limit: 2 })).toEqual({
      patterns: rare.slice(0, 2),
      next: rare[1],
    });
    expect(await page({ statuses: ['inactive'], limit: 3 })).toEqual({ patterns: rare, next: undefined });
    // Each shard is read in steps that grow, all shards together, so these are few and do not wait for each other.
    expect(proxy.calls.length).toBeLessThan(200);
    const alone = proxy.calls.filter(({ beside }) => beside === 0);
    expect(alone.length).toBeLessThan(proxy.calls.length / 2);
  });

  test('nothing is lost where a filter drops most of what is read', async () => {
    const patterns = numbered(700);
    await seed(patterns);
    const kept = patterns.filter((_, index) => index % 7 === 3);
    await seed(kept, { status: { S: 'inactive' } });
    for (const limit of [3, 20, 99, 100]) {
      expect((await pages({ statuses: ['inactive'], limit })).flat()).toEqual(kept);
    }
  });

  test('a row whose key is no text of a pattern is left out, and the list goes on', async () => {
    await seed(['https://a.example', 'https://h é€😀.example', 'https://z.example']);
    expect((await pages({ limit: 1 })).flat()).toEqual(['https://a.example', 'https://z.example']);
  });

  test('a page whose time is over ends with what it has, and says where to go on', async () => {
    const patterns = numbered(6);
    await seed(patterns);
    await seed([patterns[4]!], { status: { S: 'inactive' } });
    const inner = new AllowlistTable({ tableName: table.name, loadClient: patientClient(engine.endpoint) });
    const shown: string[][] = [];
    let after: string | undefined;
    do {
      const query: EntryQuery = { statuses: ['inactive'], limit: 10, now: NOW, after };
      const { entries, next } = await listEntries(inner, query, 0);
      shown.push(entries.map(({ sk }) => sk));
      expect(next).not.toBe(after);
      after = next;
    } while (after !== undefined);
    expect(shown.flat()).toEqual([patterns[4]]);
    expect(shown.length).toBeGreaterThan(1);
  });
});

describe('changes between pages', () => {
  test('no entry that stays is left out or shown twice', async () => {
    const staying = numbered(300);
    await seed(staying);
    const added: string[] = [];
    const removed = staying.filter((_, index) => index % 3 === 0);
    const all = await pages({ limit: 20, statuses: LIVE }, async (index) => {
      const pattern = `https://a${String((index * 37) % 300).padStart(5, '0')}-new.example.com`;
      added.push(pattern);
      await table.putEntry(pattern);
      const victim = removed[index * 5];
      if (victim !== undefined) await table.putEntry(victim, { status: { S: 'deleted' } });
    });
    const shown = all.flat();
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown).toEqual(inOrder(shown));
    const stayed = staying.filter((pattern) => !removed.includes(pattern));
    expect(shown.filter((pattern) => stayed.includes(pattern))).toEqual(stayed);
    expect(shown.every((pattern) => staying.includes(pattern) || added.includes(pattern))).toBe(true);
  });

  test('law: pages of any size and prefix make up the filtered list', async () => {
    const patterns = inOrder([
      ...Array.from({ length: 60 }, (_, index) => `https://${index.toString(36)}.example`),
      ...Array.from({ length: 60 }, (_, index) => `https://*.${index.toString(2)}.example`),
    ]);
    await seed(patterns);
    const prefixes = fc
      .tuple(fc.constantFrom(...patterns), fc.nat(30))
      .map(([pattern, end]) => pattern.slice(0, end));
    await fc.assert(
      fc.asyncProperty(prefixes, fc.integer({ min: 4, max: 130 }), async (prefix, limit) => {
        const shown = (await pages({ prefix, limit })).flat();
        expect(shown).toEqual(patterns.filter((pattern) => pattern.startsWith(prefix)));
      }),
      { numRuns: 8 },
    );
  });
});

describe('how much is read', () => {
  const limits = (): number[] => proxy.calls.map(({ input }) => Number(input['Limit']));

  beforeEach(() => {
    proxy.calls.length = 0;
  });

  test.each<[string, Partial<EntryQuery>, number]>([
    ['a page takes its share of each shard, and some more', { limit: 15 }, 3],
    ['a large page too', { limit: 255 }, 24],
    ['a text is looked for in longer steps', { limit: 15, contains: 'x' }, 40],
    ['so is an owner', { limit: 15, owner: 'team' }, 40],
    ['so is what has changed since', { limit: 15, changedSince: '2030-01-01T00:00:00.000Z' }, 40],
  ])('%s', async (_, query, limit) => {
    await page(query);
    expect(limits()).toEqual(Array.from({ length: 16 }, () => limit));
  });

  test('a beginning that no pattern can have is not looked for', async () => {
    expect(await page({ prefix: 'not a pattern' })).toEqual({ patterns: [], next: undefined });
    expect(limits()).toEqual([]);
  });
});
