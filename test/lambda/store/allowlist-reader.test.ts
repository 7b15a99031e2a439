import { randomUUID } from 'node:crypto';
import { SETTINGS_KEY } from '../../../lib/contract';
import { candidatePatterns } from '../../../lib/core';
import { type AllowlistReader, createAllowlistReader } from '../../../lambda/store/allowlist-reader';
import { type Engine, startEngine } from './support/engine';
import { FaultProxy } from './support/fault-proxy';
import { createTable, keyAttributes, type TestTable, verdictClient } from './support/table';
import { DATA_PATH, originOf, SESSION_PATH, TOKEN_PATH, type Verdict, verdictOn } from './support/verdict';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const SECOND = 1000;
const HOUR = 3600 * SECOND;

let engine: Engine;
let proxy: FaultProxy;
let table: TestTable;
let domain: string;

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
  domain = `${randomUUID()}.example`;
  proxy.calls.length = 0;
});

afterEach(() => table.drop());

function readerWith(cacheTtlSeconds: number, staleTtlSeconds = 900): AllowlistReader {
  const loadClient = verdictClient(proxy.endpoint);
  return createAllowlistReader({ tableName: table.name, cacheTtlSeconds, staleTtlSeconds, loadClient });
}

function data(reader: AllowlistReader, origin: string, now = NOW): Promise<Verdict> {
  return verdictOn(reader, DATA_PATH, origin, now);
}

function token(reader: AllowlistReader, origin: string, now = NOW): Promise<Verdict> {
  return verdictOn(reader, TOKEN_PATH, origin, now);
}

function enableOAuth(): Promise<void> {
  return table.putRaw({ ...keyAttributes(SETTINGS_KEY), enableCorsForOAuthEndpoints: { BOOL: true } });
}

/** Sort keys of each `BatchGetItem` so far. */
function askedKeys(): string[][] {
  return proxy.calls.map(({ input }) => {
    const [asked] = Object.values(input['RequestItems'] as Record<string, { Keys: { sk: { S: string } }[] }>);
    return asked!.Keys.map(({ sk }) => sk.S).sort();
  });
}

test('settings that nobody asks for are not read, and count as off and as written', async () => {
  await enableOAuth();
  const reader = readerWith(10);
  const question = { origin: originOf(`https://${domain}`), settings: false };
  const expected = { available: true, enableCorsForOAuthEndpoints: false, settingsWritten: true };
  expect(await reader.find(question, NOW)).toMatchObject({ ...expected, source: 'table' });
  expect(await reader.find(question, NOW)).toMatchObject({ ...expected, source: 'cache' });
  expect(askedKeys().flat()).not.toContain(SETTINGS_KEY.sk);
});

describe('whether somebody ever wrote the settings', () => {
  const settings = async (): Promise<unknown> => {
    const question = { origin: originOf(`https://${domain}`), settings: true };
    const answer = await readerWith(10).find(question, NOW);
    return answer.available && [answer.enableCorsForOAuthEndpoints, answer.settingsWritten];
  };

  test('nobody has, while the item is not there', async () => {
    expect(await settings()).toEqual([false, false]);
  });

  test('somebody has, who switched them on or off', async () => {
    await enableOAuth();
    expect(await settings()).toEqual([true, true]);
    await table.putRaw({ ...keyAttributes(SETTINGS_KEY), enableCorsForOAuthEndpoints: { BOOL: false } });
    expect(await settings()).toEqual([false, true]);
  });
});

