import { createHmac, generateKeyPairSync } from 'node:crypto';
import { CompactSign, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { JwtCheck } from '../../../lib/contract';
import { BearerCheck } from '../../../lambda/tokens/bearer-check';
import { MAX_TOKEN_LENGTH } from '../../../lambda/tokens/limits';
import type { CheckResult } from '../../../lambda/shared/token/check-result';
import { AUDIENCE, TestIssuer, type TokenOptions } from './support/issuer';

let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await TestIssuer.start();
});

afterAll(() => issuer.stop());

const seconds = (more: number): number => Math.floor(Date.now() / 1000) + more;

function checkOf(rules: Partial<JwtCheck> = {}): BearerCheck {
  return new BearerCheck({ kind: 'jwt', issuer: issuer.name, audience: [AUDIENCE], ...rules });
}

function asked(check: BearerCheck, ...authorization: readonly string[]): Promise<CheckResult> {
  return check.check({ authorization, event: {}, now: Date.now() });
}

/** `accepted`, or the reason and its detail. */
async function outcome(token: string, rules: Partial<JwtCheck> = {}): Promise<string> {
  const result = await asked(checkOf(rules), `Bearer ${token}`);
  return result.kind === 'refused' ? `${result.reason}: ${result.detail}` : result.kind;
}

/** Stands in a table, where the issuer's name is not known yet. */
const SLASH = '/';
const TIMES = ['exp', 'nbf', 'iat'];

/** Claims of a table, in which times are seconds from now. */
function atRunTime(claims: TokenOptions['claims'] = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if (value === SLASH) return [name, `${issuer.name}/`];
      return [name, TIMES.includes(name) && typeof value === 'number' ? seconds(value) : value];
    }),
  );
}

