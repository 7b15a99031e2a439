import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuthorizerCheck } from '../../../lib/contract';
import { ChainedAuthorizer } from '../../../lambda/tokens/chained-authorizer';
import { methodArn } from '../../../lambda/tokens/authorizer-event';
import { invokeFunction, type FunctionAnswer } from '../../../lambda/tokens/invoke-function';
import { evaluatePolicy } from '../../../lambda/tokens/authorizer-policy';
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
  [[SOURCE], {}],
  [[SOURCE], token('')],
  [[SOURCE, 'method.request.querystring.tenant'], token('t')],
  [[SOURCE, 'method.request.header.X-Tenant'], token('t')],
  [[SOURCE, 'stageVariables.name'], token('t')],
  [[SOURCE, 'context.identity.apiKey'], token('t')],
  [[SOURCE, 'method.request.header.__proto__'], token('t')],
])('a value of %j that is missing is a 401 without a call', async (identitySources, what) => {
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
    clock += 300_000;
    await ask(check);
    expect(asked.length).toBe(3);
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
  });
});

test.each<[name: string, answer: FunctionAnswer | Error, found: object]>([
  ['Unauthorized', { errorMessage: 'Unauthorized' }, { kind: 'refused', reason: 'token_invalid' }],
  ['unauthorized', { errorMessage: 'unauthorized' }, { kind: 'unavailable' }],
  ['another error', { errorMessage: 'boom' }, { kind: 'unavailable' }],
  ['no answer', new UnreadableError('the authorizer did not answer in time'), { kind: 'unavailable' }],
  ['null', { result: null }, { kind: 'unavailable' }],
  ['no principal', good({ principalId: undefined }), { kind: 'unavailable' }],
  ['no policy', good({ policyDocument: undefined }), { kind: 'unavailable' }],
  ['a malformed policy', good({ policyDocument: policy({ Effect: 'Maybe' }) }), { kind: 'unavailable' }],
  ['an object in the context', good({ context: { a: {} } }), { kind: 'unavailable' }],
  ['no context', good({ context: undefined }), { kind: 'authorized', context: {} }],
  ['a key', good({ usageIdentifierKey: 'k' }), { kind: 'authorized', usageIdentifierKey: 'k' }],
])('an authorizer that answers %s', async (_name, answer, found) => {
  const one = authorizer();
  one.answer = answer;
  expect(await ask(one.check)).toMatchObject(found);
});

test('an HTTP API has no authorizer that can be asked', async () => {
  const { check, asked } = authorizer();
  expect(await ask(check, payload2Event(token('t')))).toMatchObject({ kind: 'unavailable' });
  expect(asked).toEqual([]);
});

