import * as fc from 'fast-check';
import { AllowlistTable } from '../../../lambda/store/allowlist-table';
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
