import { setTimeout as delay } from 'node:timers/promises';
import { type EntryFields, entryId, entryKey, SETTINGS_KEY } from '../../../lib/contract';
import { DynamoEntryStore } from '../../../lambda/store/dynamo-entry-store';
import type { EntryWrite } from '../../../lambda/store/entry-store';
import { toAttributes } from '../../../lambda/store/attribute-values';
import { StoreUnavailableError } from '../../../lambda/store/store-unavailable';
import { type Engine, startEngine } from './support/engine';
import { FaultProxy } from './support/fault-proxy';
import { patientClient, clientFor, createTable, keyAttributes, type TestTable } from './support/table';

const NOW = Date.parse('2030-05-01T12:00:00.500Z');
const DAY = 24 * 3600 * 1000;
const PATTERN = 'https://*.example.com';
const ada = { by: 'ada', at: NOW };
const bob = { by: 'bob', at: NOW + DAY };

// Fifty writers and a slow machine take longer than the default.
jest.setTimeout(180_000);

let engine: Engine;
let table: TestTable;
let store: DynamoEntryStore;

beforeAll(async () => {
  engine = await startEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  table = await createTable(engine.endpoint);
  store = new DynamoEntryStore({ tableName: table.name, loadClient: patientClient(engine.endpoint) });
});

afterEach(() => table.drop());

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

async function outcomes(...writes: readonly Promise<EntryWrite>[]): Promise<string[]> {
  return (await Promise.all(writes)).map(({ outcome }) => outcome).sort();
}

describe('create', () => {
  const fields: EntryFields = {
    name: 'Shop',
    description: 'The shop of a customer',
    owner: 'shops/cors.json',
    expiresAt: iso(NOW + 30 * DAY),
    allowSharedOrigin: true,
    status: 'inactive',
  };

  test('writes the entry as it is then read', async () => {
    const write = await store.create(PATTERN, fields, ada);
    const entry = {
      ...entryKey(PATTERN),
      id: entryId(PATTERN),
      ...fields,
      version: 1,
      createdAt: iso(NOW),
      createdBy: 'ada',
      updatedAt: iso(NOW),
      updatedBy: 'ada',
      history: [
        {
          at: iso(NOW),
          by: 'ada',
          action: 'create',
          changes: [
            { field: 'name', to: 'Shop' },
            { field: 'description', to: 'The shop of a customer' },
            { field: 'owner', to: 'shops/cors.json' },
            { field: 'expiresAt', to: iso(NOW + 30 * DAY) },
            { field: 'allowSharedOrigin', to: 'true' },
            { field: 'status', to: 'inactive' },
          ],
        },
      ],
      ttl: Math.ceil((NOW + 120 * DAY) / 1000),
    };
    expect(write).toEqual({ outcome: 'written', entry, changed: true });
    expect(await store.get(PATTERN, NOW)).toEqual(entry);
  });

  test('leaves out what is not given: active, and never gone', async () => {
    await store.create(PATTERN, { allowSharedOrigin: false }, ada);
    const entry = await store.get(PATTERN, NOW);
    expect(entry).toMatchObject({ status: 'active', version: 1 });
    expect(Object.keys(entry!)).not.toEqual(expect.arrayContaining(['ttl', 'allowSharedOrigin', 'name']));
    expect((await table.getRaw(entryKey(PATTERN)))?.['allowSharedOrigin']).toBeUndefined();
  });

  test('does not touch an entry that is there', async () => {
    const first = await store.create(PATTERN, { name: 'first' }, ada);
    const second = await store.create(PATTERN, { name: 'second' }, bob);
    expect(second).toEqual({ outcome: 'exists', entry: (first as { entry: unknown }).entry });
    expect((await store.get(PATTERN, NOW))?.name).toBe('first');
  });

  test('does not touch a tombstone, until that is past its time to live', async () => {
    await store.create(PATTERN, {}, ada);
    await store.remove(PATTERN, 1, ada);
    const gone = Math.ceil(NOW / 1000) * 1000 + 90 * DAY;
    expect((await store.create(PATTERN, {}, { by: 'bob', at: gone - 1 })).outcome).toBe('deleted');
    const again = await store.create(PATTERN, { name: 'new' }, { by: 'bob', at: gone });
    expect(again).toMatchObject({
      outcome: 'written',
      entry: { name: 'new', version: 1, createdBy: 'bob', history: [{ action: 'create' }] },
    });
  });
});