describe('the ARN of a request behind an integration', () => {
  const arnOf = (path: string, resource: string, pathParameters: object | null = null): string =>
    methodArn({ ...proxyEvent({ path }), resource, pathParameters }).replace(/^[^/]*\/prod\//, '');
  const rest = (proxy: string): object => ({ proxy });

  test.each<[path: string, resource: string, parameters: object | null, arn: string]>([
    ['/admin/x', '/admin/{id}', { id: 'x' }, 'GET/admin/x'],
    ['/v1/admin/x', '/admin/{id}', { id: 'x' }, 'GET/admin/x'],
    ['/v1/admin/x/', '/admin/{id}', { id: 'x' }, 'GET/admin/x/'],
    ['/a/b/admin', '/admin', null, 'GET/admin'],
    ['/v1', '/', null, 'GET/'],
    ['/v1/', '/', null, 'GET/'],
    ['/', '/', null, 'GET/'],
    ['/a%2Fb', '/{id}', { id: 'a/b' }, 'GET/a%2Fb'],
    ['/v1/admin/x', '/{proxy+}', rest('admin/x'), 'GET/admin/x'],
    ['/admin/x', '/{proxy+}', rest('admin/x'), 'GET/admin/x'],
    ['/v1/admin/x%2Fy', '/{proxy+}', rest('admin/x/y'), 'GET/admin/x%2Fy'],
    ['/v1/admin/x%2Fy', '/{proxy+}', rest('admin/x%2Fy'), 'GET/admin/x%2Fy'],
    ['/v1/admin/x%25252fy', '/{proxy+}', rest('admin/x%252fy'), 'GET/admin/x%25252fy'],
    ['/a%2Fb/public/c', '/{tenant}/{proxy+}', { tenant: 'a/b', proxy: 'public/c' }, 'GET/a%2Fb/public/c'],
    ['/v1/a%2Fb/public/c', '/{tenant}/{proxy+}', { tenant: 'a/b', proxy: 'public/c' }, 'GET/a%2Fb/public/c'],
    ['/v1/admin', '/{proxy+}', null, 'GET/v1/admin'],
  ])('of %s at %s with %j', (path, resource, parameters, arn) => {
    expect(arnOf(path, resource, parameters)).toBe(arn);
  });

  test('a Deny below a base path counts', async () => {
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
});

describe('policies', () => {
  const arn = 'arn:aws:execute-api:eu-central-1:123456789012:a1/prod/GET/orders/1';
  const deny = { ...ALLOW, Effect: 'Deny' };
  test.each<[name: string, statements: readonly object[], decision: string, mayAllow: boolean]>([
    ['nothing', [], 'undecided', false],
    ['an allow', [ALLOW], 'allow', true],
    ['a deny beside an allow', [ALLOW, deny], 'deny', false],
    ['a deny of another resource', [ALLOW, { ...deny, Resource: 'arn:*:a1/prod/DELETE/*' }], 'allow', true],
    ['a star across slashes', [{ ...ALLOW, Resource: 'arn:aws:*/orders/?' }], 'allow', true],
    ['a question mark is one character', [{ ...ALLOW, Resource: `${arn}?` }], 'undecided', false],
    ['letter case of resources', [{ ...ALLOW, Resource: arn.toUpperCase() }], 'undecided', false],
    ['letter case of actions', [{ ...ALLOW, Action: 'EXECUTE-API:INVOKE' }], 'allow', true],
    ['lists', [{ ...ALLOW, Action: ['s3:*', 'execute-api:*'], Resource: ['x', arn] }], 'allow', true],
    ['another action', [{ ...ALLOW, Action: 's3:*' }], 'undecided', false],
    ['an allow with a condition', [{ ...ALLOW, Condition: {} }], 'deny', true],
    ['a deny with a condition beside an allow', [ALLOW, { ...deny, Condition: {} }], 'deny', true],
    ['a deny with a condition alone', [{ ...deny, Condition: {} }], 'deny', false],
    ['what is not named', [{ Effect: 'Allow', NotAction: 'x', Resource: '*' }], 'deny', true],
    [
      'a variable in a deny beside an allow',
      [ALLOW, { ...deny, Resource: 'arn:*${*}orders/1' }],
      'deny',
      true,
    ],
    ['a variable in one of several resources', [{ ...ALLOW, Resource: ['*', 'a${?}'] }], 'deny', true],
    ['resources that are not named', [{ Effect: 'Allow', Action: '*', NotResource: 'x' }], 'deny', true],
  ])('%s', (_name, statements, decision, mayAllow) => {
    expect(evaluatePolicy({ Statement: statements }, arn)).toMatchObject({ decision, mayAllow });
  });
});

test('the Invoke API is called with a signature, and errors are told from answers', async () => {
  const calls: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  let answer = { status: 200, error: false, body: '{"principalId":"x"}' };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      if (answer.error) response.setHeader('X-Amz-Function-Error', 'Unhandled');
      response.writeHead(answer.status).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session',
  });
  const signal = AbortSignal.timeout(5000);
  expect(await invokeFunction(ARN, { a: 1 }, signal)).toEqual({ result: { principalId: 'x' } });
  expect(calls[0]?.url).toBe(`/2015-03-31/functions/${encodeURIComponent(ARN)}/invocations`);
  expect(calls[0]?.body).toBe('{"a":1}');
  expect(calls[0]?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/lambda\//,
  );
  expect(calls[0]?.headers['x-amz-security-token']).toBe('session');
  answer = { status: 200, error: true, body: '{"errorMessage":"Unauthorized"}' };
  expect(await invokeFunction(ARN, {}, signal)).toEqual({ errorMessage: 'Unauthorized' });
  answer = { status: 403, error: false, body: '{}' };
  await expect(invokeFunction(ARN, {}, signal)).rejects.toThrow('status 403');
  answer = { status: 200, error: false, body: 'no JSON' };
  await expect(invokeFunction(ARN, {}, signal)).rejects.toThrow('is not JSON');
  server.closeAllConnections();
  server.close();
});
