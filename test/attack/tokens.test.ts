import { Stack, type App } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { generateKeyPair, SignJWT } from 'jose';
import {
  ChainedAuthorizerType,
  CorsAdminApi,
  CorsAllowlist,
  CorsEndpoint,
  CorsEndpoints,
  TokenCheck,
} from '../../lib';
import { AUDIENCE, TestIssuer } from '../lambda/tokens/support/issuer';
import { LISTED, LocalApi, OTHER, type Asked } from '../support/local-api';

/*
 * An API whose methods have checks of tokens, served by the local gateway with the bundles that ship. The function behind it says
 * that it ran, so each answer tells whether somebody got in.
 */

const RAN = 'ran';
const BACKEND = `
  exports.handler = async ({ requestContext: { authorizer } }) => ({
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ran: '${RAN}', sub: authorizer && authorizer.sub, tenant: authorizer && authorizer.tenant }),
  });
`;
/** Lets 'known' in, for reads alone. */
const AUTHORIZER = `
  exports.handler = async ({ authorizationToken, methodArn }) => {
    if (authorizationToken === 'broken') throw new Error('broken');
    if (authorizationToken !== 'known') throw new Error('Unauthorized');
    const [, stage] = methodArn.split('/');
    const Resource = methodArn.split('/')[0] + '/' + stage + '/GET/*';
    return {
      principalId: 'someone',
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }] },
      context: { tenant: 'blue', corsAllowOrigin: '${OTHER}' },
    };
  };
`;

let issuer: TestIssuer;
let api: LocalApi;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  api = await LocalApi.start((app) => stackOf(app, issuer.name));
});

afterAll(async () => {
  await api.stop();
  await issuer.stop();
});

function stackOf(app: App, name: string): Stack {
  const stack = new Stack(app, 'Tokens');
  const fn = (id: string, text: string): LambdaFunction =>
    new LambdaFunction(stack, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline(text),
    });
  const backend = new LambdaIntegration(fn('Backend', BACKEND));
  const rest = new RestApi(stack, 'Api');
  const orders = rest.root.addResource('orders');
  orders.addMethod('ANY', backend);
  orders.addResource('{id}').addMethod('ANY', backend);
  const chained = rest.root.addResource('chained');
  chained.addMethod('ANY', backend);
  const free = rest.root.addResource('free');
  free.addMethod('GET', backend);
  const rule = (path: string, more = {}): CorsEndpoint => CorsEndpoint.allowlist(path, more);
  const allowlist = new CorsAllowlist(stack, 'Allowlist', {
    endpoints: CorsEndpoints.fromRoutes(rest as IRestApi).plus([
      rule('/orders', { methodScopes: { DELETE: ['delete'] } }),
    ]),
  });
  allowlist.protect(orders, { tokens: TokenCheck.jwt({ issuer: name, audience: [AUDIENCE] }) });
  const { TOKEN: type } = ChainedAuthorizerType;
  allowlist.protect(chained, { tokens: TokenCheck.authorizer(fn('Authorizer', AUTHORIZER), { type }) });
  allowlist.protect(free);
  new CorsAdminApi(stack, 'Admin', { allowlist, gatewayApi: rest as IRestApi });
  return stack;
}

interface Answer {
  readonly status: number;
  readonly ran: boolean;
  readonly readableBy: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  readonly challenge: string | undefined;
}

async function ask(asked: Asked, authorization?: string): Promise<Answer> {
  const own = authorization === undefined ? [] : [['Authorization', authorization] as const];
  const response = await api.ask({ ...asked, headers: [...(asked.headers ?? []), ...own] });
  const text = response.body.toString();
  return {
    status: response.status,
    ran: text.includes(`"${RAN}"`),
    readableBy: response.header('Access-Control-Allow-Origin'),
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
    challenge: response.header('WWW-Authenticate'),
  };
}

const bearer = async (claims: Record<string, unknown> = {}): Promise<string> =>
  `Bearer ${await issuer.token({ claims })}`;

test('a listed page with a token reads the answer of the backend', async () => {
  const answer = await ask({ path: '/orders/1', origin: LISTED }, await bearer());
  expect(answer).toMatchObject({ status: 200, ran: true, body: { sub: 'someone' } });
});

test('a listed page reads the 401, gets another token, and goes on', async () => {
  const expired = await ask({ path: '/orders/1', origin: LISTED }, await bearer({ exp: 1 }));
  expect(expired).toMatchObject({
    status: 401,
    ran: false,
    readableBy: LISTED,
    challenge: 'Bearer',
    body: { code: 'token_refused', status: 401 },
  });
  expect(await ask({ path: '/orders/1', origin: LISTED }, await bearer())).toMatchObject({ status: 200 });
});

test('an unlisted page reads nothing, with a token or without', async () => {
  for (const token of [undefined, 'Bearer garbage', await bearer()]) {
    const answer = await ask({ path: '/orders/1', origin: OTHER }, token);
    expect(answer).toMatchObject({ status: 403, ran: false, readableBy: undefined, challenge: undefined });
  }
});

