import { setTimeout as delay } from 'node:timers/promises';
import { Duration, Stack, type App } from 'aws-cdk-lib';
import { CorsBackend, CorsEndpoint, CorsEndpoints, CorsGateway, OAuthRole, TokenCheck } from '../../lib';
import { RETRY_MILLIS } from '../../lambda/evaluator/oauth/discovery';
import { AUDIENCE, TestIssuer } from '../lambda/tokens/support/issuer';
import { LISTED, LocalApi, OTHER } from '../support/local-api';

/*
 * The issuer is down: the one behind the OAuth endpoints, whose tokens callers show too. It is down when the first request comes, it
 * comes up, and it goes down again.
 */

jest.setTimeout(120_000);

/** A failure of the issuer is answered for as long without asking again. */
const ASKS_AGAIN_MILLIS = RETRY_MILLIS + 500;
const TIMEOUT = Duration.seconds(2);

let issuer: TestIssuer;
let api: LocalApi;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  issuer.metadata = { token_endpoint: issuer.jwksUri };
  api = await LocalApi.start((app) => stackOf(app, issuer.name));
});

afterAll(async () => {
  await api.stop();
  await issuer.stop();
});

function stackOf(app: App, name: string): Stack {
  const stack = new Stack(app, 'Issuer');
  new CorsGateway(stack, 'Cors', {
    endpoints: CorsEndpoints.of([
      CorsEndpoint.allowlist('/echo'),
      CorsEndpoint.allowlist('/orders', { tokens: TokenCheck.jwt({ issuer: name, audience: [AUDIENCE] }) }),
      CorsEndpoint.oauth('/token', { methods: ['POST'], role: OAuthRole.TOKEN }),
    ]),
    oauthUpstream: { issuer: name },
    upstreamTimeout: TIMEOUT,
    defaultBackend: CorsBackend.echo(),
    initialSettings: { enableCorsForOAuthEndpoints: true },
  });
  return stack;
}

/** The status of a request, and who can read the answer. */
async function seen(path: string, origin = LISTED, token?: string): Promise<string> {
  const headers = token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const];
  const method = path === '/token' ? 'POST' : 'GET';
  const [status, reader] = await api.read({ path, method, origin, headers });
  return reader === origin ? `${String(status)}, readable` : String(status);
}

/** The issuer's own endpoint, and one of ours that asks for its tokens. */
async function both(): Promise<readonly [string, string]> {
  return [await seen('/token'), await seen('/orders', LISTED, await issuer.token())];
}

/** Nothing else changes while the issuer is down. */
async function expectTheRest(): Promise<void> {
  expect(await seen('/echo')).toBe('200, readable');
  for (const path of ['/echo', '/token', '/orders']) expect(await seen(path, OTHER)).toBe('403');
}

const WELL = ['200, readable', '200, readable'];

test('it is down when the first request comes: nobody is let in by a token, and all is well seconds after it is up', async () => {
  issuer.mode = 'gone';
  expect(await both()).toEqual(['502, readable', '503']);
  await expectTheRest();
  issuer.mode = 'up';
  await delay(ASKS_AGAIN_MILLIS);
  expect(await both()).toEqual(WELL);
});

test.each([
  ['resets connections', 'gone', '502, readable'],
  ['has an error of its own', 'failing', '500, readable'],
  ['does not answer', 'silent', '504, readable'],
] as const)(
  'it %s later: tokens are checked by the keys that are known, and its endpoints are well with it',
  async (_, mode, answer) => {
    issuer.mode = mode;
    expect(await both()).toEqual([answer, '200, readable']);
    await expectTheRest();
    issuer.mode = 'up';
    expect(await both()).toEqual(WELL);
  },
);