describe('update', () => {
  test('replaces all fields, and says what changed', async () => {
    await store.create(PATTERN, { name: 'old', description: 'stays', allowSharedOrigin: true }, ada);
    const write = await store.update(PATTERN, { name: 'new', description: 'stays' }, 1, bob);
    expect(write).toMatchObject({
      outcome: 'written',
      changed: true,
      before: { name: 'old', version: 1 },
      entry: { name: 'new', version: 2, createdBy: 'ada', updatedBy: 'bob', updatedAt: iso(bob.at) },
    });
    expect((await store.get(PATTERN, NOW))?.history.at(-1)).toEqual({
      at: iso(bob.at),
      by: 'bob',
      action: 'update',
      changes: [
        { field: 'name', from: 'old', to: 'new' },
        { field: 'allowSharedOrigin', from: 'true' },
      ],
    });
  });

  test('of the same content writes nothing', async () => {
    const fields: EntryFields = { name: 'Shop', allowSharedOrigin: true, expiresAt: iso(NOW + DAY) };
    await store.create(PATTERN, fields, ada);
    const before = await table.getRaw(entryKey(PATTERN));
    expect(await store.update(PATTERN, { ...fields, status: 'active' }, 1, bob)).toMatchObject({
      outcome: 'written',
      changed: false,
      entry: { version: 1 },
    });
    expect(await table.getRaw(entryKey(PATTERN))).toEqual(before);
  });

  test('moves the time to live with the expiry, and drops it without one', async () => {
    await store.create(PATTERN, { expiresAt: iso(NOW + DAY) }, ada);
    await store.update(PATTERN, { expiresAt: iso(NOW + 2 * DAY) }, 1, ada);
    expect((await store.get(PATTERN, NOW))?.ttl).toBe(Math.ceil((NOW + 92 * DAY) / 1000));
    await store.update(PATTERN, {}, 2, ada);
    expect((await table.getRaw(entryKey(PATTERN)))?.['ttl']).toBeUndefined();
  });

  test.each<[string, number, string]>([
    ['an earlier version', 1, 'stale'],
    ['a later version', 3, 'stale'],
    ['the current version', 2, 'written'],
  ])('that expects %s', async (_, version, outcome) => {
    await store.create(PATTERN, {}, ada);
    await store.update(PATTERN, { name: 'two' }, 1, ada);
    const write = await store.update(PATTERN, { name: 'three' }, version, bob);
    expect(write).toMatchObject({ outcome, entry: { version: outcome === 'stale' ? 2 : 3 } });
  });

  test('of nothing, and of a tombstone', async () => {
    expect(await store.update(PATTERN, {}, 1, ada)).toEqual({ outcome: 'absent' });
    await store.create(PATTERN, {}, ada);
    await store.remove(PATTERN, 1, ada);
    for (const version of [1, 2]) {
      expect((await store.update(PATTERN, {}, version, ada)).outcome).toBe('deleted');
    }
  });
});

