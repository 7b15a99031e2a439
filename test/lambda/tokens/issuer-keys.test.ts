import { BearerCheck } from '../../../lambda/tokens/bearer-check';
import {
  COOL_DOWN_MILLIS,
  FRESH_MILLIS,
  MAX_DOCUMENT_BYTES,
  RETRY_MILLIS,
  STALE_MILLIS,
} from '../../../lambda/tokens/limits';
import { issuerOf } from '../../../lambda/tokens/issuer';
import { IssuerKeys } from '../../../lambda/tokens/issuer-keys';
import { UnreadableError, type JsonObject } from '../../../lambda/tokens/published-json';
import type { CheckResult } from '../../../lambda/shared/token/check-result';
import { AUDIENCE, TestIssuer } from './support/issuer';

const NO_KEY = 'the issuer has no such key';
const NO_PLACE = 'the metadata name no place of the keys';

let issuer: TestIssuer;
let check: BearerCheck;
let clock: number;

beforeEach(async () => {
  issuer = await TestIssuer.start();
  clock = Date.now();
  check = new BearerCheck({ kind: 'jwt', issuer: issuer.name, audience: [AUDIENCE] });
});

afterEach(() => issuer.stop());

/** A good token at the moment of the test's clock. */
function tokenAt(key = 0): Promise<string> {
  const now = Math.floor(clock / 1000);
  return issuer.token({ key, claims: { iat: now, exp: now + 300 } });
}

async function ask(token: string | Promise<string>): Promise<CheckResult> {
  return check.check({ authorization: [`Bearer ${await token}`], event: {}, now: clock });
}

const kindOf = async (token: string | Promise<string>): Promise<string> => {
  const result = await ask(token);
  return result.kind === 'refused' ? result.reason : result.kind;
};

test('keys are read once, for all requests that wait', async () => {
  const token = await tokenAt();
  const all = await Promise.all(Array.from({ length: 20 }, () => kindOf(token)));
  expect(new Set(all)).toEqual(new Set(['accepted']));
  expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
});

test('a place of the keys that is given needs no metadata', async () => {
  check = new BearerCheck({
    kind: 'jwt',
    issuer: issuer.name,
    audience: [AUDIENCE],
    jwksUri: issuer.jwksUri,
  });
  expect(await kindOf(tokenAt())).toBe('accepted');
  expect(issuer.asked).toEqual(['/keys']);
});

test('a malformed token costs no read', async () => {
  expect(await kindOf('a.b.c')).toBe('token_invalid');
  expect(issuer.asked).toEqual([]);
});

test('old keys are read again', async () => {
  expect(await kindOf(tokenAt())).toBe('accepted');
  clock += FRESH_MILLIS - 1;
  expect(await kindOf(tokenAt())).toBe('accepted');
  expect(issuer.keyReads).toBe(1);
  clock += 1;
  expect(await kindOf(tokenAt())).toBe('accepted');
  expect(issuer.keyReads).toBe(2);
});

test('a new key is found at its first token', async () => {
  expect(await kindOf(tokenAt())).toBe('accepted');
  await issuer.addKey();
  expect(await kindOf(tokenAt(1))).toBe('accepted');
  expect(issuer.keyReads).toBe(2);
});

test('a new key is found by all requests that have it at once', async () => {
  expect(await kindOf(tokenAt())).toBe('accepted');
  await issuer.addKey();
  const all = await Promise.all(Array.from({ length: 5 }, () => kindOf(tokenAt(1))));
  expect(all).toEqual(Array.from({ length: 5 }, () => 'accepted'));
  expect(issuer.keyReads).toBe(2);
});

test('a key that nobody has costs one read, where it is the first that is asked for', async () => {
  expect(await ask(issuer.token({ header: { kid: 'invented' } }))).toMatchObject({ detail: NO_KEY });
  expect(issuer.keyReads).toBe(1);
});

test('a key that is withdrawn ends with the next reading', async () => {
  expect(await kindOf(tokenAt())).toBe('accepted');
  await issuer.addKey();
  issuer.published = { keys: [issuer.keys[1]?.jwk] };
  expect(await kindOf(tokenAt(1))).toBe('accepted');
  expect(await kindOf(tokenAt(0))).toBe('token_invalid');
});

