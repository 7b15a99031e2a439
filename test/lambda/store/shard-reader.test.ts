import type { AllowlistTable } from '../../../lambda/store/allowlist-table';
import { ShardReader } from '../../../lambda/store/shard-reader';

const RANGE = { pk: 'E#1', low: '!', high: '~' };

/** A shard whose queries bring these keys, one list for each; `limits` are what they were asked for. */
function shardOf(...pages: readonly (readonly string[])[]): {
  table: AllowlistTable;
  limits: number[];
  after: unknown[];
} {
  const limits: number[] = [];
  const after: unknown[] = [];
  const query: AllowlistTable['query'] = (_, from, limit) => {
    limits.push(limit);
    after.push(from);
    const keys = pages[limits.length - 1] ?? [];
    const lastKey = limits.length < pages.length ? `last of ${limits.length}` : undefined;
    return Promise.resolve({ items: keys.map((sk) => (sk === '' ? {} : { sk: { S: sk } })), lastKey });
  };
  return { table: { query } as unknown as AllowlistTable, limits, after };
}

function keysOf(entries: readonly { readonly sk: string }[]): string[] {
  return entries.map(({ sk }) => sk);
}

test('entries come one after the other, until the shard is dry', async () => {
  const { table, after } = shardOf(['a', 'b'], ['c']);
  const reader = new ShardReader(table, RANGE, 2);
  expect([reader.head, reader.isDry]).toEqual([undefined, true]);
  await reader.fill();
  expect([reader.head?.sk, reader.isDry]).toEqual(['a', false]);
  expect(reader.take()?.sk).toBe('a');
  expect([reader.head?.sk, reader.isDry]).toEqual(['b', false]);
  reader.take();
  expect([reader.head, reader.isDry]).toEqual([undefined, true]);
  await reader.fill();
  expect(after).toEqual([undefined, 'last of 1']);
  expect(reader.take()?.sk).toBe('c');
  expect([reader.take(), reader.isDry]).toEqual([undefined, false]);
});

test('all that is left can be taken at once, and nothing twice', async () => {
  const { table } = shardOf(['a', 'b', 'c'], ['d']);
  const reader = new ShardReader(table, RANGE, 3);
  await reader.fill();
  reader.take();
  expect(keysOf(reader.takeAll())).toEqual(['b', 'c']);
  expect([keysOf(reader.takeAll()), reader.isDry]).toEqual([[], true]);
  await reader.fill();
  expect(keysOf(reader.takeAll())).toEqual(['d']);
});

test('what is left stays where more is read before it is taken', async () => {
  const { table } = shardOf(['a', 'b'], ['c']);
  const reader = new ShardReader(table, RANGE, 2);
  await reader.fill();
  reader.take();
  await reader.fill();
  expect(keysOf(reader.takeAll())).toEqual(['b', 'c']);
});

test('little is left once less than a quarter of the next query is, unless the shard is at its end', async () => {
  const { table } = shardOf(['a', 'b', 'c', 'd'], ['e']);
  const reader = new ShardReader(table, RANGE, 4);
  expect(reader.isLow).toBe(true);
  await reader.fill();
  // The next query is for eight.
  const isLow = (): boolean => reader.isLow;
  expect(isLow()).toBe(false);
  reader.take();
  reader.take();
  expect(isLow()).toBe(false);
  reader.take();
  expect(isLow()).toBe(true);
  await reader.fill();
  expect(isLow()).toBe(false);
  reader.takeAll();
  expect(isLow()).toBe(false);
});

test.each<[string, number | undefined, number[]]>([
  ['twice as many each time', undefined, [300, 600, 1000, 1000]],
  ['four times as many where it is told so', 4, [300, 1000, 1000, 1000]],
])('a shard is asked for %s, and never for more than 1,000', async (_, growth, expected) => {
  const { table, limits } = shardOf([], [], [], ['a']);
  const reader = new ShardReader(table, RANGE, 300, growth);
  await reader.fill();
  expect(limits).toEqual(expected);
  expect(reader.head?.sk).toBe('a');
});

test('a query that brings nothing is not the end; an end without anything is', async () => {
  const reader = new ShardReader(shardOf([], []).table, RANGE, 10);
  await reader.fill();
  expect([reader.head, reader.isDry]).toEqual([undefined, false]);
});

test('keys that cannot be patterns are left out', async () => {
  const reader = new ShardReader(shardOf(['a b', 'c', 'ä', 'd']).table, RANGE, 10);
  await reader.fill();
  expect(keysOf(reader.takeAll())).toEqual(['c', 'd']);
});
