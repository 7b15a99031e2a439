import { AllowlistTable } from '../../../lambda/store/allowlist-table';
import { StoreUnavailableError } from '../../../lambda/store/store-unavailable';
import { absent, unchanged } from '../../../lambda/store/write-condition';
import { type Engine, startEngine } from './support/engine';
import { FaultProxy } from './support/fault-proxy';
import { adminClient, createTable, keyAttributes, type TestTable } from './support/table';

const KEY = { pk: 'E#1', sk: 'https://example.com' };

let engine: Engine;
let proxy: FaultProxy;
let raw: TestTable;
let table: AllowlistTable;

beforeAll(async () => {
  engine = await startEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  proxy = await FaultProxy.start(engine.endpoint);
  raw = await createTable(engine.endpoint);
  table = new AllowlistTable({ tableName: raw.name, loadClient: adminClient(proxy.endpoint) });
});

afterEach(async () => {
  await raw.drop();
  await proxy.stop();
});

test.each([
  ['an empty one', '', 0],
  ['one of 1,024 bytes', 'a'.repeat(1024), 1],
  ['one of 1,025 bytes', 'a'.repeat(1025), 0],
  ['one of 1,026 bytes in 513 characters', 'ä'.repeat(513), 0],
])('the sort key of a question: %s', async (_, sk, asked) => {
  expect(await table.get({ pk: 'E#1', sk })).toBeUndefined();
  expect(proxy.count('GetItem')).toBe(asked);
});

test('reads are strongly consistent', async () => {
  await table.get(KEY);
  await table.query({ pk: 'E#1', low: '!', high: '~' }, undefined, 10, ['sk']);
  expect(proxy.calls.map(({ input }) => input['ConsistentRead'])).toEqual([true, true]);
});

describe('a write', () => {
  test('that happens needs no read', async () => {
    expect(await table.put(KEY, absent())).toEqual({ written: true });
    expect(proxy.calls.map(({ operation }) => operation)).toEqual(['PutItem']);
    expect(await raw.getRaw(KEY)).toMatchObject({
      ...keyAttributes(KEY),
      writeId: { S: expect.any(String) as unknown },
    });
  });

  test('whose condition does not hold shows the item that is there', async () => {
    await raw.putRaw({ ...keyAttributes(KEY), name: { S: 'other' } });
    const current = { ...keyAttributes(KEY), name: { S: 'other' } };
    expect(await table.put(KEY, absent())).toEqual({ written: false, current });
  });

  test('whose condition does not hold because the item is gone shows none', async () => {
    expect(await table.put(KEY, unchanged({ version: { N: '1' } }))).toEqual({
      written: false,
      current: undefined,
    });
  });

  test('that failed is no write whose condition did not hold', async () => {
    proxy.spoil('denied', Infinity, 'PutItem');
    await expect(table.put(KEY, absent())).rejects.toThrow(StoreUnavailableError);
    expect(proxy.count('GetItem')).toBe(0);
  });
});

test('a failure is told by the name that the API gives it, and holds its cause', async () => {
  proxy.spoil('denied');
  await expect(table.get(KEY)).rejects.toMatchObject({
    message: 'the allowlist table gave no answer: AccessDeniedException',
    cause: { name: 'AccessDeniedException' },
  });
});

test('a range holds both of its ends, and is read on after a key', async () => {
  for (const sk of ['a', 'b', 'c', 'd'])
    await raw.putRaw({ ...keyAttributes({ pk: 'E#1', sk }), name: { S: sk } });
  await raw.putRaw(keyAttributes({ pk: 'E#2', sk: 'b' }));
  const range = { pk: 'E#1', low: 'b', high: 'd' };
  const first = await table.query(range, undefined, 2, ['sk', 'name']);
  expect(first).toEqual({
    items: ['b', 'c'].map((text) => ({ sk: { S: text }, name: { S: text } })),
    lastKey: 'c',
  });
  expect(await table.query(range, first.lastKey, 2, ['sk'])).toEqual({
    items: [{ sk: { S: 'd' } }],
    lastKey: undefined,
  });
});
