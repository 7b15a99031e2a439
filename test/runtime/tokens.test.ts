import { createEvaluator } from '../../lambda/evaluator/evaluator';
import type { AuthorizerResult } from '../../lambda/evaluator/authorizer';
import { answer, type Middleware } from '../../runtime/middleware';
import type { CorsResult } from '../../runtime/cors-result';
import {
  authorizedEvent,
  authorizerEvent,
  payload2Event,
  proxyEvent,
  type Asked,
  type Event,
} from '../lambda/support/events';
import { judgingOf, LISTED, UNLISTED } from '../lambda/support/judging';
import { tokenEnvironment } from '../lambda/support/tokens';
import { TestIssuer } from '../lambda/tokens/support/issuer';

jest.mock('../../lambda/shared/log/write-line', () => ({ writeLine: jest.fn() }));

let issuer: TestIssuer;
let middleware: Middleware;
const got: unknown[] = [];

beforeAll(async () => {
  issuer = await TestIssuer.start();
  const judging = judgingOf(tokenEnvironment(issuer));
  middleware = { judging, watch: { clientSecrets: 'report', log: judging.log }, trustsAuthorizer: false };
});

beforeEach(() => {
  got.length = 0;
});

afterAll(() => issuer.stop());

const RESOURCE = { resource: '/orders/{id}' };

function handle(event: unknown, more: Partial<Middleware> = {}): Promise<CorsResult> {
  return answer({ ...middleware, ...more }, event, (prepared) => {
    got.push(prepared);
    return { statusCode: 200, body: 'handled' };
  });
}

function asked(token: string | undefined, origin: string | undefined = LISTED, more: Asked = {}): Asked {
  const headers: (readonly [string, string])[] = [];
  if (origin !== '') headers.push(['Origin', origin]);
  if (token !== undefined) headers.push(['Authorization', `Bearer ${token}`]);
  return { path: '/orders/1', ...more, headers };
}

const codeOf = ({ body }: CorsResult): unknown => (JSON.parse(body) as Record<string, unknown>)['code'];

test('a handler runs with the claims where the authorizer of a user pool puts them', async () => {
  const token = await issuer.token({ claims: { 'cognito:groups': ['a', 'b'], scope: 'x' } });
  const result = await handle({ ...proxyEvent(asked(token)), ...RESOURCE });
  expect(result).toMatchObject({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': LISTED } });
  const [{ requestContext }] = got as [Event];
  expect(requestContext['authorizer']).toMatchObject({
    principalId: 'someone',
    sub: 'someone',
    claims: { sub: 'someone', 'cognito:groups': 'a,b', scope: 'x', aud: 'https://api.example.com' },
  });
});

test('behind the authorizer the claims are the same, and no key is read again', async () => {
  const token = await issuer.token({ claims: { email: 'a@b.example', big: 'x'.repeat(3000) } });
  const authorizer = createEvaluator(middleware.judging, () => {
    throw new Error('no responder');
  });
  const result = (await authorizer({ ...authorizerEvent(asked(token)), ...RESOURCE })) as AuthorizerResult;
  const reads = issuer.asked.length;
  const event = { ...authorizedEvent(asked(token), result.context), ...RESOURCE };
  expect(await handle(event, { trustsAuthorizer: true })).toMatchObject({ statusCode: 200 });
  const [{ requestContext }] = got as [Event];
  expect(requestContext['authorizer']).toMatchObject({
    email: 'a@b.example',
    claims: { email: 'a@b.example', big: 'x'.repeat(3000) },
  });
  expect(issuer.asked.length).toBe(reads);
});

test('a verdict without a checked caller is not enough', async () => {
  const plain = createEvaluator(judgingOf(tokenEnvironment(issuer, {}, {})), () => {
    throw new Error('no responder');
  });
  const result = (await plain({ ...authorizerEvent(asked(undefined)), ...RESOURCE })) as AuthorizerResult;
  const event = { ...authorizedEvent(asked(undefined), result.context), ...RESOURCE };
  const answered = await handle(event, { trustsAuthorizer: true });
  expect(answered.statusCode).toBe(401);
  expect(codeOf(answered)).toBe('token_missing');
  expect(got).toEqual([]);
});

test('a forged mark of the context counts for nothing', async () => {
  const forged = { corsCaller: 'token', claims: { sub: 'admin' }, corsOutcome: 'allow' };
  const event = { ...authorizedEvent(asked(undefined), forged), ...RESOURCE };
  expect((await handle(event, { trustsAuthorizer: true })).statusCode).toBe(401);
  expect(got).toEqual([]);
});

test.each<
  [name: string, token: 'none' | 'expired' | 'good', origin: string, status: number, code: string | undefined]
>([
  ['listed, none', 'none', LISTED, 401, 'token_missing'],
  ['listed, expired', 'expired', LISTED, 401, 'token_expired'],
  ['unlisted, none', 'none', UNLISTED, 403, 'origin_not_allowlisted'],
  ['unlisted, good', 'good', UNLISTED, 403, 'origin_not_allowlisted'],
  ['no origin, none', 'none', '', 401, 'token_missing'],
  ['no origin, good', 'good', '', 200, undefined],
])('%s', async (_name, kind, origin, status, code) => {
  const token =
    kind === 'none' ? undefined : await issuer.token(kind === 'good' ? {} : { claims: { exp: 1 } });
  for (const event of [
    { ...proxyEvent(asked(token, origin)), ...RESOURCE },
    payload2Event(asked(token, origin)),
  ]) {
    const result = await handle(event);
    expect(result.statusCode).toBe(status);
    if (code !== undefined) expect(codeOf(result)).toBe(code);
    const isReadable = origin === LISTED;
    expect(result.headers['Access-Control-Allow-Origin']).toBe(isReadable ? LISTED : undefined);
    if (status === 401) expect(result.headers['WWW-Authenticate']).toMatch(/^Bearer /);
  }
  expect(got.length).toBe(status === 200 ? 2 : 0);
});

test('preflights need no token', async () => {
  const event = proxyEvent({
    method: 'OPTIONS',
    path: '/orders/1',
    headers: [
      ['Origin', LISTED],
      ['Access-Control-Request-Method', 'GET'],
    ],
  });
  expect(await handle({ ...event, ...RESOURCE })).toMatchObject({ statusCode: 204 });
});

test('an HTTP API finds its claims where its own authorizers put them', async () => {
  await handle(payload2Event(asked(await issuer.token())));
  const [{ requestContext }] = got as [Event];
  expect(requestContext['authorizer']).toMatchObject({ jwt: { claims: { sub: 'someone' } } });
});
