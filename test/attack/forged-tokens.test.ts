import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT, type CryptoKey } from 'jose';
import { TestIssuer } from '../lambda/tokens/support/issuer';
import { LISTED } from '../support/local-api';
import { AUDIENCE, SEATS, TokenSeats } from '../support/token-seats/token-seats';

/*
 * The public lists of attacks on JWTs (RFC 8725, PortSwigger, jwt_tool), over HTTP at every seat that checks callers. The backend tells
 * a recorder when it runs.
 */

let issuer: TestIssuer;
let seats: TokenSeats;
let own: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  own = await generateKeyPair('ES256', { extractable: true });
  seats = await TokenSeats.start(issuer.name);
}, 60_000);

afterAll(async () => {
  await seats.stop();
  await issuer.stop();
});

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = (): Record<string, unknown> => {
  const iat = Math.floor(Date.now() / 1000);
  return { iss: issuer.name, aud: AUDIENCE, sub: 'admin', iat, exp: iat + 300 };
};
const unsigned = (header: object, signature = ''): string =>
  `${encoded(header)}.${encoded(claims())}.${signature}`;
const signed = (header: object, key: CryptoKey = own.privateKey): Promise<string> =>
  new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', kid: 'key-1', ...header }).sign(key);

async function confused(secretOf: (key: CryptoKey) => Promise<string>): Promise<string> {
  const key = (await importJWK(issuer.keys[0]!.jwk, 'ES256', { extractable: true })) as CryptoKey;
  const input = unsigned({ alg: 'HS256', kid: 'key-1' }).slice(0, -1);
  return `${input}.${createHmac('sha256', await secretOf(key))
    .update(input)
    .digest('base64url')}`;
}

async function changed(): Promise<string> {
  const [header = '', , signature = ''] = (await issuer.token()).split('.');
  return `${header}.${encoded(claims())}.${signature}`;
}

const ATTACKS: readonly (readonly [name: string, forge: () => string | Promise<string>])[] = [
  ...['none', 'None', 'NONE', 'nOnE'].map((alg) => [`alg ${alg}`, () => unsigned({ alg })] as const),
  ['alg none with a signature', () => unsigned({ alg: 'none' }, 'AAAA')],
  ['no signature', () => unsigned({ alg: 'ES256', kid: 'key-1' })],
  ['a signature of zeros', () => unsigned({ alg: 'ES256', kid: 'key-1' }, 'A'.repeat(86))],
  ['the claims of another', changed],
  ['the public key as a secret, PEM', () => confused(exportSPKI)],
  ['the public key as a secret, JWK', () => confused(async (key) => JSON.stringify(await exportJWK(key)))],
  ['an empty secret', () => confused(() => Promise.resolve(''))],
  ['a key of the attacker', () => signed({})],
  ['a key in the token', async () => signed({ jwk: await exportJWK(own.publicKey) })],
  ['a key set elsewhere', () => signed({ jku: `${issuer.name}/evil` })],
  ['certificates elsewhere', () => signed({ x5u: `${issuer.name}/evil` })],
  ['a certificate in the token', () => signed({ x5c: ['MIIB'] })],
  ['a key id that is a file', () => signed({ kid: '../../../../dev/null' })],
  ['a key id that is SQL', () => signed({ kid: "x' UNION SELECT 'k';--" })],
  ['a key id that is a command', () => signed({ kid: 'key-1;sleep 5' })],
  ['a good token that has expired', () => issuer.token({ claims: { exp: 1 } })],
  ['a good token for ever', () => issuer.token({ claims: { exp: undefined } })],
  ['a good token for another API', () => issuer.token({ claims: { aud: 'https://other.example' } })],
  ['a good token of another issuer', () => issuer.token({ claims: { iss: 'https://other.example' } })],
  ['a good token of another kind', () => issuer.token({ header: { typ: 'logout+jwt' } })],
  ['a good token twice', async () => `${await issuer.token()},${await issuer.token()}`],
];

describe.each(SEATS)('the %s', (seat) => {
  async function ask(token: string): Promise<number> {
    const headers = [['Authorization', `Bearer ${token}`]] as const;
    const asked = { path: seats.path(seat), headers };
    const page = await seats.api.ask({ ...asked, origin: LISTED });
    const server = await seats.api.ask(asked);
    expect(server.status).toBe(page.status);
    return page.status;
  }

  test.each(ATTACKS)('lets nobody in with %s', async (_name, forge) => {
    expect(await ask(await forge())).toBe(401);
    expect(seats.ran()).toEqual([]);
  });

  test('lets in a good token', async () => {
    expect(await ask(await issuer.token())).toBe(200);
    expect(seats.ran()).toHaveLength(2);
  });
});