describe('a token that is signed by the issuer', () => {
  test.each<[name: string, options: TokenOptions, rules: Partial<JwtCheck>, found: RegExp]>([
    ['is good', {}, {}, /^accepted$/],
    ['its audience is a list', { claims: { aud: ['other', AUDIENCE] } }, {}, /^accepted$/],
    ['one of several audiences', {}, { audience: ['other', AUDIENCE] }, /^accepted$/],
    ['another audience', { claims: { aud: 'other' } }, {}, /^token_invalid: the claim aud/],
    [
      'an audience that begins alike',
      { claims: { aud: `${AUDIENCE}/` } },
      {},
      /^token_invalid: the claim aud/,
    ],
    ['no audience', { claims: { aud: undefined } }, {}, /^token_invalid: the claim aud/],
    ['another issuer', { claims: { iss: 'https://other.example' } }, {}, /^token_invalid: the claim iss/],
    ['the issuer with a slash', { claims: { iss: SLASH } }, {}, /^token_invalid: the claim iss/],
    ['no issuer', { claims: { iss: undefined } }, {}, /^token_invalid: the claim iss/],
    ['expired', { claims: { exp: -60 } }, {}, /^token_expired/],
    ['expired within the tolerance', { claims: { exp: -3 } }, {}, /^accepted$/],
    ['expired without a tolerance', { claims: { exp: -3 } }, { clockToleranceSeconds: 0 }, /^token_expired/],
    [
      'expired and of another audience',
      { claims: { exp: -60, aud: 'x' } },
      {},
      /^token_invalid: the claim aud/,
    ],
    ['no expiry', { claims: { exp: undefined } }, {}, /^token_invalid: the claim exp/],
    ['an expiry that is a text', { claims: { exp: '9999999999' } }, {}, /^token_invalid: the claim exp/],
    ['not yet valid', { claims: { nbf: 60 } }, {}, /^token_invalid: the claim nbf/],
    ['issued in the future', { claims: { iat: 600 } }, {}, /^token_invalid: the claim iat/],
    [
      'a subject that is no text',
      { claims: { sub: { name: 'admin' } } },
      {},
      /^token_invalid: the claim sub is not a text/,
    ],
    ['no type', { header: { typ: undefined } }, {}, /^accepted$/],
    ['the type JWT', { header: { typ: 'JWT' } }, {}, /^accepted$/],
    ['the type with its tree', { header: { typ: 'application/AT+JWT' } }, {}, /^accepted$/],
    [
      'a type of a logout token',
      { header: { typ: 'logout+jwt' } },
      {},
      /^token_invalid: the header names another type/,
    ],
    [
      'a type of a proof',
      { header: { typ: 'dpop+jwt' } },
      {},
      /^token_invalid: the header names another type/,
    ],
    ['a type that is no text', { header: { typ: 1 } }, {}, /^token_invalid: the header names another type/],
    [
      'no type where one is asked for',
      { header: { typ: undefined } },
      { typ: 'chat+jwt' },
      /^token_invalid: the header names another type/,
    ],
    [
      'a type behind a text that looks like its tree',
      { header: { typ: 'jwtapplication/' } },
      {},
      /^token_invalid: the header names another type/,
    ],
    ['a type of its own', { header: { typ: 'chat+jwt' } }, { typ: 'chat+jwt' }, /^accepted$/],
    ['a type that begins alike', { header: { typ: 'at+jwt-2' } }, { typ: 'at+jwt-2' }, /^accepted$/],
    [
      'the type JWT where another is asked for',
      { header: { typ: 'JWT' } },
      { typ: 'at+jwt' },
      /^token_invalid: the header names another type/,
    ],
    ['an access token without its claims', {}, { typ: 'at+jwt' }, /^token_invalid: the claim/],
    ['an access token', { claims: { client_id: 'page', jti: '1' } }, { typ: 'at+jwt' }, /^accepted$/],
    ['an algorithm that is not asked for', {}, { algorithms: ['RS256'] }, /^token_invalid: the algorithm/],
    ['another algorithm of the same key', {}, { algorithms: ['ES384', 'ES256'] }, /^accepted$/],
    ['a key id of nobody', { header: { kid: 'nobody' } }, {}, /^token_invalid: the issuer has no such key/],
    [
      'a key id that is a path',
      { header: { kid: '../../dev/null' } },
      {},
      /^token_invalid: the issuer has no such key/,
    ],
    [
      'a key id of SQL',
      { header: { kid: "x' UNION SELECT 'key" } },
      {},
      /^token_invalid: the issuer has no such key/,
    ],
    [
      'a key id of a prototype',
      { header: { kid: '__proto__' } },
      {},
      /^token_invalid: the issuer has no such key/,
    ],
    [
      'a key id as long as may be',
      { header: { kid: 'k'.repeat(256) } },
      {},
      /^token_invalid: the issuer has no such key/,
    ],
    [
      'a key id that is long',
      { header: { kid: 'k'.repeat(257) } },
      {},
      /^token_invalid: the key id is malformed/,
    ],
    [
      'a key id that is a list',
      { header: { kid: ['key-1'] } },
      {},
      /^token_invalid: the key id is malformed/,
    ],
    ['no key id, and one key', { header: { kid: undefined } }, {}, /^accepted$/],
    [
      'a key set elsewhere',
      { header: { jku: 'https://evil.example/keys' } },
      {},
      /^token_invalid: the header has the member jku/,
    ],
    [
      'a certificate elsewhere',
      { header: { x5u: 'https://evil.example/c' } },
      {},
      /^token_invalid: the header has the member x5u/,
    ],
    ['a certificate', { header: { x5c: ['MIIB'] } }, {}, /^token_invalid: the header has the member x5c/],
    [
      'a content that is a token',
      { header: { cty: 'JWT' } },
      {},
      /^token_invalid: the header has the member cty/,
    ],
  ])('%s', async (_name, options, rules, found) => {
    const token = await issuer.token({ ...options, claims: atRunTime(options.claims) });
    expect(await outcome(token, rules)).toMatch(found);
  });
});