describe('what a verdict finds', () => {
  test.each<[string, string, string]>([
    ['the origin itself', 'https://app.DOMAIN', 'https://app.DOMAIN'],
    ['a wildcard over the parent', 'https://*.DOMAIN', 'https://app.DOMAIN'],
    ['a wildcard three levels up', 'https://*.DOMAIN', 'https://a.b.c.DOMAIN'],
    ['a wildcard with a port', 'https://*.DOMAIN:8443', 'https://app.DOMAIN:8443'],
    ['an address', 'https://192.0.2.7', 'https://192.0.2.7'],
    ['an extension', `chrome-extension://${'a'.repeat(32)}`, `chrome-extension://${'a'.repeat(32)}`],
  ])('%s', async (_, pattern, origin) => {
    await table.putEntry(pattern.replace('DOMAIN', domain));
    const verdict = await data(readerWith(10), origin.replace('DOMAIN', domain));
    expect(verdict).toMatchObject({ reason: 'origin_allowlisted', source: 'table' });
  });

  test('neither an apex below its wildcard nor a sibling is found', async () => {
    await table.putEntry(`https://*.app.${domain}`);
    const reader = readerWith(10);
    for (const origin of [`https://app.${domain}`, `https://other.${domain}`, `https://app.${domain}:444`]) {
      expect(await data(reader, origin)).toMatchObject({ reason: 'origin_not_allowlisted', source: 'table' });
    }
  });

  test('the setting is off until it is switched on', async () => {
    await table.putEntry(`https://${domain}`);
    expect((await token(readerWith(10), `https://${domain}`)).reason).toBe('oauth_cors_disabled');
    await enableOAuth();
    expect((await token(readerWith(10), `https://${domain}`)).reason).toBe('origin_allowlisted');
  });

  test.each([
    ['as it is stored now', { allowSharedOrigin: { BOOL: true } }],
    ['as it was stored before', { allowPublicSuffix: { BOOL: true } }],
    [
      'under both names, and only one says so',
      { allowSharedOrigin: { BOOL: false }, allowPublicSuffix: { BOOL: true } },
    ],
    [
      'under both names, the other one',
      { allowSharedOrigin: { BOOL: true }, allowPublicSuffix: { BOOL: false } },
    ],
  ])(
    'allowSharedOrigin %s keeps an entry from counting where answers carry credentials',
    async (_, flags) => {
      await table.putEntry(`https://*.${domain}`, flags);
      const reader = readerWith(10);
      const origin = `https://app.${domain}`;
      expect((await data(reader, origin)).isAllowed).toBe(true);
      expect((await verdictOn(reader, SESSION_PATH, origin, NOW)).reason).toBe('origin_not_allowlisted');
    },
  );

  test('the answer names the entries, the most specific first', async () => {
    await table.putEntry(`https://*.${domain}`, { status: { S: 'inactive' } });
    await table.putEntry(`https://a.b.${domain}`, { expiresAt: { S: '2031-01-01T00:00:00.000Z' } });
    const question = { origin: originOf(`https://a.b.${domain}`), settings: false };
    const answer = await readerWith(10).find(question, NOW);
    expect(answer).toMatchObject({
      available: true,
      entries: [
        { pattern: `https://a.b.${domain}`, status: 'active', expiresAt: Date.parse('2031-01-01T00:00:00Z') },
        { pattern: `https://*.${domain}`, status: 'inactive' },
      ],
    });
  });
});

