import fc from 'fast-check';
import { usageAnswer } from '../../../lambda/admin/queries/usage-view';
import type { LogRow } from '../../../lambda/admin/queries/log-queries';
import type { EntrySummary } from '../../../lambda/store/entry-store';
import { entryId } from '../../../lib/contract';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminAnswer, type AdminBench, startBench } from './support/admin-bench';
import { entryIn } from './support/bodies';
import { startTestLog, type TestLog } from './support/test-log';

let engine: Engine;
let log: TestLog;
let bench: AdminBench;

beforeAll(async () => {
  engine = await startEngine();
});

beforeEach(async () => {
  log = await startTestLog();
  bench = await startBench(engine.endpoint, { logs: log.queries });
});

afterEach(async () => {
  await log.stop();
  await bench.stop();
});

afterAll(() => engine.stop());

function ask(json: object): Promise<AdminAnswer> {
  return bench.call({ method: 'POST', path: '/usage', json });
}

async function usage(): Promise<unknown> {
  const { id } = (await ask({ days: 90 })).body as { id: string };
  return (await bench.call({ method: 'GET', path: `/usage/${id}` })).body;
}

async function add(pattern: string): Promise<string> {
  return entryIn(await bench.call({ method: 'POST', path: '/allowlist', json: { pattern } }), 201).id;
}

test('says when each entry was used, and since when the log knows', async () => {
  const used = await add('https://*.used.example');
  const unused = await add('https://unused.example');
  const before = new Date().toISOString();
  log.write({ message: 'entry used', entry: 'https://*.used.example' });
  log.write({ message: 'entry used', entry: 'https://gone.example' });
  log.write({ message: 'verdict', entry: 'https://unused.example', outcome: 'refuse' });
  const answer = (await usage()) as { since: string; items: { lastUsed?: string }[] };
  expect(answer).toEqual({
    status: 'complete',
    asOf: expect.any(String) as unknown,
    since: expect.any(String) as unknown,
    unusedListed: true,
    items: [
      { pattern: 'https://*.used.example', id: used, lastUsed: expect.any(String) as unknown },
      { pattern: 'https://unused.example', id: unused },
    ],
  });
  expect(answer.since >= before && answer.since <= (answer.items[0]?.lastUsed ?? '')).toBe(true);
});

test('a deleted entry is no item', async () => {
  const id = await add('https://deleted.example');
  log.write({ message: 'entry used', entry: 'https://deleted.example' });
  await bench.call({ method: 'DELETE', path: `/allowlist/${id}`, ifMatch: '"1"' });
  expect(await usage()).toMatchObject({ items: [] });
});

test('a log without any use knows nothing, and says so', async () => {
  await add('https://a.example');
  expect(await usage()).toEqual({
    status: 'complete',
    asOf: expect.any(String) as unknown,
    unusedListed: true,
    items: [{ pattern: 'https://a.example', id: entryId('https://a.example') }],
  });
});

test.each([0, 91, 1.5, '90', undefined])('days %p is 422', async (days) => {
  const { status, body } = await ask({ days });
  expect([status, (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)]).toEqual([
    422,
    ['/days'],
  ]);
});

test.each([1, 90])('days %p is fine', async (days) => {
  expect((await ask({ days })).status).toBe(202);
});

test('an id of a question for refused origins is none for use', async () => {
  const { id } = (await bench.call({ method: 'POST', path: '/refusals', json: { minutes: 1, limit: 1 } }))
    .body as { id: string };
  expect((await bench.call({ method: 'GET', path: `/usage/${id}` })).status).toBe(404);
});

describe('never calls an entry unused that the log may have seen', () => {
  const BASE = Date.UTC(2030, 0, 1);
  const time = (seconds: number): string => new Date(BASE + seconds * 1000).toISOString();
  const summary = (sk: string): EntrySummary => ({ sk, status: 'active' }) as EntrySummary;

  test('whatever is cut', () => {
    const use = fc.record({ entry: fc.nat(12), at: fc.nat(50) });
    fc.assert(
      fc.property(
        fc.array(use, { maxLength: 40 }),
        fc.option(fc.array(fc.nat(12))),
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 0, max: 1500 }),
        (uses, list, maxRows, maxBytes) => {
          const used = [...new Set(uses.map(({ entry }) => entry))];
          const timesOf = (of: number): number[] =>
            uses.flatMap(({ entry, at }) => (entry === of ? [at] : []));
          const rows = used
            .map((entry) => ({ entry, times: timesOf(entry) }))
            .sort((a, b) => Math.max(...b.times) - Math.max(...a.times))
            .slice(0, maxRows)
            .map(({ entry, times }): LogRow => ({
              entry: `p${String(entry)}`,
              firstSeen: String(BASE + Math.min(...times) * 1000),
              lastSeen: String(BASE + Math.max(...times) * 1000),
            }));
          const entries =
            list === null ? undefined : [...new Set(list)].map((one) => summary(`p${String(one)}`));
          const { since, items, unusedListed } = usageAnswer(rows, entries, { maxRows, maxBytes });
          const lastUsed = new Map(items.map((item) => [item.pattern, item.lastUsed]));
          for (const { entry, at } of uses) {
            const pattern = `p${String(entry)}`;
            if (entries?.some(({ sk }) => sk === pattern) === false) continue;
            const said = lastUsed.get(pattern);
            // Every use is at or before the one that is named, or at or before the instant from which on the log is known.
            expect(time(at) <= (said ?? since ?? '')).toBe(said !== undefined || since !== undefined);
          }
          if (unusedListed) expect(items).toHaveLength(entries?.length ?? -1);
        },
      ),
    );
  });
});