describe('a token that the issuer did not sign', () => {
  const payload = (): string => encoded({ iss: issuer.name, aud: AUDIENCE, sub: 'admin', exp: seconds(300) });
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each(['none', 'None', 'NONE', 'nOnE', '', ' none'])('algorithm %j', async (alg) => {
    expect(await outcome(`${encoded({ alg, kid: 'key-1' })}.${payload()}.`)).toMatch(
      /^token_invalid: the algorithm/,
    );
  });

  test('without a signature', async () => {
    const token = new UnsecuredJWT({ iss: issuer.name, aud: AUDIENCE }).setExpirationTime('5m').encode();
    expect(await outcome(token)).toMatch(/^token_invalid/);
    const [header = '', body = ''] = (await issuer.token()).split('.');
    expect(await outcome(`${header}.${body}.`)).toMatch(/^token_invalid/);
    expect(await outcome(`${header}.${body}`)).toMatch(/^token_invalid/);
  });

  test('with the public key as the secret of an HMAC', async () => {
    const rsa = await TestIssuer.start('', 'RS256');
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    rsa.published = { keys: [{ ...(await exportJWK(publicKey)), kid: 'key-1' }] };
    const pem = await exportSPKI(publicKey);
    const body = encoded({ iss: rsa.name, aud: AUDIENCE, exp: seconds(300) });
    for (const alg of ['HS256', 'HS384', 'HS512']) {
      const input = `${encoded({ alg, kid: 'key-1' })}.${body}`;
      const hash = alg.replace('HS', 'sha');
      const forged = `${input}.${createHmac(hash, pem).update(input).digest('base64url')}`;
      const check = new BearerCheck({ kind: 'jwt', issuer: rsa.name, audience: [AUDIENCE] });
      expect(await asked(check, `Bearer ${forged}`)).toMatchObject({ reason: 'token_invalid' });
    }
    const good = await new SignJWT({ iss: rsa.name, aud: AUDIENCE, exp: seconds(300) })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .sign(privateKey);
    const check = new BearerCheck({ kind: 'jwt', issuer: rsa.name, audience: [AUDIENCE] });
    expect(await asked(check, `Bearer ${good}`)).toMatchObject({ kind: 'accepted' });
    await rsa.stop();
  });

  test('with a symmetric key in the key set', async () => {
    const other = await TestIssuer.start();
    other.published = {
      keys: [{ kty: 'oct', kid: 'key-1', k: Buffer.from('secret').toString('base64url') }],
    };
    const check = new BearerCheck({ kind: 'jwt', issuer: other.name, audience: [AUDIENCE] });
    expect(await asked(check, `Bearer ${await other.token()}`)).toMatchObject({ reason: 'token_invalid' });
    await other.stop();
  });

  test('with a key of its own, named or brought along', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const sign = (header: object): Promise<string> =>
      new SignJWT({ iss: issuer.name, aud: AUDIENCE, exp: seconds(300) })
        .setProtectedHeader({ alg: 'ES256', ...header })
        .sign(privateKey);
    expect(await outcome(await sign({ kid: 'key-1' }))).toMatch(/^token_invalid: the signature/);
    expect(await outcome(await sign({ jwk }))).toMatch(/^token_invalid: the header has the member jwk/);
    expect(await outcome(await sign({ kid: 'key-1', jwk }))).toMatch(
      /^token_invalid: the header has the member jwk/,
    );
  });

  test.each([
    ['zeros (psychic signature)', Buffer.alloc(64)],
    [
      'the order of the curve',
      Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'.repeat(2), 'hex'),
    ],
    ['zeros as DER', Buffer.from('3006020100020100', 'hex')],
    ['nothing', Buffer.alloc(0)],
  ])('a signature of %s', async (_name, signature) => {
    const [header, body] = (await issuer.token()).split('.');
    const token = `${header ?? ''}.${body ?? ''}.${signature.toString('base64url')}`;
    expect(await outcome(token)).toMatch(/^token_invalid/);
  });

  test('with other claims under a good signature', async () => {
    const [header, , signature] = (await issuer.token()).split('.');
    expect(await outcome(`${header ?? ''}.${payload()}.${signature ?? ''}`)).toMatch(
      /^token_invalid: the signature/,
    );
  });

  test('with another header under a good signature', async () => {
    const [, body, signature] = (await issuer.token()).split('.');
    const header = encoded({ alg: 'ES256', kid: 'key-1', typ: 'JWT', extra: 1 });
    expect(await outcome(`${header}.${body ?? ''}.${signature ?? ''}`)).toMatch(
      /^token_invalid: the signature/,
    );
  });

  test('with critical members that nobody understands', async () => {
    for (const header of [
      { crit: ['exp'], exp: 1 },
      { crit: [] },
      { crit: ['b64'], b64: false },
      { b64: false },
      { zip: 'DEF' },
      { enc: 'A256GCM' },
    ]) {
      const token = `${encoded({ alg: 'ES256', kid: 'key-1', ...header })}.${payload()}.AAAA`;
      expect(await outcome(token)).toMatch(/^token_invalid: the header has the member/);
    }
  });

  test('encrypted, and nested', async () => {
    const token = `${encoded({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`;
    expect(await outcome(token)).toMatch(/^token_invalid/);
    expect(await outcome(`${encoded({ alg: 'ES256', cty: 'JWT', kid: 'key-1' })}.${payload()}.AAAA`)).toMatch(
      /cty/,
    );
  });

  test('JSON that names an algorithm twice has the one that is used', async () => {
    const header = Buffer.from('{"alg":"ES256","kid":"key-1","alg":"none"}').toString('base64url');
    expect(await outcome(`${header}.${payload()}.`)).toMatch(/^token_invalid: the algorithm/);
    const turned = Buffer.from('{"alg":"none","kid":"key-1","alg":"ES256"}').toString('base64url');
    expect(await outcome(`${turned}.${payload()}.`)).toMatch(/^token_invalid/);
  });

  test.each([
    '',
    '.',
    '..',
    'a.b.c',
    '{}',
    'eyJhbGciOiJFUzI1NiJ9',
    'eyJhbGciOiJFUzI1NiJ9.e30',
    'bnVsbA.e30.AA',
    'W10.e30.AA',
  ])('that is none: %j', async (token) => {
    expect(await outcome(token)).toMatch(
      /^token_invalid: (?:it is not a JWT|the algorithm|the Authorization header)/,
    );
  });

  test('whose claims are no object', async () => {
    const signed = new CompactSign(Buffer.from('"admin"')).setProtectedHeader({ alg: 'ES256', kid: 'key-1' });
    expect(await outcome(await signed.sign(issuer.keys[0]!.privateKey))).toBe(
      'token_invalid: ERR_JWT_INVALID',
    );
  });

  test('with a key that is no point of its curve', async () => {
    const other = await TestIssuer.start();
    other.published = { keys: [{ kty: 'EC', crv: 'P-256', kid: 'key-1', x: 'AAAA', y: 'AAAA' }] };
    const check = new BearerCheck({ kind: 'jwt', issuer: other.name, audience: [AUDIENCE] });
    expect(await asked(check, `Bearer ${await other.token()}`)).toMatchObject({
      reason: 'token_invalid',
      detail: 'it cannot be verified',
    });
    await other.stop();
  });

  test('with a weak key', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const weak = await TestIssuer.start('', 'RS256');
    weak.published = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'key-1' }] };
    const check = new BearerCheck({ kind: 'jwt', issuer: weak.name, audience: [AUDIENCE] });
    expect(await asked(check, `Bearer ${await weak.token()}`)).toMatchObject({ reason: 'token_invalid' });
    await weak.stop();
  });
});