test('a missing scope is a 403 that a listed page reads, with what is missing', async () => {
  const asked = { path: '/orders', origin: LISTED, method: 'DELETE' };
  expect(await ask(asked, await bearer())).toMatchObject({
    status: 403,
    ran: false,
    readableBy: LISTED,
    challenge: 'Bearer error="insufficient_scope", scope="delete"',
    body: { code: 'scope_missing' },
  });
  expect(await ask(asked, await bearer({ scope: 'delete' }))).toMatchObject({ status: 200, ran: true });
});

test.each<[name: string, asked: Asked]>([
  ['no Origin', { path: '/orders/1' }],
  [
    'an own origin by metadata',
    { path: '/orders/1', origin: 'null', headers: [['Sec-Fetch-Site', 'same-origin']] },
  ],
  ['a navigation', { path: '/orders/1', headers: [['Sec-Fetch-Mode', 'navigate']] }],
  ['HEAD', { path: '/orders/1', method: 'HEAD' }],
  ['a method of nobody', { path: '/orders/1', method: 'PROPFIND' }],
  [
    'a method in a header',
    { path: '/orders/1', method: 'POST', headers: [['X-HTTP-Method-Override', 'GET']] },
  ],
  ['OPTIONS in a header', { path: '/orders/1', headers: [['X-HTTP-Method-Override', 'OPTIONS']] }],
  ['OPTIONS', { path: '/orders/1', method: 'OPTIONS' }],
  ['upper case', { path: '/Orders/1' }],
  ['an escape', { path: '/%6frders/1' }],
  ['a slash at the end', { path: '/orders/1/' }],
  ['two slashes', { path: '//orders/1' }],
  ['dots', { path: '/free/../orders/1' }],
  ['a parameter', { path: '/orders;x/1' }],
  ['another host', { path: '/orders/1', headers: [['X-Forwarded-Host', 'localhost']] }],
  ['a token in the query', { path: '/orders/1?access_token=x' }],
  [
    'a verdict of its own',
    {
      path: '/orders/1',
      headers: [
        ['corsCaller', 'token'],
        ['corsOutcome', 'allow'],
      ],
    },
  ],
])('nobody gets in without a token: %s', async (_name, asked) => {
  expect((await ask(asked)).ran).toBe(false);
  expect((await ask({ ...asked, origin: asked.origin ?? LISTED })).ran).toBe(false);
});

test('nobody gets in with the token of another key', async () => {
  const { privateKey } = await generateKeyPair('ES256');
  const forged = await new SignJWT({ iss: issuer.name, aud: AUDIENCE, sub: 'admin' })
    .setExpirationTime('5m')
    .setProtectedHeader({ alg: 'ES256', kid: 'key-1' })
    .sign(privateKey);
  expect(await ask({ path: '/orders/1' }, `Bearer ${forged}`)).toMatchObject({ status: 401, ran: false });
});

test('a key that is changed in the middle is found at its first token', async () => {
  await issuer.addKey();
  const token = `Bearer ${await issuer.token({ key: 1 })}`;
  expect(await ask({ path: '/orders/1', origin: LISTED }, token)).toMatchObject({ status: 200, ran: true });
});

describe('an authorizer that is asked', () => {
  test('lets in whom it knows, and hands over its context', async () => {
    const answer = await ask({ path: '/chained' }, 'known');
    expect(answer).toMatchObject({ status: 200, ran: true, body: { tenant: 'blue' } });
    expect((await ask({ path: '/chained', origin: OTHER }, 'known')).ran).toBe(false);
  });

  test('refuses as API Gateway would answer, so that a listed page can read it', async () => {
    expect(await ask({ path: '/chained', origin: LISTED })).toMatchObject({
      status: 401,
      readableBy: LISTED,
      ran: false,
    });
    expect(await ask({ path: '/chained', origin: LISTED }, 'stranger')).toMatchObject({
      status: 401,
      ran: false,
    });
    expect(await ask({ path: '/chained', origin: LISTED, method: 'POST' }, 'known')).toMatchObject({
      status: 403,
      readableBy: LISTED,
      ran: false,
      body: { code: 'access_denied' },
    });
    expect(await ask({ path: '/chained', origin: LISTED }, 'broken')).toMatchObject({
      status: 503,
      ran: false,
    });
  });
});

test('a route without a check is as it was', async () => {
  expect(await ask({ path: '/free', origin: LISTED })).toMatchObject({ status: 200, ran: true });
});

test('an issuer that does not answer is a 503, and nobody gets in', async () => {
  const down = await TestIssuer.start();
  const other = await LocalApi.start((app) => stackOf(app, down.name));
  down.mode = 'failing';
  const token = `Bearer ${await down.token()}`;
  const response = await other.ask({
    path: '/orders/1',
    origin: LISTED,
    headers: [['Authorization', token]],
  });
  expect(response.status).toBe(503);
  expect(response.body.toString()).not.toContain(RAN);
  await other.stop();
  await down.stop();
});
