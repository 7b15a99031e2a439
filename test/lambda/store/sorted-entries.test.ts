import * as fc from 'fast-check';
import { AllowlistTable } from '../../../lambda/store/allowlist-table';
import { DynamoEntryStore } from '../../../lambda/store/dynamo-entry-store';
import type { TimeOrder, TimePlace } from '../../../lambda/store/entry-store';
import { sortedEntries } from '../../../lambda/store/sorted-entries';
import { EFFECTIVE_STATUSES } from '../../../lib/core';
import { type Engine, startEngine } from './support/engine';
import { patientClient, createTable, type TestTable } from './support/table';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const COUNT = 40;

let engine: Engine;
let table: TestTable;
let reader: AllowlistTable;
const times = new Map<string, string>();

beforeAll(async () => {
  engine = await startEngine();
  table = await createTable(engine.endpoint);
  reader = new AllowlistTable({ tableName: table.name, loadClient: patientClient(engine.endpoint) });
  for (let i = 0; i < COUNT; i++) {
    const pattern = `https://${(i * 7) % COUNT}.example`;
    // Several entries of one time, so that their patterns decide.
    const at = new Date(NOW - ((i * 11) % 9) * 3_600_000).toISOString();
    times.set(pattern, at);
    await table.putEntry(pattern, { updatedAt: { S: at } });
  }
});

afterAll(async () => {
  await table.drop();
  await engine.stop();
});

async function pages(order: TimeOrder, limit: number, prefix?: string): Promise<readonly string[]> {
  const shown: string[] = [];
  let after: TimePlace | undefined;
  do {
    const query = { order, limit, prefix, after, statuses: EFFECTIVE_STATUSES, now: NOW };
    const page = await sortedEntries(reader, query);
    shown.push(...page!.entries.map(({ sk }) => sk));
    after = page!.next;
  } while (after !== undefined);
  return shown;
}

test('law: pages of any size and beginning make up the sorted list', async () => {
  const expected = [...times].sort(([a, atA], [b, atB]) => (atA < atB ? 1 : atA > atB ? -1 : a < b ? -1 : 1));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 5, max: 50 }),
      fc.constantFrom('', '1', '3', '39'),
      async (limit, digits) => {
        const prefix = `https://${digits}`;
        const patterns = expected.map(([pattern]) => pattern).filter((pattern) => pattern.startsWith(prefix));
        expect(await pages('-updatedAt', limit, prefix)).toEqual(patterns);
      },
    ),
    { numRuns: 12 },
  );
});

test.each<[number, boolean]>([
  [COUNT, true],
  [COUNT - 1, false],
])('a table of 40 is sorted where %i may be read: %s', async (most, isSorted) => {
  const query = { order: 'expiresAt' as const, limit: 5, statuses: EFFECTIVE_STATUSES, now: NOW };
  expect((await sortedEntries(reader, query, most)) !== undefined).toBe(isSorted);
});

describe('the orders', () => {
  const ROWS = [
    ['https://a.example', '2030-01-03', '2031-01-02'],
    ['https://b.example', '2030-01-01', undefined],
    ['https://c.example', '2030-01-02', '2031-01-01'],
    ['https://d.example', '2030-01-02', '2031-01-02'],
    ['https://e.example', '2030-01-02', undefined],
  ] as const;
  let store: DynamoEntryStore;
  let few: TestTable;

  beforeAll(async () => {
    few = await createTable(engine.endpoint);
    store = new DynamoEntryStore({ tableName: few.name, loadClient: patientClient(engine.endpoint) });
    for (const [pattern, updated, expires] of ROWS) {
      const expiry = expires === undefined ? {} : { expiresAt: { S: `${expires}T00:00:00.000Z` } };
      await few.putEntry(pattern, { updatedAt: { S: `${updated}T00:00:00.000Z` }, ...expiry });
    }
  });

  afterAll(() => few.drop());

  test.each<[TimeOrder, string]>([
    ['-updatedAt', 'acdeb'],
    ['expiresAt', 'cadbe'],
  ])('%s is %s, in pages of any size, and each page knows how many there are', async (order, letters) => {
    for (const limit of [1, 2, 4, 5, 6]) {
      const shown: string[] = [];
      let after: TimePlace | undefined;
      do {
        const page = await store.listByTime({ order, limit, after, statuses: EFFECTIVE_STATUSES, now: NOW });
        expect(page!.entries.length).toBeLessThanOrEqual(limit);
        expect(page!.total).toBe(ROWS.length);
        shown.push(...page!.entries.map(({ sk }) => sk.charAt('https://'.length)));
        after = page!.next;
      } while (after !== undefined);
      expect(shown.join('')).toBe(letters);
    }
  });

  test('a filter counts before the pages are cut', async () => {
    const query = { order: 'expiresAt', limit: 1, statuses: EFFECTIVE_STATUSES, now: NOW } as const;
    const page = await store.listByTime({ ...query, contains: 'a.ex' });
    expect(page).toMatchObject({ entries: [{ sk: 'https://a.example' }], total: 1 });
    expect(page!.next).toBeUndefined();
    expect(await store.listByTime({ ...query, prefix: 'not a pattern' })).toEqual({
      entries: [],
      next: undefined,
      total: 0,
    });
  });
});