describe('remove and restore', () => {
  test('leave a tombstone for 90 days and bring the entry back as it was', async () => {
    await store.create(PATTERN, { name: 'Shop', status: 'inactive', expiresAt: iso(NOW + 300 * DAY) }, ada);
    const removed = await store.remove(PATTERN, 1, bob);
    const ttl = Math.ceil((bob.at + 90 * DAY) / 1000);
    expect(removed).toMatchObject({ outcome: 'written', entry: { status: 'deleted', version: 2, ttl } });
    const restored = await store.restore(PATTERN, 2, bob);
    expect(restored).toMatchObject({
      outcome: 'written',
      entry: {
        name: 'Shop',
        status: 'inactive',
        expiresAt: iso(NOW + 300 * DAY),
        version: 3,
        ttl: Math.ceil((NOW + 390 * DAY) / 1000),
      },
    });
    expect(await store.get(PATTERN, NOW)).not.toHaveProperty('statusBefore');
    const history = (await store.get(PATTERN, NOW))?.history;
    expect(history?.map(({ action, changes }) => [action, changes])).toEqual([
      ['create', expect.anything()],
      ['delete', [{ field: 'status', from: 'inactive', to: 'deleted' }]],
      ['restore', [{ field: 'status', from: 'deleted', to: 'inactive' }]],
    ]);
  });

  test('an active entry comes back active', async () => {
    await store.create(PATTERN, {}, ada);
    await store.remove(PATTERN, 1, ada);
    expect(await store.restore(PATTERN, 2, bob)).toMatchObject({ entry: { status: 'active' } });
  });

  test.each([
    ['does not say its status', {}],
    ['says a status that is none', { statusBefore: { S: 'expired' } }],
    ['says a status of another type', { statusBefore: { BOOL: true } }],
  ])('a tombstone that %s comes back inactive', async (_, attributes) => {
    await table.putEntry(PATTERN, { status: { S: 'deleted' }, version: { N: '2' }, ...attributes });
    expect(await store.restore(PATTERN, 2, bob)).toMatchObject({ entry: { status: 'inactive', version: 3 } });
  });

  test('fields that follow from the entry see the one of the expected version, and may refuse it', async () => {
    await store.create(PATTERN, { name: 'a' }, ada);
    const longer = ({ name = '' }: { readonly name?: string }): EntryFields => ({ name: `${name}b` });
    expect(await store.update(PATTERN, longer, 1, ada)).toMatchObject({ entry: { name: 'ab', version: 2 } });
    expect((await store.update(PATTERN, longer, 1, ada)).outcome).toBe('stale');
    const refused = store.update(
      PATTERN,
      () => {
        throw new RangeError('no');
      },
      2,
      ada,
    );
    await expect(refused).rejects.toThrow(RangeError);
    expect(await store.get(PATTERN, NOW)).toMatchObject({ name: 'ab', version: 2 });
  });

  test('restore with other fields replaces them, the status too', async () => {
    await store.create(PATTERN, { name: 'Shop', description: 'old' }, ada);
    await store.remove(PATTERN, 1, ada);
    const write = await store.restore(PATTERN, 2, ada, { name: 'Shop', status: 'inactive' });
    expect(write).toMatchObject({ outcome: 'written', entry: { name: 'Shop', status: 'inactive' } });
    const entry = await store.get(PATTERN, NOW);
    expect(entry?.description).toBeUndefined();
    expect(entry?.history.at(-1)?.changes).toEqual([
      { field: 'description', from: 'old' },
      { field: 'status', from: 'deleted', to: 'inactive' },
    ]);
  });

  test('an entry that expired long ago is not gone at once when it is restored', async () => {
    await store.create(PATTERN, { expiresAt: iso(NOW + DAY) }, ada);
    const deletedAt = NOW + 80 * DAY;
    await store.remove(PATTERN, 1, { by: 'ada', at: deletedAt });
    const restoredAt = deletedAt + 60 * DAY;
    await store.restore(PATTERN, 2, { by: 'ada', at: restoredAt });
    expect(await store.get(PATTERN, restoredAt)).toMatchObject({
      status: 'active',
      expiresAt: iso(NOW + DAY),
      ttl: Math.ceil((restoredAt + 90 * DAY) / 1000),
    });
  });

  test('what does not fit is answered by name, and nothing is written', async () => {
    expect(await store.remove(PATTERN, 1, ada)).toEqual({ outcome: 'absent' });
    expect(await store.restore(PATTERN, 1, ada)).toEqual({ outcome: 'absent' });
    await store.create(PATTERN, {}, ada);
    expect((await store.remove(PATTERN, 2, ada)).outcome).toBe('stale');
    expect((await store.restore(PATTERN, 1, ada)).outcome).toBe('not_deleted');
    await store.remove(PATTERN, 1, ada);
    const before = await table.getRaw(entryKey(PATTERN));
    expect((await store.remove(PATTERN, 2, ada)).outcome).toBe('deleted');
    expect((await store.restore(PATTERN, 1, ada)).outcome).toBe('stale');
    expect(await table.getRaw(entryKey(PATTERN))).toEqual(before);
  });
});