describe('the Authorization header', () => {
  test.each<[values: readonly string[], reason: string]>([
    [[], 'token_missing'],
    [[''], 'token_missing'],
    [['Basic dXNlcjpwYXNz'], 'token_missing'],
    [['Token abc'], 'token_missing'],
    [['BearerX abc'], 'token_missing'],
    [['Bearer'], 'token_invalid'],
    [['Bearer '], 'token_invalid'],
    [['Bearer a b'], 'token_invalid'],
    [['Bearer a,Bearer b'], 'token_invalid'],
    [['Bearer ä'], 'token_invalid'],
    [[`Bearer ${'a'.repeat(MAX_TOKEN_LENGTH)}`], 'token_invalid'],
  ])('%j', async (values, reason) => {
    expect(await asked(checkOf(), ...values)).toMatchObject({ kind: 'refused', reason });
  });

  test('in any letter case, with several blanks', async () => {
    const token = await issuer.token();
    for (const value of [`bearer ${token}`, `BEARER  ${token}`]) {
      expect(await asked(checkOf(), value)).toMatchObject({ kind: 'accepted' });
    }
  });

  test('twice, although both are good', async () => {
    const value = `Bearer ${await issuer.token()}`;
    expect(await asked(checkOf(), value, value)).toMatchObject({ reason: 'token_invalid' });
  });

  test('a token without the scheme', async () => {
    expect(await asked(checkOf(), await issuer.token())).toMatchObject({ reason: 'token_missing' });
  });
});

test.each([
  ['scope', { scope: 'orders:read  orders:write' }, ['orders:read', 'orders:write']],
  ['scp as a text', { scp: 'a b' }, ['a', 'b']],
  ['scp as a list', { scp: ['a', 'b', 1] }, ['a', 'b']],
  ['none', {}, []],
  ['a number', { scope: 7 }, []],
])('scopes: %s', async (_name, claims, scopes) => {
  const token = await issuer.token({ claims });
  expect(await asked(checkOf(), `Bearer ${token}`)).toMatchObject({ kind: 'accepted', scopes });
});

test('no detail holds anything of the token', async () => {
  const token = await issuer.token({ claims: { aud: 'secret-audience', sub: 'secret-subject' } });
  expect(JSON.stringify(await asked(checkOf(), `Bearer ${token}`))).not.toContain('secret');
});
