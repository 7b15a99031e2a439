import { randomUUID } from 'node:crypto';
import { SETTINGS_KEY } from '../../../lib/contract';
import { type AllowlistReader, createAllowlistReader } from '../../../lambda/store/allowlist-reader';
import { type Engine, startEngine } from './support/engine';
import { type Fault, FaultProxy } from './support/fault-proxy';
import { createTable, keyAttributes, type TestTable, verdictClient } from './support/table';
import { DATA_PATH, TOKEN_PATH, type Verdict, verdictOn } from './support/verdict';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const MINUTE = 60_000;

/**
 * Every fault, how many calls a verdict makes at most while it lasts (the first one, and the ones after it), and the name
 * under which it is reported.
 */
const FAULTS: readonly (readonly [Fault, number, number, RegExp])[] = [
  ['error', 4, 2, /^InternalServerError$/],
  ['throttling', 4, 2, /^ProvisionedThroughputExceededException$/],
  ['denied', 1, 1, /^AccessDeniedException$/],
  ['hang', 3, 1, /^TimeoutError$/],
  ['reset', 4, 2, /Error$/],
  ['truncated', 4, 2, /Error$/],
  ['trickle', 3, 1, /^TimeoutError$/],
  ['garbage', 4, 2, /Error$/],
  ['empty', 4, 2, /Error$/],
];

jest.setTimeout(30_000);

let engine: Engine;
let proxy: FaultProxy;
let table: TestTable;
let domain: string;

beforeAll(async () => {
  engine = await startEngine();
  table = await createTable(engine.endpoint);
  await table.putRaw({ ...keyAttributes(SETTINGS_KEY), enableCorsForOAuthEndpoints: { BOOL: true } });
});

afterAll(async () => {
  await table.drop();
  await engine.stop();
});

beforeEach(async () => {
  proxy = await FaultProxy.start(engine.endpoint);
  domain = `${randomUUID()}.example`;
  await table.putEntry(`https://listed.${domain}`);
  await table.putEntry(`https://off.${domain}`, { status: { S: 'inactive' } });
});

afterEach(() => proxy.stop());

function newReader(cacheTtlSeconds = 10, staleTtlSeconds = 900): AllowlistReader {
  const loadClient = verdictClient(proxy.endpoint);
  return createAllowlistReader({ tableName: table.name, cacheTtlSeconds, staleTtlSeconds, loadClient });
}

function judgeAll(reader: AllowlistReader, names: readonly string[], now: number): Promise<Verdict[]> {
  return Promise.all(names.map((name) => verdictOn(reader, TOKEN_PATH, `https://${name}.${domain}`, now)));
}

describe.each(FAULTS)('%s', (fault, firstCalls, laterCalls, name) => {
  test('what was found keeps its verdict, the rest is unavailable, and it recovers by itself', async () => {
    const reader = newReader();
    await table.putEntry(`https://*.wild.${domain}`);
    const warm = ['listed', 'off', 'unlisted', 'a.wild'];
    const usual = await judgeAll(reader, warm, NOW);
    expect(usual.map(({ reason }) => reason)).toEqual([
      'origin_allowlisted',
      'origin_not_allowlisted',
      'origin_not_allowlisted',
      'origin_allowlisted',
    ]);
    await table.putEntry(`https://new.${domain}`);

    proxy.spoil(fault);
    const later = NOW + MINUTE;
    const spoilt = await judgeAll(reader, [...warm, 'new', 'other', 'b.wild'], later);
    expect(spoilt.map(({ reason, source }) => [reason, source])).toEqual([
      ['origin_allowlisted', 'stale'],
      ['origin_not_allowlisted', 'stale'],
      ['origin_not_allowlisted', 'stale'],
      ['origin_allowlisted', 'stale'],
      ['store_unavailable', 'none'],
      ['store_unavailable', 'none'],
      ['store_unavailable', 'none'],
    ]);
    expect(spoilt.every(({ answer }) => typeof answer?.failure === 'string')).toBe(true);

    proxy.heal();
    const healed = await judgeAll(reader, ['new', 'other', 'b.wild'], later + 1);
    expect(healed.map(({ reason, source }) => [reason, source])).toEqual([
      ['origin_allowlisted', 'table'],
      ['origin_not_allowlisted', 'table'],
      ['origin_allowlisted', 'table'],
    ]);
    const recovered = await judgeAll(reader, warm, later + MINUTE);
    expect(recovered.map(({ source }) => source)).toEqual(['table', 'table', 'table', 'table']);
  });

  test('calls are few, and fewer once it is known that the table fails', async () => {
    const reader = newReader();
    proxy.spoil(fault);
    const [first] = await judgeAll(reader, ['listed'], NOW);
    expect(first!.reason).toBe('store_unavailable');
    expect(first!.answer?.failure).toMatch(name);
    expect(proxy.calls.length).toBeLessThanOrEqual(firstCalls);
    proxy.calls.length = 0;
    await judgeAll(reader, ['listed'], NOW + MINUTE);
    expect(proxy.calls.length).toBeLessThanOrEqual(laterCalls);
    expect(proxy.calls.length).toBeGreaterThan(0);
  });

  test('a read succeeds that is spoilt once, where another attempt may help', async () => {
    proxy.spoil(fault, 1);
    const [verdict] = await judgeAll(newReader(), ['listed'], NOW);
    const reason = fault === 'denied' ? 'store_unavailable' : 'origin_allowlisted';
    expect([verdict!.reason, proxy.count('BatchGetItem')]).toEqual([reason, fault === 'denied' ? 1 : 2]);
  });
});