describe('past its time to live, which no engine here enforces', () => {
  const expiresAt = iso(NOW + DAY);
  const gone = Math.ceil((NOW + 91 * DAY) / 1000) * 1000;

  test.each<[string, (at: number) => Promise<{ outcome: string } | undefined>]>([
    ['get', async (at) => ((await store.get(PATTERN, at)) === undefined ? { outcome: 'absent' } : undefined)],
    ['update', (at) => store.update(PATTERN, { name: 'x' }, 1, { by: 'ada', at })],
    ['remove', (at) => store.remove(PATTERN, 1, { by: 'ada', at })],
    ['restore', (at) => store.restore(PATTERN, 1, { by: 'ada', at })],
  ])('an entry is absent for %s', async (_, act) => {
    await store.create(PATTERN, { expiresAt }, ada);
    expect(await act(gone)).toEqual({ outcome: 'absent' });
    expect(await act(gone - 1)).not.toEqual({ outcome: 'absent' });
  });
});

describe('races', () => {
  const many = Array.from({ length: 50 }, (_, index) => ({ by: `admin ${index}`, at: NOW + index }));

  test('50 updates of one version: one wins', async () => {
    await store.create(PATTERN, {}, ada);
    const writes = many.map((change) => store.update(PATTERN, { name: change.by }, 1, change));
    expect(await outcomes(...writes)).toEqual([...many.slice(1).map(() => 'stale'), 'written']);
    expect(await store.get(PATTERN, NOW)).toMatchObject({ version: 2 });
  });

  test('50 writers who try until they succeed: no update is lost, and no version is left out', async () => {
    await store.create(PATTERN, { description: '0' }, ada);
    const versions = await Promise.all(
      many.map(async (change) => {
        let current = (await store.get(PATTERN, NOW))!;
        for (;;) {
          const description = String(Number(current.description) + 1);
          const write = await store.update(PATTERN, { description }, current.version, change);
          if (write.outcome === 'written') return write.entry.version;
          if (write.outcome !== 'stale') throw new Error(`an update came to ${write.outcome}`);
          current = write.entry;
          // Long enough for others to come in between, and not so long that it is always the same one.
          await delay(Math.random() * 500);
        }
      }),
    );
    expect(versions.sort((a, b) => a - b)).toEqual(many.map((_, index) => index + 2));
    const entry = await store.get(PATTERN, NOW);
    expect(entry).toMatchObject({ version: 51, description: '50' });
    const steps = entry!.history.map(({ changes: [change] }) => [change!.from, change!.to]);
    expect(steps).toEqual(Array.from({ length: 20 }, (_, index) => [String(30 + index), String(31 + index)]));
  });

  test('50 creates, alike to the letter and to the millisecond: one wins', async () => {
    const writes = many.map(() => store.create(PATTERN, {}, ada));
    expect(await outcomes(...writes)).toEqual([...many.slice(1).map(() => 'exists'), 'written']);
  });

  test('50 creates over an item that is gone: one wins', async () => {
    await store.create(PATTERN, { expiresAt: iso(NOW - 100 * DAY) }, { by: 'ada', at: NOW - 100 * DAY });
    const writes = many.map((change) => store.create(PATTERN, {}, change));
    expect(await outcomes(...writes)).toEqual([...many.slice(1).map(() => 'exists'), 'written']);
    expect(await store.get(PATTERN, NOW)).toMatchObject({ version: 1 });
  });

  test('delete and update: one wins, the other learns why', async () => {
    for (let round = 0; round < 10; round++) {
      const pattern = `https://round-${round}.example`;
      await store.create(pattern, {}, ada);
      const [update, remove] = await Promise.all([
        store.update(pattern, { name: 'new' }, 1, ada),
        store.remove(pattern, 1, bob),
      ]);
      const isUpdated = update.outcome === 'written';
      expect([update.outcome, remove.outcome]).toEqual(
        isUpdated ? ['written', 'stale'] : ['deleted', 'written'],
      );
      expect(await store.get(pattern, NOW)).toMatchObject({
        version: 2,
        status: isUpdated ? 'active' : 'deleted',
      });
    }
  });

  test('restore and create: the entry is restored once, and never made anew', async () => {
    await store.create(PATTERN, { name: 'old' }, ada);
    await store.remove(PATTERN, 1, ada);
    const restores = many.slice(0, 10).map((change) => store.restore(PATTERN, 2, change));
    const creates = many.slice(0, 10).map((change) => store.create(PATTERN, {}, change));
    const restored = await outcomes(...restores);
    expect(restored).toEqual([...many.slice(1, 10).map(() => 'not_deleted'), 'written']);
    for (const outcome of await outcomes(...creates)) expect(['exists', 'deleted']).toContain(outcome);
    expect(await store.get(PATTERN, NOW)).toMatchObject({ name: 'old', version: 3, status: 'active' });
  });
});

