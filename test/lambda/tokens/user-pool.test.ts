import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type { CognitoCheck } from '../../../lib/contract';
import { BearerCheck } from '../../../lambda/tokens/bearer-check';
import type { JsonObject } from '../../../lambda/tokens/published-json';

const POOL = 'eu-central-1_AbCdEf123';
const NAME = `https://cognito-idp.eu-central-1.amazonaws.com/${POOL}`;
const NOW = 1_800_000_000_000;
const SECONDS = NOW / 1000;

let privateKey: CryptoKey;
let published: JsonObject;
const asked: string[] = [];

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  ({ privateKey } = pair);
  published = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] };
});

const ACCESS = { token_use: 'access', client_id: 'page', sub: 'someone', scope: 'a b' };
const ID = { token_use: 'id', aud: 'page', sub: 'someone' };

type Claims = Readonly<Record<string, unknown>>;

async function outcome(claims: Claims, rules: Partial<CognitoCheck> = {}, bare = false): Promise<string> {
  const check = new BearerCheck({ kind: 'cognito', userPoolId: POOL, use: 'access', ...rules }, (url) => {
    asked.push(url.href);
    return Promise.resolve(published);
  });
  const token = await new SignJWT({ iss: NAME, iat: SECONDS, exp: SECONDS + 300, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .sign(privateKey);
  const authorization = [bare ? token : `Bearer ${token}`];
  const result = await check.check({ authorization, event: {}, now: NOW });
  return result.kind === 'refused' ? `${result.reason}: ${result.detail}` : result.kind;
}

test.each<[name: string, claims: Claims, rules: Partial<CognitoCheck>, found: string]>([
  ['an access token', ACCESS, {}, 'accepted'],
  ['an access token of the client', ACCESS, { clients: ['other', 'page'] }, 'accepted'],
  [
    'an access token of another client',
    ACCESS,
    { clients: ['other'] },
    'token_invalid: it is of another client',
  ],
  ['an access token of no client', ACCESS, { clients: [] }, 'token_invalid: it is of another client'],
  [
    'an access token whose audience is the client',
    { ...ACCESS, client_id: 'x', aud: 'page' },
    { clients: ['page'] },
    'token_invalid: it is of another client',
  ],
  [
    'an access token without a client',
    { ...ACCESS, client_id: undefined },
    {},
    'token_invalid: it names no client',
  ],
  [
    'an access token with a list of clients',
    { ...ACCESS, client_id: ['page'] },
    {},
    'token_invalid: it names no client',
  ],
  ['an ID token', ID, { use: 'id' }, 'accepted'],
  ['an ID token of the client', ID, { use: 'id', clients: ['page'] }, 'accepted'],
  [
    'an ID token of another client',
    ID,
    { use: 'id', clients: ['other'] },
    'token_invalid: it is of another client',
  ],
  [
    'an ID token whose client_id is the client',
    { ...ID, aud: 'x', client_id: 'page' },
    { use: 'id', clients: ['page'] },
    'token_invalid: it is of another client',
  ],
  [
    'an ID token where access tokens are taken',
    ID,
    {},
    'token_invalid: the claim token_use names another use',
  ],
  [
    'an access token where ID tokens are taken',
    ACCESS,
    { use: 'id' },
    'token_invalid: the claim token_use names another use',
  ],
  [
    'a token without a use',
    { ...ACCESS, token_use: undefined },
    {},
    'token_invalid: the claim token_use names another use',
  ],
  [
    'a token of another pool',
    { ...ACCESS, iss: `${NAME}x` },
    {},
    'token_invalid: the claim iss is not as it must be',
  ],
  ['an expired token', { ...ACCESS, exp: SECONDS - 6 }, {}, 'token_expired: it has expired'],
  ['a token that expired within the tolerance', { ...ACCESS, exp: SECONDS - 4 }, {}, 'accepted'],
  [
    'a token from the future',
    { ...ACCESS, iat: SECONDS + 6 },
    {},
    'token_invalid: the claim iat is not in the past',
  ],
  ['a token from the future within the tolerance', { ...ACCESS, iat: SECONDS + 5 }, {}, 'accepted'],
])('%s', async (_name, claims, rules, found) => {
  expect(await outcome(claims, rules)).toBe(found);
});

test('a token without a scheme is taken, as the authorizer of a user pool does', async () => {
  expect(await outcome(ACCESS, {}, true)).toBe('accepted');
});

test('the keys are at the place that Cognito documents; there are no metadata to ask for', async () => {
  asked.length = 0;
  await outcome(ACCESS);
  expect(asked).toEqual([`${NAME}/.well-known/jwks.json`]);
});

test('another algorithm than that of user pools', async () => {
  const check = new BearerCheck({ kind: 'cognito', userPoolId: POOL, use: 'access' }, () =>
    Promise.resolve(published),
  );
  const header = Buffer.from('{"alg":"ES256","kid":"k"}').toString('base64url');
  expect(
    await check.check({ authorization: [`Bearer ${header}.e30.AA`], event: {}, now: NOW }),
  ).toMatchObject({
    detail: 'the algorithm is not taken',
  });
});

describe('an endpoint that the environment names', () => {
  const before = process.env;

  afterEach(() => {
    process.env = before;
  });

  test.each<[name: string, every: string, own: string | undefined, place: string]>([
    ['for every service', 'http://127.0.0.1:4566', undefined, 'http://127.0.0.1:4566'],
    ['for user pools', 'http://127.0.0.1:4566', 'https://pools.example/', 'https://pools.example'],
  ])('%s has the keys; the issuer is AWS all the same', async (_name, every, own, place) => {
    process.env = { AWS_ENDPOINT_URL: every, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: own };
    asked.length = 0;
    expect(await outcome(ACCESS)).toBe('accepted');
    expect(asked).toEqual([`${place}/${POOL}/.well-known/jwks.json`]);
  });
});