describe('unprocessed keys', () => {
  test('are asked for again, and they alone', async () => {
    proxy.spoil('unprocessed', 2);
    const origin = `https://a.b.c.listed.${domain}`;
    const verdict = await verdictOn(newReader(), TOKEN_PATH, origin, NOW);
    expect(verdict).toMatchObject({ reason: 'origin_not_allowlisted', source: 'table' });
    const sizes = proxy.calls.map(({ input }) => {
      const [asked] = Object.values(input['RequestItems'] as Record<string, { Keys: unknown[] }>);
      return asked!.Keys.length;
    });
    expect(sizes).toEqual([6, 3, 2]);
  });

  test('that stay so are not taken for absent, and what is known of the rest is kept', async () => {
    const reader = newReader();
    proxy.spoil('unprocessed');
    // The settings are asked for last, and the last key never comes back.
    const [verdict] = await judgeAll(reader, ['listed'], NOW);
    expect(verdict).toMatchObject({
      reason: 'store_unavailable',
      source: 'none',
      // A slow engine may use the time up within one more call.
      answer: { failure: expect.stringMatching(/^(UnprocessedKeys|TimeoutError)$/) as string },
    });
    proxy.calls.length = 0;
    const known = await verdictOn(reader, DATA_PATH, `https://listed.${domain}`, NOW + 9000);
    expect([known.reason, known.source, proxy.calls.length]).toEqual(['origin_allowlisted', 'cache', 0]);
    const unknown = await verdictOn(reader, DATA_PATH, `https://off.${domain}`, NOW);
    expect(unknown.reason).toBe('store_unavailable');
  });

  test('a known origin keeps its verdict when only the settings are missing', async () => {
    const reader = newReader();
    await judgeAll(reader, ['listed'], NOW);
    proxy.spoil('unprocessed');
    const [verdict] = await judgeAll(reader, ['listed'], NOW + MINUTE);
    expect([verdict!.reason, verdict!.source]).toEqual(['origin_allowlisted', 'stale']);
  });
});

