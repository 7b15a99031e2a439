import {
  UnauthorizedError,
  VerdictUnavailableError,
  type AuthorizerResult,
} from '../../../lambda/evaluator/authorizer';
import { createEvaluator } from '../../../lambda/evaluator/evaluator';
import type { PolicyDocument } from '../../../lib/core';
import { authorizerEvent, OWN_HOST, type Asked, type Event } from '../support/events';
import { judgingOf, LISTED, UNLISTED } from '../support/judging';
import { tokenEnvironment } from '../support/tokens';
import { TestIssuer, type TokenOptions } from '../tokens/support/issuer';

const mockLines: string[] = [];
jest.mock('../../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await TestIssuer.start();
});

beforeEach(() => {
  mockLines.length = 0;
});

afterAll(() => issuer.stop());

const OWN = `https://${OWN_HOST}`;

/** A request, the resource that API Gateway found for it, and its token. */
interface Call extends Asked {
  readonly origin?: string;
  readonly resource?: string;
  /** `none` for a request without a token. */
  readonly token?: TokenOptions | 'none' | 'garbage';
}

async function eventOf({ origin, resource, token = {}, ...asked }: Call): Promise<Event> {
  const value = token === 'none' ? [] : [`Bearer ${token === 'garbage' ? token : await issuer.token(token)}`];
  const event = authorizerEvent({
    path: '/orders/1',
    ...asked,
    headers: [
      ...(origin === undefined ? [] : ([['Origin', origin]] as const)),
      ...value.map((one) => ['Authorization', one] as const),
      ...(asked.headers ?? []),
    ],
  });
  return { ...event, resource: resource ?? '/orders/{id}' };
}

/** `Allow`, the code of a Deny, `401` or `503`; and what a page could read of it. */
async function outcome(
  call: Call,
  settings: Partial<PolicyDocument> = {},
  evaluator = createEvaluator(judgingOf(tokenEnvironment(issuer, settings)), noResponder),
): Promise<{ readonly what: string; readonly result?: AuthorizerResult }> {
  try {
    const result = (await evaluator(await eventOf(call))) as AuthorizerResult;
    const [{ Effect: effect }] = result.policyDocument.Statement;
    return { what: effect === 'Allow' ? effect : String(result.context['corsProblem']), result };
  } catch (error) {
    if (error instanceof UnauthorizedError)
      return { what: error.message === 'Unauthorized' ? '401' : error.message };
    if (error instanceof VerdictUnavailableError) return { what: '503' };
    throw error;
  }
}

const noResponder = (): never => {
  throw new Error('an authorizer has no responder');
};

describe('origin and token', () => {
  const expired = { claims: { exp: 1 } };
  test.each<[name: string, call: Call, found: string]>([
    ['listed, good', { origin: LISTED }, 'Allow'],
    ['listed, none', { origin: LISTED, token: 'none' }, '401'],
    ['listed, garbage', { origin: LISTED, token: 'garbage' }, '401'],
    ['listed, expired', { origin: LISTED, token: expired }, '401'],
    ['unlisted, good', { origin: UNLISTED }, 'origin_not_allowlisted'],
    ['unlisted, none', { origin: UNLISTED, token: 'none' }, 'origin_not_allowlisted'],
    ['null, none', { origin: 'null', token: 'none' }, 'null_origin'],
    ['malformed, none', { origin: `${LISTED}/`, token: 'none' }, 'malformed_origin'],
    ['no origin, good', {}, 'Allow'],
    ['no origin, none', { token: 'none' }, '401'],
    ['own origin, good', { origin: OWN }, 'Allow'],
    ['own origin, none', { origin: OWN, token: 'none' }, '401'],
    [
      'same-origin null, none',
      { origin: 'null', token: 'none', headers: [['Sec-Fetch-Site', 'same-origin']] },
      '401',
    ],
    ['public, unlisted, none', { origin: UNLISTED, token: 'none', path: '/open', resource: '/open' }, '401'],
    ['public, unlisted, good', { origin: UNLISTED, path: '/open', resource: '/open' }, 'Allow'],
    ['a free route', { origin: LISTED, token: 'none', path: '/free', resource: '/free' }, 'Allow'],
    ['HEAD, none', { method: 'HEAD', token: 'none' }, '401'],
    ['OPTIONS that would run a backend, none', { method: 'OPTIONS', token: 'none' }, '401'],
    ['a method of nobody, none', { method: 'LINK', token: 'none' }, '401'],
    ['a token in the query', { token: 'none', query: [['access_token', 'abc']] }, '401'],
    [
      'a rule with a check, good without its scope',
      { path: '/admin', resource: '/admin', origin: LISTED },
      'scope_missing',
    ],
    [
      'a rule with a check and its scope',
      { path: '/admin', resource: '/admin', origin: LISTED, token: { claims: { scope: 'x admin' } } },
      'Allow',
    ],
    ['scopes and no check', { path: '/unchecked', resource: '/unchecked' }, '503'],
  ])('%s', async (_name, call, found) => {
    expect((await outcome(call)).what).toBe(found);
  });

  test.each<[enforcement: PolicyDocument['enforcement'], token: NonNullable<Call['token']>, found: string]>([
    ['report', 'none', 'token_missing'],
    ['report', {}, 'Allow'],
    ['observe', 'none', '401'],
    ['observe', {}, 'Allow'],
  ])('an unlisted origin in the mode %s, token %j', async (enforcement, token, found) => {
    const { what, result } = await outcome({ origin: UNLISTED, token }, { enforcement });
    expect(what).toBe(found);
    if (enforcement === 'report') expect(result?.context['corsAllowOrigin']).toBeUndefined();
  });

  test('a missing scope can be read by a listed page, with its challenge', async () => {
    const { result } = await outcome({ path: '/admin', resource: '/admin', origin: LISTED });
    expect(result?.context).toMatchObject({
      corsProblem: 'scope_missing',
      corsAllowOrigin: LISTED,
      corsChallenge: 'Bearer error="insufficient_scope", scope="admin"',
      corsExposeHeaders: expect.stringContaining('WWW-Authenticate') as string,
    });
    expect(result?.context).not.toHaveProperty('corsHeaders');
    const reported = await outcome(
      { path: '/admin', resource: '/admin', origin: UNLISTED },
      { enforcement: 'report' },
    );
    expect(reported.result?.context).not.toHaveProperty('corsAllowOrigin');
  });
});