describe('reads', () => {
  test('one BatchGetItem asks for every candidate and the settings, with consistency', async () => {
    const origin = `https://a.b.c.${domain}`;
    await token(readerWith(10), origin);
    expect(askedKeys()).toEqual([[...candidatePatterns(originOf(origin)), SETTINGS_KEY.sk].sort()]);
    const [asked] = Object.values(proxy.calls[0]!.input['RequestItems'] as Record<string, object>);
    expect(asked).toMatchObject({ ConsistentRead: true });
  });

  test.each(['http://app.fabrikam.com', 'https://app.fabrikam.com:0', 'http://a.b.c.d.e.f.example:8080'])(
    'nothing is read for %s, which no entry can be about',
    async (origin) => {
      const verdict = await data(readerWith(0), origin);
      expect(verdict).toMatchObject({ reason: 'origin_not_allowlisted', isAllowed: false });
      expect(askedKeys()).toEqual([]);
    },
  );

  test('the keys of an origin of an app or an extension', async () => {
    const reader = readerWith(10);
    await data(reader, 'capacitor://a.b.localhost');
    await data(reader, 'moz-extension://1234ab56-78c9-1df2-3efg-4567891hi1j2');
    await data(reader, 'safari-web-extension://0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0');
    expect(askedKeys()).toEqual([
      ['capacitor://a.b.localhost'],
      ['moz-extension://*', 'moz-extension://1234ab56-78c9-1df2-3efg-4567891hi1j2'],
      ['safari-web-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'],
    ]);
  });

  test('the longest origin fits into one call', async () => {
    const origin = `https://${'a.'.repeat(31)}com:65535`;
    expect((await token(readerWith(10), origin)).source).toBe('table');
    expect(askedKeys()).toHaveLength(1);
  });

  test('a warm verdict reads nothing, a listed and an unlisted origin alike', async () => {
    await table.putEntry(`https://app.${domain}`);
    await enableOAuth();
    const reader = readerWith(10);
    const origins = [`https://app.${domain}`, `https://other.${domain}`];
    for (const origin of origins) await token(reader, origin);
    expect(proxy.count('BatchGetItem')).toBe(2);
    for (const origin of origins) {
      expect((await token(reader, origin, NOW + 9999)).source).toBe('cache');
      expect((await data(reader, origin, NOW + 9999)).source).toBe('cache');
    }
    expect(proxy.count('BatchGetItem')).toBe(2);
  });

  test('the settings are read once for all origins, and only what is missing is read', async () => {
    const reader = readerWith(10);
    const [first, second] = [`https://${domain}`, `https://www.${domain}`];
    await token(reader, first);
    await token(reader, second);
    await data(reader, `https://third.${domain}`);
    await token(reader, `https://third.${domain}`);
    const patterns = [first, second, `https://third.${domain}`].map((origin) =>
      [...candidatePatterns(originOf(origin))].sort(),
    );
    expect(askedKeys()).toEqual([[...patterns[0]!, SETTINGS_KEY.sk].sort(), patterns[1], patterns[2]]);
  });

  test('when only the settings are missing, only they are read', async () => {
    const reader = readerWith(10);
    await data(reader, `https://${domain}`);
    await token(reader, `https://${domain}`);
    expect(askedKeys()[1]).toEqual([SETTINGS_KEY.sk]);
  });

  test('each part is used until it is as old as the cache allows, and no longer', async () => {
    const reader = readerWith(10);
    const origin = `https://${domain}`;
    await data(reader, origin);
    await table.putEntry(origin);
    expect((await data(reader, origin, NOW + 9999)).isAllowed).toBe(false);
    expect(await data(reader, origin, NOW + 10_000)).toMatchObject({ isAllowed: true, source: 'table' });
    await token(reader, origin, NOW + 12_000);
    await enableOAuth();
    expect((await token(reader, origin, NOW + 19_999)).reason).toBe('oauth_cors_disabled');
    expect((await token(reader, origin, NOW + 22_000)).reason).toBe('origin_allowlisted');
  });

  test('without a cache every verdict reads, also one that comes while another reads', async () => {
    const reader = readerWith(0);
    const origin = `https://${domain}`;
    await Promise.all([data(reader, origin), data(reader, origin)]);
    await data(reader, origin);
    expect(proxy.count('BatchGetItem')).toBe(3);
  });

  test('concurrent questions share a read, the settings across origins', async () => {
    const reader = readerWith(10);
    const origins = [
      `https://a.${domain}`,
      `https://b.${domain}`,
      `https://a.${domain}`,
      `https://a.${domain}`,
    ];
    const verdicts = await Promise.all(origins.map((origin) => token(reader, origin)));
    expect(verdicts.map(({ source }) => source)).toEqual(['table', 'table', 'table', 'table']);
    expect(askedKeys().map((keys) => keys.includes(SETTINGS_KEY.sk))).toEqual([true, false]);
  });

  test('a question whose entries are known joins the read of the settings that another one began', async () => {
    await enableOAuth();
    await table.putEntry(`https://known.${domain}`);
    await table.putEntry(`https://new.${domain}`);
    const reader = readerWith(10);
    await data(reader, `https://known.${domain}`);
    proxy.calls.length = 0;
    const verdicts = await Promise.all(
      ['new', 'known'].map((name) => token(reader, `https://${name}.${domain}`)),
    );
    expect(verdicts.map(({ reason }) => reason)).toEqual(['origin_allowlisted', 'origin_allowlisted']);
    expect(proxy.calls).toHaveLength(1);
  });

  test('a read that began too long ago is not joined', async () => {
    const reader = readerWith(1);
    const origin = `https://${domain}`;
    await Promise.all([
      data(reader, origin),
      data(reader, origin, NOW + 999),
      data(reader, origin, NOW + 1000),
    ]);
    expect(proxy.count('BatchGetItem')).toBe(2);
  });

  test('a clock that is set back does not keep old knowledge alive', async () => {
    const reader = readerWith(10);
    await data(reader, `https://${domain}`, NOW);
    await data(reader, `https://${domain}`, NOW - HOUR);
    expect(proxy.count('BatchGetItem')).toBe(2);
  });

  test('nor does a clock that is set back by less than the cache lasts', async () => {
    const steady = jest.spyOn(performance, 'now').mockReturnValue(50_000);
    try {
      const reader = readerWith(10);
      await data(reader, `https://${domain}`, NOW);
      // Nine seconds later the clock says one second earlier; two seconds on, eleven have passed.
      steady.mockReturnValue(59_000);
      await data(reader, `https://${domain}`, NOW - 1_000);
      expect(proxy.count('BatchGetItem')).toBe(1);
      steady.mockReturnValue(61_000);
      await data(reader, `https://${domain}`, NOW + 1_000);
      expect(proxy.count('BatchGetItem')).toBe(2);
    } finally {
      steady.mockRestore();
    }
  });

  test('the client is loaded by the first look-up that needs it, and once', async () => {
    let loads = 0;
    const reader = createAllowlistReader({
      tableName: table.name,
      cacheTtlSeconds: 10,
      staleTtlSeconds: 0,
      loadClient: () => {
        loads++;
        return verdictClient(proxy.endpoint)();
      },
    });
    await verdictOn(reader, '/closed', `https://${domain}`, NOW);
    await data(reader, 'null');
    expect(loads).toBe(0);
    await data(reader, `https://${domain}`);
    await data(reader, `https://${domain}`);
    expect(loads).toBe(1);
  });
});