test('invented key ids cost one read in a while', async () => {
  expect(await kindOf(tokenAt())).toBe('accepted');
  for (let at = 0; at < 50; at++) {
    const token = issuer.token({ header: { kid: `invented-${String(at)}` } });
    expect(await ask(token)).toMatchObject({ reason: 'token_invalid', detail: NO_KEY });
  }
  expect(issuer.keyReads).toBe(2);
  clock += COOL_DOWN_MILLIS;
  await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      kindOf(issuer.token({ header: { kid: `again-${String(at)}` }, claims: { exp: clock } })),
    ),
  );
  expect(issuer.keyReads).toBe(3);
  expect(await kindOf(tokenAt())).toBe('accepted');
});

describe('an issuer that fails', () => {
  test('before anything is known, nobody knows', async () => {
    issuer.mode = 'failing';
    expect(await ask(tokenAt())).toEqual({
      kind: 'unavailable',
      detail: '/.well-known/openid-configuration has status 500',
    });
    const reads = issuer.asked.length;
    expect(await kindOf(tokenAt())).toBe('unavailable');
    expect(issuer.asked.length).toBe(reads);
    issuer.mode = 'up';
    clock += RETRY_MILLIS;
    expect(await kindOf(tokenAt())).toBe('accepted');
  });

  test('keys are used past their time, and not for ever', async () => {
    expect(await kindOf(tokenAt())).toBe('accepted');
    issuer.mode = 'failing';
    clock += FRESH_MILLIS + STALE_MILLIS - 1;
    expect(await kindOf(tokenAt())).toBe('accepted');
    clock += 1;
    expect(await kindOf(tokenAt())).toBe('unavailable');
  });

  test('a key that may be new is not refused, however long the issuer fails', async () => {
    expect(await kindOf(tokenAt())).toBe('accepted');
    await issuer.addKey();
    issuer.mode = 'failing';
    expect(await kindOf(tokenAt(1))).toBe('unavailable');
    for (let at = 0; at < 12; at++) {
      clock += RETRY_MILLIS - 1000;
      expect(await kindOf(tokenAt(1))).toBe('unavailable');
    }
    issuer.mode = 'up';
    clock += COOL_DOWN_MILLIS;
    expect(await kindOf(tokenAt(1))).toBe('accepted');
  });

  test('a key that may be new is not refused', async () => {
    expect(await kindOf(tokenAt())).toBe('accepted');
    await issuer.addKey();
    issuer.mode = 'failing';
    expect(await kindOf(tokenAt(1))).toBe('unavailable');
    const reads = issuer.asked.length;
    expect(await kindOf(tokenAt(1))).toBe('unavailable');
    expect(issuer.asked.length).toBe(reads);
    expect(await kindOf(tokenAt(0))).toBe('accepted');
  });

  test('a clock that is set back does not keep keys for ever', async () => {
    expect(await kindOf(tokenAt())).toBe('accepted');
    clock -= 2 * FRESH_MILLIS;
    expect(await kindOf(tokenAt())).toBe('accepted');
    expect(issuer.keyReads).toBe(2);
  });
});

