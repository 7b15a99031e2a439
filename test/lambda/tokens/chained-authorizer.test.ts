import type { AuthorizerCheck } from '../../../lib/contract';
import { ChainedAuthorizer } from '../../../lambda/tokens/chained-authorizer';
import type { FunctionAnswer } from '../../../lambda/tokens/invoke-function';
import { MAX_KEPT_ANSWERS } from '../../../lambda/tokens/limits';
import { UnreadableError } from '../../../lambda/tokens/published-json';
import { authorizerEvent, payload2Event, proxyEvent, type Asked } from '../support/events';

const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:authorizer';
const SOURCE = 'method.request.header.Authorization';
const RULES: AuthorizerCheck = {
  kind: 'authorizer',
  functionArn: ARN,
  type: 'REQUEST',
  identitySources: [SOURCE],
  ttlSeconds: 300,
};
const ALLOW = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
const policy = (...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements,
});
const good = (more: object = {}): FunctionAnswer => ({
  result: {
    principalId: 'someone',
    policyDocument: policy(ALLOW),
    context: { tenant: 'a', level: 3 },
    ...more,
  },
});

/** An authorizer that answers as told, and keeps what it was asked. */
class ToldAuthorizer {
  readonly asked: unknown[] = [];
  answer: FunctionAnswer | Error = good();
  readonly check: ChainedAuthorizer;

  constructor(rules: Partial<AuthorizerCheck>) {
    this.check = new ChainedAuthorizer({ ...RULES, ...rules }, (_arn, event) => {
      this.asked.push(event);
      return this.answer instanceof Error ? Promise.reject(this.answer) : Promise.resolve(this.answer);
    });
  }
}

function authorizer(rules: Partial<AuthorizerCheck> = {}): ToldAuthorizer {
  return new ToldAuthorizer(rules);
}

let clock = 1_000_000;
const token = (value: string): Asked => ({ path: '/orders/1', headers: [['authorization', value]] });
const ask = (
  check: ChainedAuthorizer,
  event: Readonly<Record<string, unknown>> = authorizerEvent(token('t')),
) => check.check({ authorization: [], event, now: clock });

test('the answer of an authorizer', async () => {
  const { check } = authorizer();
  expect(await ask(check)).toEqual({
    kind: 'authorized',
    decision: 'allow',
    mayAllow: true,
    principalId: 'someone',
    policyDocument: policy(ALLOW),
    context: { tenant: 'a', level: 3 },
    usageIdentifierKey: undefined,
    note: undefined,
  });
});

test('a REQUEST authorizer gets the event of an authorizer, at either seat', async () => {
  const { check, asked } = authorizer({ ttlSeconds: 0 });
  const event = authorizerEvent(token('t'));
  await ask(check, event);
  process.env['AWS_REGION'] = 'eu-central-1';
  const call = proxyEvent({ ...token('t'), body: 'secret' });
  call.requestContext['authorizer'] = { principalId: 'x' };
  await ask(check, call);
  expect(asked[0]).toBe(event);
  const maps = { queryStringParameters: {}, multiValueQueryStringParameters: {}, stageVariables: {} };
  expect(asked[1]).toEqual({ ...event, ...maps });
});

test('a TOKEN authorizer gets the token', async () => {
  const { check, asked } = authorizer({ type: 'TOKEN' });
  const event = authorizerEvent(token('Bearer abc'));
  await ask(check, event);
  expect(asked).toEqual([{ type: 'TOKEN', methodArn: event['methodArn'], authorizationToken: 'Bearer abc' }]);
});

test.each<[sources: readonly string[], asked: Asked]>([
  [[], token('t')],
  [[SOURCE], {}],
  [[SOURCE], token('')],
  [[SOURCE, 'method.request.querystring.tenant'], token('t')],
  [[SOURCE, 'method.request.header.X-Tenant'], token('t')],
  [[SOURCE, 'stageVariables.name'], token('t')],
  [[SOURCE, 'context.identity.apiKey'], token('t')],
  [[SOURCE, 'method.request.header.__proto__'], token('t')],
])('sources %j of which one has no value are a 401 without a call', async (identitySources, what) => {
  const { check, asked } = authorizer({ identitySources });
  expect(await ask(check, authorizerEvent(what))).toMatchObject({ kind: 'refused', reason: 'token_missing' });
  expect(asked).toEqual([]);
});