describe('time', () => {
  test('an entry stops to match in the millisecond it expires, without a read', async () => {
    const expiry = NOW + 5 * SECOND;
    await table.putEntry(`https://${domain}`, { expiresAt: { S: new Date(expiry).toISOString() } });
    const reader = readerWith(10);
    const verdicts = [];
    for (const now of [NOW, expiry - 1, expiry]) verdicts.push(await data(reader, `https://${domain}`, now));
    expect(verdicts.map(({ isAllowed, source }) => [isAllowed, source])).toEqual([
      [true, 'table'],
      [true, 'cache'],
      [false, 'cache'],
    ]);
  });

  test('an item past its time to live is absent, also one that was found before', async () => {
    const ttl = NOW / SECOND + 5;
    await table.putEntry(`https://${domain}`, { ttl: { N: String(ttl) } });
    const question = { origin: originOf(`https://${domain}`), settings: false };
    const reader = readerWith(10);
    await reader.find(question, NOW);
    expect(await reader.find(question, ttl * SECOND - 1)).toMatchObject({ source: 'cache', entries: [{}] });
    expect(await reader.find(question, ttl * SECOND)).toMatchObject({ source: 'cache', entries: [] });
    expect(await readerWith(10).find(question, ttl * SECOND)).toMatchObject({ source: 'table', entries: [] });
  });
});

describe('rows that somebody else wrote', () => {
  test.each<[string, Parameters<TestTable['putEntry']>[1]]>([
    ['a status that is none', { status: { S: 'ACTIVE' } }],
    ['a status of another type', { status: { BOOL: true } }],
    ['an expiry that is no time', { expiresAt: { S: 'tomorrow' } }],
    ['an expiry without a zone', { expiresAt: { S: '2031-01-01T00:00:00' } }],
    ['an expiry of another type', { expiresAt: { N: '1924992000' } }],
    ['a time to live of another type', { ttl: { S: '1924992000' } }],
    ['a flag of another type', { allowSharedOrigin: { S: 'false' } }],
    ['a flag of another type under its former name', { allowPublicSuffix: { S: 'false' } }],
  ])('%s never allows, and does not break the others', async (_, attributes) => {
    await table.putEntry(`https://app.${domain}`, attributes);
    expect((await data(readerWith(10), `https://app.${domain}`)).reason).toBe('origin_not_allowlisted');
    await table.putEntry(`https://*.${domain}`);
    expect((await data(readerWith(10), `https://app.${domain}`)).reason).toBe('origin_allowlisted');
  });

  test('a setting of another type is off', async () => {
    await table.putEntry(`https://${domain}`);
    await table.putRaw({ ...keyAttributes(SETTINGS_KEY), enableCorsForOAuthEndpoints: { S: 'true' } });
    expect((await token(readerWith(10), `https://${domain}`)).reason).toBe('oauth_cors_disabled');
  });
});