describe('an item that changes with every read', () => {
  /** A table whose item is another one each time, so that no condition ever holds. */
  function restless(attributes: object): { readonly store: DynamoEntryStore; puts(): number } {
    let version = 0;
    let puts = 0;
    const refused = Object.assign(new Error('no'), { name: 'ConditionalCheckFailedException' });
    const calls = {
      get: () =>
        Promise.resolve({ Item: toAttributes({ ...entryKey(PATTERN), version: ++version, ...attributes }) }),
      put: () => {
        puts++;
        return Promise.reject(refused);
      },
    };
    const loadClient = (): Promise<never> => Promise.resolve(calls as never);
    return { store: new DynamoEntryStore({ tableName: 'allowlist', loadClient }), puts: () => puts };
  }

  test.each<[string, object, (other: DynamoEntryStore) => Promise<EntryWrite>]>([
    ['create', { ttl: 1 }, (other) => other.create(PATTERN, {}, ada)],
    ['restore', { status: 'deleted', version: 7 }, (other) => other.restore(PATTERN, 7, ada)],
  ])('%s gives up after five attempts, and says so', async (_, attributes, write) => {
    const other = restless(attributes);
    await expect(write(other.store)).rejects.toThrow(StoreUnavailableError);
    await expect(write(restless(attributes).store)).rejects.toThrow(
      'the entry kept changing while it was written',
    );
    expect(other.puts()).toBe(5);
  });
});

describe('every entry', () => {
  test('is in all, tombstones too, and without what is past its time to live', async () => {
    await store.create('https://a.example', {}, ada);
    await store.create('https://b.example', {}, ada);
    await store.remove('https://b.example', 1, ada);
    await table.putEntry('https://c.example', { ttl: { N: String(Math.floor(NOW / 1000)) } });
    const all = await store.all(NOW);
    expect(all?.map(({ sk, status }) => `${sk} ${status}`).sort()).toEqual([
      'https://a.example active',
      'https://b.example deleted',
    ]);
  });
});