describe('which check applies', () => {
  const none = 'none' as const;
  test.each<[name: string, call: Call, found: string]>([
    ['the resource, whatever the path says', { path: '/free', token: none }, '401'],
    [
      'a resource below',
      { path: '/orders/1/items/2', resource: '/orders/{id}/items/{item}', token: none },
      '401',
    ],
    ['a resource that begins alike', { path: '/ordersx', resource: '/ordersx', token: none }, 'Allow'],
    ['another spelling', { path: '/Orders/1', resource: '/{proxy+}', token: none }, 'endpoint_closed'],
    ['another spelling with a token', { path: '/Orders/1', resource: '/{proxy+}' }, 'endpoint_closed'],
    ['an escape', { path: '/%6frders/1', resource: '/{proxy+}', token: none }, 'endpoint_closed'],
    ['a dot segment', { path: '/x/../orders/1', resource: '/{proxy+}', token: none }, 'endpoint_closed'],
    ['an empty segment', { path: '//orders/1', resource: '/{proxy+}', token: none }, 'endpoint_closed'],
    ['a path parameter', { path: '/orders;x/1', resource: '/{proxy+}', token: none }, 'endpoint_closed'],
    [
      'a full-width spelling',
      { path: '/%EF%BD%8Frders/1', resource: '/{proxy+}', token: none },
      'endpoint_closed',
    ],
    ['another spelling of a rule', { path: '/ADMIN', resource: '/{proxy+}', token: none }, 'endpoint_closed'],
    ['a slash at the end', { path: '/admin/', resource: '/{proxy+}', token: none }, '401'],
    ['a path that nobody names', { path: '/elsewhere', resource: '/{proxy+}', token: none }, 'Allow'],
  ])('%s', async (_name, call, found) => {
    expect((await outcome(call)).what).toBe(found);
    expect((await outcome(call, { enforcement: 'report' })).what).toBe(found);
  });

  test.each<[scope: string, call: Call, found: string]>([
    ['reports read', { method: 'GET' }, 'Allow'],
    ['reports', { method: 'GET' }, 'scope_missing'],
    ['read', { method: 'GET' }, 'scope_missing'],
    ['reports read', { method: 'HEAD' }, 'Allow'],
    ['reports', { method: 'HEAD' }, 'scope_missing'],
    ['reports', { method: 'DELETE' }, 'Allow'],
    ['reports read', { method: 'POST' }, 'scope_missing'],
    ['reports write', { method: 'POST' }, 'Allow'],
    ['reports', { method: 'DELETE', headers: [['X-HTTP-Method-Override', 'POST']] }, 'scope_missing'],
    ['reports write', { method: 'DELETE', headers: [['x-method-override', 'post']] }, 'Allow'],
    ['reports', { method: 'DELETE', headers: [['X-HTTP-Method', ' Post ']] }, 'scope_missing'],
  ])('scopes %j: %j', async (scope, call, found) => {
    const asked = { path: '/reports', resource: '/reports', token: { claims: { scope } }, ...call };
    expect((await outcome(asked)).what).toBe(found);
  });

  test('a row for a resource below takes the place of the one above', async () => {
    const variables = tokenEnvironment(
      issuer,
      {},
      { '/': 'users', '/orders': '', '/orders/{id}/secret': 'users' },
    );
    const evaluator = createEvaluator(judgingOf(variables), noResponder);
    const ask = async (path: string, resource: string): Promise<string> =>
      (await outcome({ path, resource, token: 'none' }, {}, evaluator)).what;
    expect(await ask('/free', '/free')).toBe('401');
    expect(await ask('/', '/')).toBe('401');
    expect(await ask('/orders/1', '/orders/{id}')).toBe('Allow');
    expect(await ask('/orders/1/secret', '/orders/{id}/secret')).toBe('401');
    expect(await ask('/orders/1/Secret', '/orders/{id}/{proxy+}')).toBe('endpoint_closed');
  });
});

