import { BearerCheck } from '../../../lambda/tokens/bearer-check';
import {
  COOL_DOWN_MILLIS,
  FRESH_MILLIS,
  MAX_DOCUMENT_BYTES,
  RETRY_MILLIS,
  STALE_MILLIS,
} from '../../../lambda/tokens/limits';
import type { CheckResult } from '../../../lambda/shared/token/check-result';
import { AUDIENCE, TestIssuer } from './support/issuer';

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
    expect(await kindOf(issuer.token({ header: { kid: `invented-${String(at)}` } }))).toBe('token_invalid');
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
    expect(await kindOf(tokenAt())).toBe('unavailable');
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
    clock += RETRY_MILLIS;
    expect(await kindOf(tokenAt())).toBe('unavailable');
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
  test.each<[name: string, spoil: (issuer: TestIssuer) => void]>([
    ['metadata of another issuer', (one) => (one.metadata = { issuer: 'https://other.example' })],
    ['no place of the keys', (one) => (one.metadata = { jwks_uri: undefined })],
    ['a place that is no URL', (one) => (one.metadata = { jwks_uri: 'keys' })],
    ['a file', (one) => (one.metadata = { jwks_uri: 'file:///etc/passwd' })],
    ['no keys', (one) => (one.published = {})],
    ['keys that are no list', (one) => (one.published = { keys: {} })],
    ['a list', (one) => (one.published = [])],
    ['too much', (one) => (one.published = { keys: [], pad: 'x'.repeat(MAX_DOCUMENT_BYTES) })],
  ])('%s', async (_name, spoil) => {
    spoil(issuer);
    expect(await kindOf(tokenAt())).toBe('unavailable');
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
