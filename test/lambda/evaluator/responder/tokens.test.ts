import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CLIENT_SECRETS, UPSTREAMS, type HttpUpstream } from '../../../../lib/contract';
import { createEvaluator } from '../../../../lambda/evaluator/evaluator';
import { createResponder } from '../../../../lambda/evaluator/responder';
import type { ProxyResult } from '../../../../lambda/shared/answer/problem-response';
import { readUpstreams } from '../../../../lambda/shared/configuration/configuration';
import { readPolicyAndTokens } from '../../../../lambda/shared/configuration/token-configuration';
import { VerdictLog } from '../../../../lambda/shared/log/verdict-log';
import { TokenGate } from '../../../../lambda/shared/token/token-gate';
import { proxyEvent, type Asked } from '../../support/events';
import { LISTED, MemoryAllowlist, UNLISTED } from '../../support/judging';
import { ADMINS, tokenEnvironment, USERS } from '../../support/tokens';
import { TestIssuer } from '../../tokens/support/issuer';

jest.mock('../../../../lambda/shared/log/write-line', () => ({ writeLine: jest.fn() }));

let issuer: TestIssuer;
let server: Server;
let url: string;
const arrived: { path: string; headers: IncomingHttpHeaders }[] = [];

beforeAll(async () => {
  issuer = await TestIssuer.start();
  server = createServer(({ url: path = '', headers }, response) => {
    arrived.push({ path, headers });
    response.end('backend');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

beforeEach(() => {
  arrived.length = 0;
});

afterAll(async () => {
  await issuer.stop();
  server.closeAllConnections();
  server.close();
});

/** Every backend is the same server: only the gateway tells them apart. */
function evaluator(more: Partial<HttpUpstream> = {}): (event: unknown) => Promise<ProxyResult> {
  const http: HttpUpstream[] = [
    { path: '/orders', match: 'prefix', url, tokens: USERS, ...more },
    { path: '/free/secret', match: 'exact', url, tokens: ADMINS },
    { path: '/', match: 'prefix', url },
  ];
  const variables = {
    ...tokenEnvironment(issuer, {}, {}),
    [UPSTREAMS]: JSON.stringify({ http, timeoutMillis: 5000 }),
    [CLIENT_SECRETS]: 'report',
  };
  const upstreams = readUpstreams(variables);
  const { policy, tokens: document } = readPolicyAndTokens(upstreams, variables);
  const log = new VerdictLog('allowlist');
  const tokens = new TokenGate(document, log);
  const handler = createEvaluator({ policy, allowlist: new MemoryAllowlist(), log, tokens }, () =>
    createResponder({ policy, upstreams, clientSecrets: 'report', log, tokens }),
  );
  return (event) => handler(event) as Promise<ProxyResult>;
}

async function ask(
  asked: Asked & { readonly origin?: string; readonly token?: string },
  handler = evaluator(),
): Promise<ProxyResult & { readonly code: unknown }> {
  const headers = [
    ...(asked.origin === undefined ? [] : ([['Origin', asked.origin]] as const)),
    ...(asked.token === undefined ? [] : ([['Authorization', asked.token]] as const)),
    ...(asked.headers ?? []),
  ];
  const result = await handler(proxyEvent({ path: '/orders/1', ...asked, headers }));
  const body = result.body.startsWith('{') ? (JSON.parse(result.body) as Record<string, unknown>) : {};
  return { ...result, code: body['code'] };
}

const bearer = async (claims: Record<string, unknown> = {}): Promise<string> =>
  `Bearer ${await issuer.token({ claims })}`;

test('a good token reaches the backend, and the token goes along', async () => {
  const token = await bearer();
  expect(await ask({ origin: LISTED, token })).toMatchObject({ statusCode: 200 });
  expect(arrived).toEqual([
    { path: '/orders/1', headers: expect.objectContaining({ authorization: token }) as unknown },
  ]);
});

test('a token that the backend does not want stays here', async () => {
  const token = await bearer();
  const handler = evaluator({ droppedHeaders: ['Authorization'] });
  expect(await ask({ origin: LISTED, token }, handler)).toMatchObject({ statusCode: 200 });
  expect(arrived[0]?.headers).not.toHaveProperty('authorization');
});

describe('exact codes, which a listed page can read', () => {
  const metadata = 'resource_metadata="https://api.example.com/.well-known/oauth-protected-resource"';
  test.each<
    [
      name: string,
      token: () => Promise<string | undefined>,
      path: string,
      status: number,
      code: string,
      challenge: string,
    ]
  >([
    ['no token', () => Promise.resolve(undefined), '/orders/1', 401, 'token_missing', `Bearer ${metadata}`],
    [
      'garbage',
      () => Promise.resolve('Bearer garbage'),
      '/orders/1',
      401,
      'token_invalid',
      `Bearer error="invalid_token", error_description="The token is not valid", ${metadata}`,
    ],
    [
      'expired',
      () => bearer({ exp: 1 }),
      '/orders/1',
      401,
      'token_expired',
      `Bearer error="invalid_token", error_description="The token has expired", ${metadata}`,
    ],
    [
      'no scope',
      () => bearer(),
      '/free/secret',
      403,
      'scope_missing',
      'Bearer error="insufficient_scope", scope="admin"',
    ],
  ])('%s', async (_name, tokenOf, path, statusCode, code, challenge) => {
    const token = await tokenOf();
    const asked = { path, ...(token === undefined ? {} : { token }) };
    const listed = await ask({ ...asked, origin: LISTED });
    expect(listed).toMatchObject({ statusCode, code });
    expect(listed.headers).toMatchObject({
      'Access-Control-Allow-Origin': LISTED,
      'WWW-Authenticate': challenge,
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
    });
    expect(listed.headers['Access-Control-Expose-Headers']).toMatch(/x-amzn-remapped-www-authenticate/);
    const unlisted = await ask({ ...asked, origin: UNLISTED });
    expect(unlisted).toMatchObject({ statusCode: 403 });
    expect(unlisted.headers).not.toHaveProperty('Access-Control-Allow-Origin');
    expect(unlisted.headers).not.toHaveProperty('WWW-Authenticate');
    const server = await ask(asked);
    expect(server).toMatchObject({ statusCode, code });
    expect(server.headers).not.toHaveProperty('Access-Control-Allow-Origin');
    expect(arrived).toEqual([]);
  });
});

test.each([
  '/Orders/1',
  '/ORDERS',
  '/%6frders/1',
  '/orders%2F1',
  '//orders/1',
  '/x/../orders/1',
  '/orders;a=b',
  '/free/Secret',
  '/free/secret%20',
])('no spelling finds the same server by another backend: %s', async (path) => {
  expect(await ask({ path })).toMatchObject({ statusCode: 403, code: 'endpoint_closed' });
  expect(await ask({ path, token: await bearer() })).toMatchObject({ statusCode: 403 });
  expect(arrived).toEqual([]);
});

test('preflights need no token', async () => {
  const headers = [['Access-Control-Request-Method', 'GET']] as const;
  expect(await ask({ method: 'OPTIONS', origin: LISTED, headers })).toMatchObject({ statusCode: 204 });
  expect(await ask({ method: 'OPTIONS' })).toMatchObject({ statusCode: 204 });
  expect(arrived).toEqual([]);
});

test('a backend without a check needs none', async () => {
  expect(await ask({ path: '/free' })).toMatchObject({ statusCode: 200 });
});

test('an issuer that fails is a 503 that a listed page can read', async () => {
  const down = await TestIssuer.start();
  const kept = issuer;
  issuer = down;
  const handler = evaluator();
  const token = await bearer();
  down.mode = 'failing';
  const answer = await ask({ origin: LISTED, token }, handler);
  expect(answer).toMatchObject({ statusCode: 503, code: 'verdict_unavailable' });
  expect(answer.headers['Access-Control-Allow-Origin']).toBe(LISTED);
  expect(arrived).toEqual([]);
  issuer = kept;
  await down.stop();
});