describe('answers are used again', () => {
  test('for the same values, until their time is over', async () => {
    const { check, asked } = authorizer();
    await ask(check);
    await ask(check);
    expect(asked.length).toBe(1);
    await ask(check, authorizerEvent(token('other')));
    expect(asked.length).toBe(2);
    clock += 299_999;
    await ask(check);
    expect(asked.length).toBe(2);
    // Use does not prolong it.
    clock += 1;
    await ask(check);
    expect(asked.length).toBe(3);
  });

  test('for a number of callers, of whom the one that was asked about longest ago goes first', async () => {
    const { check, asked } = authorizer();
    const about = async (caller: number): Promise<boolean> => {
      const before = asked.length;
      await ask(check, authorizerEvent(token(`t${String(caller)}`)));
      return asked.length > before;
    };
    for (let caller = 0; caller < MAX_KEPT_ANSWERS; caller++) await about(caller);
    expect(await about(0)).toBe(false);
    clock += 300_000;
    // Asked about anew, so it is no longer the oldest.
    expect(await about(0)).toBe(true);
    expect(await about(MAX_KEPT_ANSWERS)).toBe(true);
    expect(await about(0)).toBe(false);
    clock -= 1;
    expect(await about(2)).toBe(false);
    expect(await about(1)).toBe(true);
  });

  test('by all sources together', async () => {
    const { check, asked } = authorizer({ identitySources: [SOURCE, 'context.identity.sourceIp'] });
    const from = (sourceIp: string): Readonly<Record<string, unknown>> => {
      const event = authorizerEvent(token('t'));
      return { ...event, requestContext: { ...event.requestContext, identity: { sourceIp } } };
    };
    await ask(check, from('192.0.2.1'));
    await ask(check, from('192.0.2.2'));
    await ask(check, from('192.0.2.1'));
    expect(asked.length).toBe(2);
  });

  test('and evaluated for each method and resource', async () => {
    const one = authorizer();
    const Resource = 'arn:aws:execute-api:*:*:*/prod/GET/orders/*';
    one.answer = good({ policyDocument: policy({ ...ALLOW, Resource }) });
    const decision = async (method: string, path: string): Promise<unknown> =>
      ask(one.check, authorizerEvent({ ...token('t'), method, path }));
    expect(await decision('GET', '/orders/1/items')).toMatchObject({ decision: 'allow' });
    expect(await decision('DELETE', '/orders/1')).toMatchObject({ decision: 'undecided', mayAllow: false });
    expect(await decision('GET', '/customers')).toMatchObject({ decision: 'undecided' });
    expect(one.asked.length).toBe(1);
  });

  test('but a failure never is', async () => {
    const one = authorizer();
    for (const answer of [
      new UnreadableError('down'),
      { errorMessage: 'boom' },
      { errorMessage: 'Unauthorized' },
    ]) {
      one.answer = answer;
      await ask(one.check);
    }
    expect(one.asked.length).toBe(3);
    one.answer = good();
    expect(await ask(one.check)).toMatchObject({ decision: 'allow' });
  });

  test('and not at all with a time of 0', async () => {
    const { check, asked } = authorizer({ ttlSeconds: 0 });
    await ask(check);
    await ask(check);
    expect(asked.length).toBe(2);
    clock -= 1;
    await ask(check);
    expect(asked.length).toBe(3);
  });
});

const unavailable = (detail: string): object => ({ kind: 'unavailable', detail });
const NO_POLICY = 'the policy of the authorizer cannot be evaluated';
const NO_SCALAR = 'a value of the context of the authorizer is no scalar';

test.each<[name: string, answer: FunctionAnswer | Error, found: object]>([
  [
    'Unauthorized',
    { errorMessage: 'Unauthorized' },
    { kind: 'refused', reason: 'token_invalid', detail: 'the authorizer answered Unauthorized' },
  ],
  ['unauthorized', { errorMessage: 'unauthorized' }, { kind: 'unavailable' }],
  ['another error', { errorMessage: 'boom' }, unavailable('the authorizer failed')],
  ['nothing', new UnreadableError('did not answer in time'), unavailable('did not answer in time')],
  ['a fault of ours', new TypeError('secret'), unavailable('the answer of the authorizer cannot be used')],
  ['null', { result: null }, unavailable('the authorizer gave no object')],
  ['a text', { result: 'Allow' }, unavailable('the authorizer gave no object')],
  ['no principal', good({ principalId: undefined }), unavailable('the authorizer gave no principalId')],
  ['no policy', good({ policyDocument: undefined }), unavailable(NO_POLICY)],
  ['a malformed policy', good({ policyDocument: policy({ Effect: 'Maybe' }) }), unavailable(NO_POLICY)],
  ['an object in the context', good({ context: { a: {} } }), unavailable(NO_SCALAR)],
  ['null in the context', good({ context: { a: null } }), unavailable(NO_SCALAR)],
  ['a context that is null', good({ context: null }), unavailable(NO_SCALAR)],
  ['a context that is a text', good({ context: 'abc' }), unavailable(NO_SCALAR)],
  [
    'every scalar',
    good({ context: { a: 'b', c: 1, d: false } }),
    { kind: 'authorized', context: { a: 'b', c: 1, d: false } },
  ],
  ['no context', good({ context: undefined }), { kind: 'authorized', context: {} }],
  ['a key', good({ usageIdentifierKey: 'k' }), { kind: 'authorized', usageIdentifierKey: 'k' }],
  [
    'a key that is no text',
    good({ usageIdentifierKey: 7 }),
    { kind: 'authorized', usageIdentifierKey: undefined },
  ],
])('an authorizer that answers %s', async (_name, answer, found) => {
  const one = authorizer();
  one.answer = answer;
  expect(await ask(one.check)).toMatchObject(found);
});

test('an HTTP API has no authorizer that can be asked', async () => {
  const { check, asked } = authorizer();
  expect(await ask(check, payload2Event(token('t')))).toEqual(
    unavailable('an authorizer is asked for REST APIs alone'),
  );
  expect(asked).toEqual([]);
});

test('a Deny counts below a base path too', async () => {
  const one = authorizer();
  const Resource = 'arn:aws:execute-api:*:*:a1b2c3d4e5/prod/GET/admin/*';
  one.answer = good({ policyDocument: policy(ALLOW, { ...ALLOW, Effect: 'Deny', Resource }) });
  const event = proxyEvent({
    ...token('t'),
    path: '/admin/x',
    domainName: 'api.example.com',
    basePath: '/v1',
  });
  expect(await ask(one.check, event)).toMatchObject({ decision: 'deny' });
});

test('nothing is asked before the first request', async () => {
  const { check, asked } = authorizer();
  await expect(check.warm()).resolves.toBeUndefined();
  expect(asked).toEqual([]);
});
