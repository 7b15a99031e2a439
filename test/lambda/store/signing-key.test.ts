import { QUERY_SIGNING_KEY } from '../../../lib/contract';
import { SigningKey } from '../../../lambda/store/signing-key';
import { StoreUnavailableError } from '../../../lambda/store/store-unavailable';
import { type Engine, startEngine } from './support/engine';
import { FaultProxy } from './support/fault-proxy';
import { adminClient, createTable, keyAttributes, type TestTable } from './support/table';

const KEY_BYTES = 32;

let engine: Engine;
let proxy: FaultProxy;
let table: TestTable;

beforeAll(async () => {
  engine = await startEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  proxy = await FaultProxy.start(engine.endpoint);
  table = await createTable(engine.endpoint);
});

afterEach(async () => {
  await table.drop();
  await proxy.stop();
});

/** The signing key as one more instance of the function has it. */
function instance(): SigningKey {
  return new SigningKey({ tableName: table.name, loadClient: adminClient(proxy.endpoint) });
}

async function store(key: Record<string, { readonly S: string }>): Promise<void> {
  await table.putRaw({ ...keyAttributes(QUERY_SIGNING_KEY), ...key });
}

test('the first call makes 256 random bits, and every instance has them from then on', async () => {
  const key = await instance().read();
  expect(key).toHaveLength(KEY_BYTES);
  expect(key).not.toEqual(Buffer.alloc(KEY_BYTES));
  expect(await instance().read()).toEqual(key);
  const stored = await table.getRaw(QUERY_SIGNING_KEY);
  expect(stored?.['key']).toEqual({ S: key.toString('base64url') });
});

test('another table has another key', async () => {
  const key = await instance().read();
  const other = await createTable(engine.endpoint);
  const options = { tableName: other.name, loadClient: adminClient(engine.endpoint) };
  expect(await new SigningKey(options).read()).not.toEqual(key);
  await other.drop();
});

test('instances that start at once agree: the key of the first one counts', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => instance().read()));
  const stored = await table.getRaw(QUERY_SIGNING_KEY);
  expect(new Set(keys.map((key) => key.toString('base64url')))).toEqual(new Set([stored?.['key']?.S]));
  expect(proxy.count('PutItem')).toBeGreaterThan(1);
});

test('an instance reads the table once, however often and however many at once ask it', async () => {
  await store({ key: { S: Buffer.alloc(KEY_BYTES, 7).toString('base64url') } });
  const one = instance();
  await Promise.all([one.read(), one.read()]);
  expect(await one.read()).toEqual(Buffer.alloc(KEY_BYTES, 7));
  expect(proxy.calls.map(({ operation }) => operation)).toEqual(['GetItem']);
});

test('a read that failed is tried again by the next call', async () => {
  await store({ key: { S: Buffer.alloc(KEY_BYTES, 7).toString('base64url') } });
  proxy.spoil('denied');
  const one = instance();
  await expect(one.read()).rejects.toThrow(StoreUnavailableError);
  proxy.heal();
  expect(await one.read()).toEqual(Buffer.alloc(KEY_BYTES, 7));
});

test.each([
  ['no key', {}],
  ['a key of no bytes', { key: { S: '' } }],
  ['a key that is a byte too short', { key: { S: Buffer.alloc(KEY_BYTES - 1).toString('base64url') } }],
  ['a key that is a byte too long', { key: { S: Buffer.alloc(KEY_BYTES + 1).toString('base64url') } }],
])('an item with %s is refused and not written over', async (_, item) => {
  await store(item);
  await expect(instance().read()).rejects.toThrow(
    'the item QUERY_SIGNING holds no key; delete it, and the next question makes another one',
  );
  expect(await table.getRaw(QUERY_SIGNING_KEY)).toEqual({ ...keyAttributes(QUERY_SIGNING_KEY), ...item });
});