describe('a row that somebody else wrote', () => {
  test.each([
    ['no attributes at all', {}],
    ['a status that is none', { status: { S: 'on' }, version: { N: '4' } }],
    ['a version of another type', { status: { S: 'active' }, version: { S: 'four' } }],
    ['an expiry that is none', { status: { S: 'active' }, expiresAt: { S: 'soon' }, version: { N: '4' } }],
  ])('with %s can be seen, written over, and deleted', async (_, attributes) => {
    await table.putRaw({ ...keyAttributes(entryKey(PATTERN)), name: { S: 'mine' }, ...attributes });
    const entry = await store.get(PATTERN, NOW);
    expect(entry).toMatchObject({ sk: PATTERN, id: entryId(PATTERN), name: 'mine' });
    expect((await store.create(PATTERN, {}, ada)).outcome).toBe('exists');
    const { version } = entry!;
    expect((await store.update(PATTERN, { name: 'sound' }, version, ada)).outcome).toBe('written');
    expect((await store.remove(PATTERN, version + 1, ada)).outcome).toBe('written');
    expect(await store.get(PATTERN, NOW)).toMatchObject({ name: 'sound', status: 'deleted' });
  });

  test('is shown as what it is for verdicts: not active', async () => {
    await table.putEntry(PATTERN, { expiresAt: { S: 'soon' } });
    expect((await store.get(PATTERN, NOW))?.status).toBe('inactive');
  });
});

test('texts that are no key of the table are absent', async () => {
  for (const pattern of ['', 'x'.repeat(1025), 'ÿ'.repeat(513)]) {
    expect(await store.get(pattern, NOW)).toBeUndefined();
    expect((await store.update(pattern, {}, 1, ada)).outcome).toBe('absent');
  }
});

test('the settings are no entry', async () => {
  await table.putRaw({ ...keyAttributes(SETTINGS_KEY), version: { N: '1' } });
  expect(await store.get(SETTINGS_KEY.sk, NOW)).toBeUndefined();
});

/** Asks until an answer comes: a table that has healed may still be slower than these short limits on a busy machine. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await ask();
    } catch (error) {
      if (asked === 20) throw error;
    }
  }
}

describe('a table that fails', () => {
  let proxy: FaultProxy;
  let shaky: DynamoEntryStore;

  beforeEach(async () => {
    proxy = await FaultProxy.start(engine.endpoint);
    const limits = { maxAttempts: 3, connectMillis: 500, attemptMillis: 200, callMillis: 1000 };
    shaky = new DynamoEntryStore({ tableName: table.name, loadClient: clientFor(proxy.endpoint, limits) });
  });

  afterEach(() => proxy.stop());

  test.each(['error', 'throttling', 'denied', 'hang', 'reset', 'trickle', 'garbage'] as const)(
    '%s is named as such, by reads and writes, and it recovers',
    async (fault) => {
      await store.create(PATTERN, {}, ada);
      proxy.spoil(fault);
      const calls = [
        () => shaky.get(PATTERN, NOW),
        () => shaky.create('https://new.example', {}, ada),
        () => shaky.update(PATTERN, { name: 'x' }, 1, ada),
        () => shaky.list({ statuses: ['active'], limit: 10, now: NOW }),
      ];
      const results = await Promise.allSettled(calls.map((call) => call()));
      for (const result of results) {
        expect(result).toMatchObject({
          status: 'rejected',
          reason: expect.any(StoreUnavailableError) as unknown,
        });
      }
      proxy.heal();
      expect(await answered(() => shaky.get(PATTERN, NOW))).toMatchObject({ version: 1 });
    },
  );

  test('a write whose answer was lost is known again', async () => {
    proxy.spoil('lost-answer', 1, 'PutItem');
    expect(await shaky.create(PATTERN, {}, ada)).toMatchObject({ outcome: 'written', changed: true });
    proxy.spoil('lost-answer', 2, 'PutItem');
    expect((await shaky.update(PATTERN, { name: 'x' }, 1, ada)).outcome).toBe('written');
    expect(await store.get(PATTERN, NOW)).toMatchObject({ version: 2, history: [{}, {}] });
    expect(proxy.count('PutItem')).toBe(5);
  });
});