describe('order and cost', () => {
  test('a refused origin costs no key', async () => {
    const fresh = await TestIssuer.start();
    const evaluator = createEvaluator(judgingOf(tokenEnvironment(fresh)), noResponder);
    for (const origin of [UNLISTED, 'null', 'garbage']) await outcome({ origin }, {}, evaluator);
    await outcome({ path: '/Orders/1', resource: '/{proxy+}' }, {}, evaluator);
    expect(fresh.asked).toEqual([]);
    await outcome({ origin: LISTED }, {}, evaluator);
    expect(fresh.keyReads).toBe(1);
    await fresh.stop();
  });

  test('an issuer that fails lets nobody in, and is no 401', async () => {
    const down = await TestIssuer.start();
    down.mode = 'failing';
    const evaluator = createEvaluator(judgingOf(tokenEnvironment(down)), noResponder);
    expect((await outcome({ origin: LISTED }, {}, evaluator)).what).toBe('503');
    expect((await outcome({ origin: LISTED, token: 'none' }, {}, evaluator)).what).toBe('401');
    await down.stop();
  });

  test('faults are logged and counted by reason, without the token', async () => {
    const token = await issuer.token({ claims: { exp: 1 } });
    await outcome({ origin: LISTED, token: { claims: { exp: 1 } } });
    const lines = mockLines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'token refused',
        reason: 'token_expired',
        seat: 'authorizer',
        origin: LISTED,
      }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ TokenRefused: 1, reason: 'token_expired' }));
    expect(mockLines.join()).not.toContain(token.split('.')[1]);
  });
});

describe('the caller in the context', () => {
  test('is there as texts, beside the verdict', async () => {
    const claims = {
      email: 'a@b.example',
      email_verified: true,
      level: 3,
      'cognito:groups': ['a', 'b'],
      address: { c: 1 },
    };
    const { result } = await outcome({ origin: LISTED, token: { claims: { ...claims, scope: 'x y' } } });
    expect(result?.principalId).toBe('someone');
    expect(result?.context).toMatchObject({
      sub: 'someone',
      email: 'a@b.example',
      email_verified: 'true',
      level: '3',
      'cognito:groups': 'a,b',
      address: '{"c":1}',
      scope: 'x y',
      corsCaller: 'token',
      corsAllowOrigin: LISTED,
    });
  });

  test('cannot say anything of the verdict', async () => {
    const claims = {
      corsAllowOrigin: UNLISTED,
      corsOutcome: 'allow',
      corsCaller: 'x',
      principalId: 'admin',
      claims: 'x',
    };
    const { result } = await outcome({ token: { claims } });
    expect(result?.context).not.toHaveProperty('corsAllowOrigin');
    expect(result?.context).not.toHaveProperty('principalId');
    expect(result?.context).not.toHaveProperty('claims');
    expect(result?.context).toMatchObject({ corsOutcome: 'pass', corsCaller: 'token' });
  });

  test('leaves out what does not fit', async () => {
    const claims = { big: 'x'.repeat(5000), sub: 'someone', small: 'y' };
    const { result } = await outcome({
      origin: LISTED,
      token: { claims },
      path: `/orders/${'p'.repeat(1000)}`,
    });
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(8192);
    expect(result?.context).toMatchObject({ sub: 'someone', small: 'y', corsAllowOrigin: LISTED });
  });
});
