import { SETTINGS_KEY } from '../../../lib/contract';
import { DynamoSettingsStore } from '../../../lambda/store/dynamo-settings-store';
import { StoreUnavailableError } from '../../../lambda/store/store-unavailable';
import { type Engine, startEngine } from './support/engine';
import { FaultProxy } from './support/fault-proxy';
import { sizeOfItem } from './support/item-size';
import { adminClient, createTable, keyAttributes, type TestTable } from './support/table';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const ada = { by: 'ada', at: NOW };

// Dozens of writers, on a machine that may be slow.
jest.setTimeout(60_000);

let engine: Engine;
let proxy: FaultProxy;
let table: TestTable;
let store: DynamoSettingsStore;

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
  store = new DynamoSettingsStore({ tableName: table.name, loadClient: adminClient(proxy.endpoint) });
});

afterEach(() => table.drop());

test('settings that were never written are undefined', async () => {
  expect(await store.read()).toBeUndefined();
});

test('the first write makes them, the next ones change them', async () => {
  const first = {
    ...SETTINGS_KEY,
    enableCorsForOAuthEndpoints: true,
    version: 1,
    updatedAt: '2030-05-01T12:00:00.000Z',
    updatedBy: 'ada',
    history: [
      {
        at: '2030-05-01T12:00:00.000Z',
        by: 'ada',
        action: 'create',
        changes: [{ field: 'enableCorsForOAuthEndpoints', to: 'true' }],
      },
    ],
  };
  expect(await store.write(true, 0, ada)).toEqual({ outcome: 'written', settings: first, changed: true });
  expect(await store.read()).toEqual(first);
  const second = await store.write(false, 1, { by: 'bob', at: NOW + 1 });
  expect(second).toMatchObject({
    outcome: 'written',
    changed: true,
    before: first,
    settings: { enableCorsForOAuthEndpoints: false, version: 2, updatedBy: 'bob' },
  });
  expect((await store.read())?.history.at(-1)).toEqual({
    at: '2030-05-01T12:00:00.001Z',
    by: 'bob',
    action: 'update',
    changes: [{ field: 'enableCorsForOAuthEndpoints', from: 'true', to: 'false' }],
  });
});

test('the same content writes nothing, neither the default nor a value', async () => {
  expect(await store.write(false, 0, ada)).toEqual({
    outcome: 'written',
    settings: undefined,
    changed: false,
  });
  expect(await table.getRaw(SETTINGS_KEY)).toBeUndefined();
  await store.write(true, 0, ada);
  expect(await store.write(true, 1, ada)).toMatchObject({
    outcome: 'written',
    changed: false,
    settings: { version: 1 },
  });
});

test.each([
  [0, 'stale'],
  [1, 'written'],
  [2, 'stale'],
])('a write on version 1 that expects %d is %s', async (expected, outcome) => {
  await store.write(true, 0, ada);
  expect(await store.write(false, expected, ada)).toMatchObject({
    outcome,
    settings: { version: outcome === 'stale' ? 1 : 2 },
  });
});

test('a write that expects a version of settings that were never written', async () => {
  expect(await store.write(true, 1, ada)).toEqual({ outcome: 'stale', settings: undefined });
});

test.each([0, 1])(
  '50 writers who expect version %d: one wins, and the others see what it wrote',
  async (expected) => {
    if (expected === 1) await store.write(true, 0, ada);
    const isOn = expected === 0;
    const writes = Array.from({ length: 50 }, (_, index) =>
      store.write(isOn, expected, { by: `admin ${index}`, at: NOW }),
    );
    const results = await Promise.all(writes);
    const winners = results.filter(({ outcome }) => outcome === 'written');
    expect(winners).toHaveLength(1);
    const losers = results.filter(({ outcome }) => outcome === 'stale');
    expect(losers).toHaveLength(49);
    expect(losers.every(({ settings }) => settings?.version === expected + 1)).toBe(true);
  },
);

test('the last 20 changes are kept, and the item stays under 16 kB', async () => {
  for (let version = 0; version < 30; version++) {
    await store.write(version % 2 === 0, version, { by: '😀'.repeat(256), at: NOW + version });
  }
  expect((await store.read())?.history).toHaveLength(20);
  expect(sizeOfItem((await table.getRaw(SETTINGS_KEY))!)).toBeLessThan(16_000);
});

test('of two first writes at once one wins, and the other sees its settings', async () => {
  const writes = await Promise.all([store.write(true, 0, ada), store.write(true, 0, { ...ada, by: 'bob' })]);
  const winner = writes.find(({ outcome }) => outcome === 'written');
  expect(writes.map(({ outcome }) => outcome).sort()).toEqual(['stale', 'written']);
  expect(writes.find(({ outcome }) => outcome === 'stale')).toEqual({
    outcome: 'stale',
    settings: winner?.settings,
  });
  expect(winner).not.toHaveProperty('before');
});

test('a write over settings that somebody removed meanwhile is stale, and there are none', async () => {
  await store.write(true, 0, ada);
  const gone = { name: 'ConditionalCheckFailedException' };
  const load = adminClient(proxy.endpoint);
  let reads = 0;
  const loadClient: typeof load = async () => {
    const calls = await load();
    return {
      ...calls,
      get: async (input) => (++reads === 1 ? calls.get(input) : { $metadata: {} }),
      put: () => Promise.reject(Object.assign(new Error('no'), gone)),
    };
  };
  const other = new DynamoSettingsStore({ tableName: table.name, loadClient });
  expect(await other.write(false, 1, ada)).toEqual({ outcome: 'stale', settings: undefined });
});

test('settings that somebody else wrote can be written over', async () => {
  await table.putRaw({ ...keyAttributes(SETTINGS_KEY), enableCorsForOAuthEndpoints: { S: 'yes' } });
  expect(await store.read()).toMatchObject({ enableCorsForOAuthEndpoints: false, version: 0 });
  expect(await store.write(true, 0, ada)).toMatchObject({ outcome: 'written', settings: { version: 1 } });
});

test('a table that fails is named as such, and it recovers', async () => {
  proxy.spoil('denied');
  await expect(store.read()).rejects.toBeInstanceOf(StoreUnavailableError);
  await expect(store.write(true, 0, ada)).rejects.toBeInstanceOf(StoreUnavailableError);
  proxy.heal();
  expect((await store.write(true, 0, ada)).outcome).toBe('written');
});

test('a write whose answer was lost is known again', async () => {
  proxy.spoil('lost-answer', 1, 'PutItem');
  expect(await store.write(true, 0, ada)).toMatchObject({
    outcome: 'written',
    changed: true,
    settings: { version: 1 },
  });
});