describe('what an issuer publishes', () => {
  test.each<[name: string, spoil: (issuer: TestIssuer) => void, detail: string]>([
    [
      'metadata of another issuer',
      (one) => (one.metadata = { issuer: 'https://other.example' }),
      'the metadata are of another issuer',
    ],
    ['no place of the keys', (one) => (one.metadata = { jwks_uri: undefined }), NO_PLACE],
    ['a place that is a list', (one) => (one.metadata = { jwks_uri: [one.jwksUri] }), NO_PLACE],
    ['a place that is no URL', (one) => (one.metadata = { jwks_uri: 'keys' }), NO_PLACE],
    ['a file', (one) => (one.metadata = { jwks_uri: 'file:///etc/passwd' }), NO_PLACE],
    ['no keys', (one) => (one.published = {}), 'the key set has no keys'],
    ['keys that are no list', (one) => (one.published = { keys: {} }), 'the key set has no keys'],
    ['a list', (one) => (one.published = []), '/keys is not a JSON object'],
    [
      'too much',
      (one) => (one.published = { keys: [], pad: 'x'.repeat(MAX_DOCUMENT_BYTES) }),
      '/keys is too large',
    ],
  ])('%s', async (_name, spoil, detail) => {
    spoil(issuer);
    expect(await ask(tokenAt())).toEqual({ kind: 'unavailable', detail });
  });

  describe('places', () => {
    const OPENID = '/.well-known/openid-configuration';
    const OAUTH = '/.well-known/oauth-authorization-server';
    const gone = new UnreadableError('gone', 404);
    type Published = Readonly<Record<string, JsonObject | Error>>;

    test.each<[name: string, issuer: string, published: Published, asked: readonly string[], fails: boolean]>(
      [
        [
          'keys over TLS elsewhere',
          'https://a.example',
          {
            [`https://a.example${OPENID}`]: { jwks_uri: 'https://b.example/k' },
            'https://b.example/k': { keys: [] },
          },
          [`https://a.example${OPENID}`, 'https://b.example/k'],
          false,
        ],
        [
          'keys in the clear of an issuer over TLS',
          'https://a.example',
          {
            [`https://a.example${OPENID}`]: { jwks_uri: 'http://a.example/k' },
            'http://a.example/k': { keys: [] },
          },
          [`https://a.example${OPENID}`],
          true,
        ],
        [
          'keys over TLS of an issuer in the clear',
          'http://a.example',
          {
            [`http://a.example${OPENID}`]: { jwks_uri: 'https://a.example/k' },
            'https://a.example/k': { keys: [] },
          },
          [`http://a.example${OPENID}`, 'https://a.example/k'],
          false,
        ],
        [
          'metadata at the second place',
          'https://a.example/t',
          {
            [`https://a.example/t${OPENID}`]: gone,
            [`https://a.example${OAUTH}/t`]: { jwks_uri: 'https://a.example/k' },
            'https://a.example/k': { keys: [] },
          },
          [`https://a.example/t${OPENID}`, `https://a.example${OAUTH}/t`, 'https://a.example/k'],
          false,
        ],
        [
          'metadata at neither place',
          'https://a.example',
          { [`https://a.example${OPENID}`]: gone, [`https://a.example${OAUTH}`]: gone },
          [`https://a.example${OPENID}`, `https://a.example${OAUTH}`],
          true,
        ],
        [
          'a first place that fails',
          'https://a.example',
          { [`https://a.example${OPENID}`]: new UnreadableError('down', 500) },
          [`https://a.example${OPENID}`],
          true,
        ],
        [
          'a first place that fails in another way',
          'https://a.example',
          { [`https://a.example${OPENID}`]: Object.assign(new Error('down'), { status: 404 }) },
          [`https://a.example${OPENID}`],
          true,
        ],
      ],
    )('%s', async (_name, name, published, places, fails) => {
      const asked: string[] = [];
      const keys = new IssuerKeys(issuerOf({ kind: 'jwt', issuer: name, audience: [] }), ({ href }) => {
        asked.push(href);
        const found = published[href];
        return found instanceof Error ? Promise.reject(found) : Promise.resolve({ issuer: name, ...found });
      });
      const reading = keys.warm(0).then(
        () => false,
        (error: unknown) => error instanceof UnreadableError,
      );
      expect(await reading).toBe(fails);
      expect(asked).toEqual(places);
    });
  });

  test.each<[name: string, keys: (jwk: object) => readonly unknown[], found: string]>([
    ['a key for encryption', (jwk) => [{ ...jwk, use: 'enc' }], 'token_invalid'],
    ['a key for signing', (jwk) => [{ ...jwk, use: undefined, key_ops: ['sign'] }], 'token_invalid'],
    ['a key of another algorithm', (jwk) => [{ ...jwk, alg: 'ES384' }], 'token_invalid'],
    ['a key of another curve', (jwk) => [{ ...jwk, crv: 'P-384' }], 'token_invalid'],
    ['a broken key beside a good one', (jwk) => [null, 7, { kty: 'EC' }, jwk], 'accepted'],
    [
      'a key of another type with the same id',
      (jwk) => [{ kty: 'RSA', kid: 'key-1', n: 'AQAB', e: 'AQAB' }, jwk],
      'accepted',
    ],
    ['two keys with one id', (jwk) => [jwk, jwk], 'token_invalid'],
    ['a private part', (jwk) => [{ ...jwk, d: 'AAAA' }], 'accepted'],
    ['no algorithm', (jwk) => [{ ...jwk, alg: undefined }], 'accepted'],
  ])('%s', async (_name, keys, found) => {
    issuer.published = { keys: keys(issuer.keys[0]?.jwk ?? {}) };
    expect(await kindOf(tokenAt())).toBe(found);
  });

  test('an issuer whose name ends with a slash', async () => {
    const other = await TestIssuer.start('/tenant/');
    check = new BearerCheck({ kind: 'jwt', issuer: other.name, audience: [AUDIENCE] });
    expect(await kindOf(other.token())).toBe('accepted');
    expect(other.asked).toEqual(['/tenant/.well-known/openid-configuration', '/keys']);
    await other.stop();
  });
});
