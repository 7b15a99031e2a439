import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { TokenAlgorithm } from '../../../lib/contract';
import { KeySet } from '../../../lambda/tokens/key-set';
import { MAX_KEYS } from '../../../lambda/tokens/limits';

const rsa: JWK = { kty: 'RSA', n: Buffer.alloc(256, 0xab).toString('base64url'), e: 'AQAB', kid: 'k' };
const keys: Record<string, JWK> = { RSA: rsa };
const CURVES = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512', Ed25519: 'EdDSA' };

beforeAll(async () => {
  for (const [curve, algorithm] of Object.entries(CURVES)) {
    const { publicKey } = await generateKeyPair(algorithm, { extractable: true });
    keys[curve] = { ...(await exportJWK(publicKey)), kid: 'k' };
  }
});

const FITTING: Readonly<Record<TokenAlgorithm, string>> = {
  RS256: 'RSA',
  RS384: 'RSA',
  RS512: 'RSA',
  PS256: 'RSA',
  PS384: 'RSA',
  PS512: 'RSA',
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
};

test.each(Object.entries(FITTING) as [TokenAlgorithm, string][])(
  '%s takes the key %s and no other',
  async (algorithm, form) => {
    const found = Object.entries(keys).filter(
      ([, key]) => KeySet.of({ keys: [key] }).find('k', algorithm) !== undefined,
    );
    expect(found.map(([name]) => name)).toEqual([form]);
    const key = await KeySet.of({ keys: [keys[form]] }).find('k', algorithm);
    expect(key).toMatchObject({ type: 'public', usages: ['verify'] });
  },
);

test.each<[name: string, more: object, algorithm: TokenAlgorithm, fits: boolean]>([
  ['for signatures', { use: 'sig' }, 'ES256', true],
  ['for encryption', { use: 'enc' }, 'ES256', false],
  ['to verify', { key_ops: ['verify'] }, 'ES256', true],
  ['to verify among others', { key_ops: ['sign', 'verify'] }, 'ES256', true],
  ['to sign', { key_ops: ['sign'] }, 'ES256', false],
  ['for nothing', { key_ops: [] }, 'ES256', false],
  ['for a text', { key_ops: 'verify' }, 'ES256', false],
  ['for its algorithm', { alg: 'ES256' }, 'ES256', true],
  ['for another algorithm', { alg: 'ES384' }, 'ES256', false],
  ['for another type', { kty: 'OKP' }, 'ES256', false],
  ['for another curve', { crv: 'P-384' }, 'ES256', false],
])('a key %s', (_name, more, algorithm, fits) => {
  const set = KeySet.of({ keys: [{ ...keys['P-256'], ...more }] });
  expect(set.find('k', algorithm) !== undefined).toBe(fits);
});

test.each<[alg: string, algorithm: TokenAlgorithm, fits: boolean]>([
  ['EdDSA', 'Ed25519', true],
  ['Ed25519', 'EdDSA', true],
  ['Ed25519', 'Ed25519', true],
  ['ES256', 'EdDSA', false],
  ['ES256', 'Ed25519', false],
])('the algorithm %s of a key is that of %s: %j', (alg, algorithm, fits) => {
  const set = KeySet.of({ keys: [{ ...keys['Ed25519'], alg }] });
  expect(set.find('k', algorithm) !== undefined).toBe(fits);
});

test('an algorithm of Edwards curves is none of another key', () => {
  expect(KeySet.of({ keys: [{ ...keys['P-256'], alg: 'EdDSA' }] }).find('k', 'ES256')).toBeUndefined();
});

test('a key without a curve of its own may name one', () => {
  expect(KeySet.of({ keys: [{ ...rsa, crv: 'P-256' }] }).find('k', 'RS256')).toBeDefined();
});

test('a key is found by its id, or alone without one', () => {
  const [a, b] = [keys['P-256'], { ...keys['P-256'], kid: 'b' }];
  const both = KeySet.of({ keys: [a, b, rsa] });
  expect(both.find('b', 'ES256')).toBeDefined();
  expect(both.find('c', 'ES256')).toBeUndefined();
  expect(both.find(undefined, 'ES256')).toBeUndefined();
  expect(both.find(undefined, 'RS256')).toBeDefined();
  expect(KeySet.of({ keys: [a, a] }).find('k', 'ES256')).toBeUndefined();
});

test('a key is imported once for an algorithm', () => {
  const set = KeySet.of({ keys: [keys['P-256'], rsa] });
  const key = set.find('k', 'RS256');
  expect(set.find('k', 'RS256')).toBe(key);
  expect(set.find('k', 'RS384')).not.toBe(key);
  expect(set.find('k', 'ES256')).not.toBe(key);
});

test('two keys of one form are not taken for each other', async () => {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  const other = { ...(await exportJWK(publicKey)), kid: 'b' };
  const set = KeySet.of({ keys: [keys['P-256'], other] });
  const [a, b] = [await set.find('k', 'ES256'), await set.find('b', 'ES256')];
  expect((await exportJWK(a!)).x).toBe(keys['P-256']?.x);
  expect((await exportJWK(b!)).x).toBe(other.x);
});

test('the last key within the limit counts, and none after it', () => {
  const filler = Array.from({ length: MAX_KEYS - 1 }, (_, at) => ({ kty: 'EC', kid: String(at) }));
  expect(KeySet.of({ keys: [...filler, rsa] }).find('k', 'RS256')).toBeDefined();
  expect(KeySet.of({ keys: [...filler, { kty: 'EC' }, rsa] }).find('k', 'RS256')).toBeUndefined();
});

test('what is no object is no key', () => {
  expect(KeySet.of({ keys: [null, 'k', 7, rsa] }).find('k', 'RS256')).toBeDefined();
});

test.each([[{}], [{ keys: null }], [{ keys: {} }], [{ keys: 'k' }]])('%j is no key set', (document) => {
  expect(() => KeySet.of(document)).toThrow('the key set has no keys');
});

test('a private part that is published is left out', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const set = KeySet.of({ keys: [{ ...(await exportJWK(privateKey)), kid: 'k' }] });
  expect(await set.find('k', 'ES256')).toMatchObject({ type: 'public' });
  const edwards = await generateKeyPair('EdDSA', { extractable: true });
  const other = KeySet.of({ keys: [{ ...(await exportJWK(edwards.privateKey)), kid: 'k' }] });
  expect(await other.find('k', 'EdDSA')).toMatchObject({ type: 'public' });
});
