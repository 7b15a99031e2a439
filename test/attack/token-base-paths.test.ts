import { createEvaluator } from '../../lambda/evaluator/evaluator';
import { UnauthorizedError, type AuthorizerResult } from '../../lambda/evaluator/authorizer';
import { answer } from '../../runtime/middleware';
import { authorizerEvent, payload2Event, type Event } from '../lambda/support/events';
import { judgingOf, LOGIN_HOST } from '../lambda/support/judging';
import { tokenEnvironment } from '../lambda/support/tokens';
import { TestIssuer, type TokenOptions } from '../lambda/tokens/support/issuer';

jest.mock('../../lambda/shared/log/write-line', () => ({ writeLine: jest.fn() }));

/*
 * A custom domain that nobody has named to the allowlist, and whose mapping has a base path: API Gateway finds the backend of
 * `/admin`, and the event says `/v1/admin`. So it does for a second mapping of a domain that is named with the base path of the first.
 * No rule of `/admin` may be missed by that.
 */

const HOST = 'unnamed.example.com';

let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await TestIssuer.start();
});

afterAll(() => issuer.stop());

async function bearer(token: TokenOptions | undefined): Promise<readonly (readonly [string, string])[]> {
  return token === undefined ? [] : [['Authorization', `Bearer ${await issuer.token(token)}`]];
}

function onHost<E extends Event>(event: E, domainName: string): E {
  return { ...event, requestContext: { ...event.requestContext, domainName, stage: 'prod' } };
}

async function byAuthorizer(
  path: string,
  resource: string,
  token: TokenOptions | undefined,
  host = HOST,
): Promise<string> {
  const evaluator = createEvaluator(judgingOf(tokenEnvironment(issuer)), () => {
    throw new Error('an authorizer has no responder');
  });
  const event = { ...onHost(authorizerEvent({ path, headers: await bearer(token) }), host), resource };
  try {
    const { policyDocument } = (await evaluator(event)) as AuthorizerResult;
    return policyDocument.Statement[0].Effect;
  } catch (error) {
    if (error instanceof UnauthorizedError) return '401';
    throw error;
  }
}

async function byMiddleware(path: string, token: TokenOptions | undefined, host = HOST): Promise<number> {
  const judging = judgingOf(tokenEnvironment(issuer));
  const event = onHost(payload2Event({ path, headers: await bearer(token) }), host);
  const middleware = {
    judging,
    watch: { clientSecrets: 'report', log: judging.log },
    trustsAuthorizer: false,
  } as const;
  return (await answer(middleware, event, () => ({ statusCode: 200, body: 'ran' }))).statusCode;
}

const LACKING: TokenOptions = { claims: { scope: 'other' } };

test.each<[path: string, resource: string, token: TokenOptions | undefined, found: string]>([
  ['/v1/admin', '/admin', undefined, 'Deny'],
  ['/v1/admin', '/admin', LACKING, 'Deny'],
  ['/v1/eu/admin', '/admin', undefined, 'Deny'],
  ['/v1/reports', '/reports', LACKING, 'Deny'],
  ['/v1/ADMIN', '/{proxy+}', undefined, 'Deny'],
  // A route's check goes by the resource, whatever the path says.
  ['/v1/orders/1', '/orders/{id}', undefined, '401'],
  ['/v1/orders/1', '/orders/{id}', {}, 'Allow'],
  ['/admin', '/admin', undefined, '401'],
  ['/admin', '/admin', { claims: { scope: 'admin' } }, 'Allow'],
  ['/v1/free', '/free', undefined, 'Allow'],
  // Where the search for a base path ends, the path is closed.
  [`/free${'/a'.repeat(62)}`, '/free/{rest+}', undefined, 'Allow'],
  [`/free${'/a'.repeat(64)}`, '/free/{rest+}', undefined, 'Deny'],
])('the authorizer, %s for %s, token %j: %s', async (path, resource, token, found) => {
  expect(await byAuthorizer(path, resource, token)).toBe(found);
});

test.each<[path: string, token: TokenOptions | undefined, status: number]>([
  ['/v1/orders/1', undefined, 401],
  ['/prod/orders/1', undefined, 401],
  ['/prod/v1/orders/1', undefined, 401],
  ['/v1/orders/1', {}, 200],
  ['/v1/admin', undefined, 403],
  ['/prod/v1/admin', LACKING, 403],
  ['/orders/1', undefined, 401],
  ['/orders/1', {}, 200],
  ['/v1/free', undefined, 200],
])('the middleware of an HTTP API, %s, token %j: %i', async (path, token, status) => {
  expect(await byMiddleware(path, token)).toBe(status);
});

test.each<[path: string, resource: string, token: TokenOptions | undefined, found: string]>([
  ['/v1/admin', '/admin', undefined, '401'],
  ['/v1/admin', '/admin', { claims: { scope: 'admin' } }, 'Allow'],
  ['/v2/admin', '/admin', undefined, 'Deny'],
  ['/v2/eu/admin', '/admin', undefined, 'Deny'],
  ['/admin', '/admin', undefined, '401'],
  ['/v2/free', '/free', undefined, 'Allow'],
])(
  'the authorizer of a host with the base path /v1, %s for %s, token %j: %s',
  async (path, resource, token, found) => {
    expect(await byAuthorizer(path, resource, token, LOGIN_HOST)).toBe(found);
  },
);

test.each<[path: string, token: TokenOptions | undefined, status: number]>([
  ['/v1/orders/1', undefined, 401],
  ['/v1/orders/1', {}, 200],
  ['/v2/orders/1', undefined, 401],
  ['/v2/admin', undefined, 403],
  ['/v2/free', undefined, 200],
])('the middleware of a host with the base path /v1, %s, token %j: %i', async (path, token, status) => {
  expect(await byMiddleware(path, token, LOGIN_HOST)).toBe(status);
});