describe('stale knowledge', () => {
  test('ends after staleTtl', async () => {
    const reader = newReader(10, 900);
    await judgeAll(reader, ['listed'], NOW);
    proxy.spoil('error');
    const reasons = [];
    for (const age of [15 * MINUTE - 1, 15 * MINUTE]) {
      const [verdict] = await judgeAll(reader, ['listed'], NOW + age);
      reasons.push(verdict!.reason);
    }
    expect(reasons).toEqual(['origin_allowlisted', 'store_unavailable']);
  });

  test.each([
    ['entries', DATA_PATH, 'listed', 'other', TOKEN_PATH],
    ['settings', TOKEN_PATH, 'other', 'listed', DATA_PATH],
  ])(
    'ends for each part apart: %s that are too old do not count beside a part that is not',
    async (...row) => {
      const [, oldPath, oldName, newName, newPath] = row;
      const reader = newReader(10, 900);
      await verdictOn(reader, oldPath, `https://${oldName}.${domain}`, NOW);
      await verdictOn(reader, newPath, `https://${newName}.${domain}`, NOW + 5 * MINUTE);
      proxy.spoil('error');
      const reasons = [];
      for (const age of [15 * MINUTE - 1, 15 * MINUTE]) {
        const { reason } = await verdictOn(reader, TOKEN_PATH, `https://listed.${domain}`, NOW + age);
        reasons.push(reason);
      }
      expect(reasons).toEqual(['origin_allowlisted', 'store_unavailable']);
    },
  );

  test('is not used at all where staleTtl is 0', async () => {
    const reader = newReader(10, 0);
    await judgeAll(reader, ['listed'], NOW);
    proxy.spoil('error');
    const [within] = await judgeAll(reader, ['listed'], NOW + 9999);
    const [past] = await judgeAll(reader, ['listed'], NOW + 10_000);
    expect([within!.source, past!.reason]).toEqual(['cache', 'store_unavailable']);
  });

  test('is kept for it without a cache too', async () => {
    const reader = newReader(0);
    await judgeAll(reader, ['listed'], NOW);
    proxy.spoil('error');
    const [verdict] = await judgeAll(reader, ['listed'], NOW);
    expect([verdict!.reason, verdict!.source]).toEqual(['origin_allowlisted', 'stale']);
  });

  test('does not outlive an expiry or a time to live', async () => {
    const soon = NOW + 2 * MINUTE;
    await table.putEntry(`https://expiring.${domain}`, { expiresAt: { S: new Date(soon).toISOString() } });
    await table.putEntry(`https://going.${domain}`, { ttl: { N: String(soon / 1000) } });
    const reader = newReader();
    await judgeAll(reader, ['expiring', 'going'], NOW);
    proxy.spoil('error');
    const before = await judgeAll(reader, ['expiring', 'going'], soon - 1);
    const after = await judgeAll(reader, ['expiring', 'going'], soon);
    expect(before.map(({ reason, source }) => [reason, source])).toEqual([
      ['origin_allowlisted', 'stale'],
      ['origin_allowlisted', 'stale'],
    ]);
    expect(after.map(({ reason, source }) => [reason, source])).toEqual([
      ['origin_not_allowlisted', 'stale'],
      ['origin_not_allowlisted', 'stale'],
    ]);
  });

  test('who has it does not wait for a table that failed a moment ago; who has not asks it', async () => {
    const reader = newReader();
    await judgeAll(reader, ['listed'], NOW);
    proxy.spoil('denied');
    const later = NOW + MINUTE;
    await judgeAll(reader, ['listed'], later);
    proxy.calls.length = 0;
    const [paused] = await judgeAll(reader, ['listed'], later + 500);
    expect([paused!.source, paused!.answer?.failure, proxy.calls.length]).toEqual([
      'stale',
      'AccessDeniedException',
      0,
    ]);
    await judgeAll(reader, ['unlisted'], later + 500);
    expect(proxy.calls).toHaveLength(1);
    await judgeAll(reader, ['listed'], later + 5000);
    expect(proxy.calls).toHaveLength(2);
  });
});

describe('a client that cannot be loaded', () => {
  test('leaves the table unavailable until it can', async () => {
    let isBroken = true;
    const load = verdictClient(proxy.endpoint);
    const reader = createAllowlistReader({
      tableName: table.name,
      cacheTtlSeconds: 10,
      staleTtlSeconds: 900,
      loadClient: () => (isBroken ? Promise.reject(new Error('no such file')) : load()),
    });
    const [broken] = await judgeAll(reader, ['listed'], NOW);
    isBroken = false;
    const [whole] = await judgeAll(reader, ['listed'], NOW);
    expect([broken!.reason, whole!.reason]).toEqual(['store_unavailable', 'origin_allowlisted']);
  });
});

test('a table that is not there is unavailable, and no endpoint at all too', async () => {
  const options = { cacheTtlSeconds: 10, staleTtlSeconds: 900 };
  const missing = createAllowlistReader({
    ...options,
    tableName: 'no-such-table',
    loadClient: verdictClient(proxy.endpoint),
  });
  const [noTable] = await judgeAll(missing, ['listed'], NOW);
  expect([noTable!.reason, proxy.calls.length]).toEqual(['store_unavailable', 1]);
  const closed = await FaultProxy.start(engine.endpoint);
  const loadClient = verdictClient(closed.endpoint);
  await closed.stop();
  const deaf = createAllowlistReader({ ...options, tableName: table.name, loadClient });
  const [noEndpoint] = await judgeAll(deaf, ['listed'], NOW);
  expect(noEndpoint!.reason).toBe('store_unavailable');
});

test('the pause after a failure lasts from the end of the read that failed, by both clocks', async () => {
  let steady = 0;
  let isBroken = false;
  let loads = 0;
  const load = verdictClient(proxy.endpoint);
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => steady);
  try {
    const reader = createAllowlistReader({
      tableName: table.name,
      cacheTtlSeconds: 10,
      staleTtlSeconds: 900,
      loadClient: () => {
        loads++;
        if (!isBroken) return load();
        steady += 300;
        return Promise.reject(new Error('no such file'));
      },
    });
    const ask = async (at: number): Promise<string | undefined> => {
      steady = at;
      return (await verdictOn(reader, TOKEN_PATH, `https://listed.${domain}`, NOW + at)).source;
    };
    expect(await ask(0)).toBe('table');
    isBroken = true;
    expect([await ask(MINUTE), loads]).toEqual(['stale', 2]);
    expect([await ask(MINUTE + 1299), loads]).toEqual(['stale', 2]);
    expect([await ask(MINUTE + 1300), loads]).toEqual(['stale', 3]);
  } finally {
    clock.mockRestore();
  }
});
