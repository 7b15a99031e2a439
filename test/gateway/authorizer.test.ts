import { AUTHORIZER_RESULT_LIMIT } from '../../gateway/api/authorization/authorizer';
import { METHOD_ARN_LIMIT } from '../../gateway/api/authorization/authorizer-event';
import type { Received } from './fixtures/http-client';
import { serveStack, type ServedStack } from './fixtures/served-stack';
import { apiResources, authorizerResource, functionResource } from './fixtures/template';

const policy = (effect: string, resource = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resource }],
});

const verdict = (effect: string, context: Record<string, unknown> = {}) => ({
  principalId: 'someone',
  policyDocument: policy(effect),
  context,
});

describe('a REQUEST authorizer', () => {
  let stack: ServedStack;

  beforeAll(async () => {
    stack = await serveStack({
      ...functionResource('Echo', 'echo'),
      ...functionResource('Judge', 'reply'),
      ...functionResource('Misbehave', 'misbehave', { Timeout: 1 }),
      ...authorizerResource('Authorizer', 'Judge'),
      ...authorizerResource('Broken', 'Misbehave'),
      ...authorizerResource('Sourced', 'Judge', {
        IdentitySource: 'method.request.header.X-Key, method.request.querystring.key, stageVariables.colour',
      }),
      ...apiResources({
        methods: [
          { path: '/judged/{proxy+}', verb: 'ANY', to: 'Echo', authorizer: 'Authorizer' },
          { path: '/broken', verb: 'GET', to: 'Echo', authorizer: 'Broken' },
          { path: '/sourced', verb: 'GET', to: 'Echo', authorizer: 'Sourced' },
          { path: '/open', verb: 'GET', to: 'Echo' },
        ],
        stage: { Variables: { colour: 'green' } },
      }),
    });
  });

  afterAll(() => stack.close());

  const judged = (result: unknown, path = '/judged/x', more: readonly (readonly [string, string])[] = []) =>
    stack.send({ path, headers: [['X-Result', JSON.stringify(result)], ...more] });

  const context = (response: Received) => {
    const { requestContext } = response.json() as { requestContext: Record<string, unknown> };
    return requestContext['authorizer'];
  };

  test('passes an allowed request on, with its context as texts', async () => {
    const response = await judged(verdict('Allow', { text: 'a', number: 1.5, yes: true, empty: '' }));
    expect(response.status).toBe(200);
    expect(context(response)).toEqual({
      principalId: 'someone',
      integrationLatency: expect.any(Number) as number,
      text: 'a',
      number: '1.5',
      yes: 'true',
      empty: '',
    });
  });

  test('is not called for a method that does not name it', async () => {
    const response = await stack.send({ path: '/open' });
    expect(response.status).toBe(200);
    expect(context(response)).toBeUndefined();
  });

  test('gets a method ARN with the path of the request', async () => {
    const allow = (path: string) => ({
      principalId: 'x',
      policyDocument: policy(
        'Allow',
        `arn:aws:execute-api:us-east-1:123456789012:??????????/live/GET${path}`,
      ),
    });
    expect((await judged(allow('/judged/a%20b'), '/judged/a%20b?q=1')).status).toBe(200);
    expect((await judged(allow('/judged/a b'), '/judged/a%20b')).status).toBe(403);
    expect((await judged(allow('/judged/*'), '/judged/a/b')).status).toBe(200);
  });

  test.each<[string, unknown, number, string, unknown]>([
    [
      'an explicit deny',
      verdict('Deny'),
      403,
      'access_denied',
      { Message: 'User is not authorized to access this resource with an explicit deny' },
    ],
    [
      'a policy about something else',
      { principalId: 'x', policyDocument: policy('Allow', 'arn:aws:execute-api:elsewhere') },
      403,
      'access_denied',
      { Message: 'User is not authorized to access this resource' },
    ],
    ['nothing', null, 500, 'authorizer_configuration_error', { message: null }],
    [
      'no principal',
      { policyDocument: policy('Allow') },
      500,
      'authorizer_configuration_error',
      { message: null },
    ],
    ['no policy', { principalId: 'x' }, 500, 'authorizer_configuration_error', { message: null }],
    [
      'an object in the context',
      verdict('Allow', { nested: {} }),
      500,
      'authorizer_configuration_error',
      { message: null },
    ],
    [
      'a list in the context',
      verdict('Deny', { l: [] }),
      500,
      'authorizer_configuration_error',
      { message: null },
    ],
    [
      'null in the context',
      verdict('Allow', { n: null }),
      500,
      'authorizer_configuration_error',
      { message: null },
    ],
  ])('that returns %s (%j) leads to %i %s', async (_name, result, status, reason, body) => {
    const response = await judged(result);
    expect(response.status).toBe(status);
    expect(response.json()).toEqual(body);
    expect(stack.records.at(-1)).toMatchObject({ reason });
  });

  test('may return the limit of bytes, and not one more', async () => {
    const padded = (size: number) => {
      const empty = JSON.stringify(verdict('Allow', { padding: '' })).length;
      return verdict('Allow', { padding: 'x'.repeat(size - empty) });
    };
    expect((await judged(padded(AUTHORIZER_RESULT_LIMIT))).status).toBe(200);
    expect((await judged(padded(AUTHORIZER_RESULT_LIMIT + 1))).status).toBe(500);
  });

  test.each([
    ['throws Unauthorized', 'throwUnauthorized', 401, 'unauthorized', { message: 'Unauthorized' }],
    ['throws another error', 'throwError', 500, 'authorizer_failure', { message: null }],
    ['exits', 'exit', 500, 'authorizer_failure', { message: null }],
    ['runs out of time', 'hang', 500, 'authorizer_failure', { message: null }],
  ])('that %s (%s) leads to %i %s', async (_name, deed, status, reason, body) => {
    const response = await stack.send({ path: `/broken?deed=${deed}` });
    expect(response.status).toBe(status);
    expect(response.json()).toEqual(body);
    expect(stack.records.at(-1)).toMatchObject({ reason, detail: expect.any(String) as string });
  });

  test.each<[string, number, string, readonly (readonly [string, string])[]]>([
    ['all are there', 200, '?key=1', [['X-Key', '1']]],
    ['the header is missing', 401, '?key=1', []],
    ['the header is empty', 401, '?key=1', [['X-Key', '']]],
    ['the header has another case', 401, '?key=1', [['x-key', '1']]],
    ['the parameter is missing', 401, '', [['X-Key', '1']]],
  ])('with identity sources: when %s, the status is %i', async (_name, status, query, headers) => {
    const response = await judged(verdict('Allow'), `/sourced${query}`, headers);
    expect(response.status).toBe(status);
  });

  test('is not called for a method ARN over the limit: 414', async () => {
    const before = (await judged(verdict('Allow'), '/judged/x')).json() as {
      requestContext: { apiId: string };
    };
    const prefix = `arn:aws:execute-api:us-east-1:123456789012:${before.requestContext.apiId}/live/GET/judged/`;
    const atLimit = `/judged/${'x'.repeat(METHOD_ARN_LIMIT - prefix.length)}`;
    expect((await judged(verdict('Allow'), atLimit)).status).toBe(200);
    expect((await judged(verdict('Allow'), `${atLimit}x`)).status).toBe(414);
  });
});

describe('the event of a REQUEST authorizer', () => {
  test('has empty maps where there is nothing, and no body', async () => {
    const stack = await serveStack({
      ...functionResource('Recorder', 'recorder'),
      ...authorizerResource('Authorizer', 'Recorder'),
      ...functionResource('Echo', 'echo'),
      ...apiResources({ methods: [{ path: '/a/{b}', verb: 'ANY', to: 'Echo', authorizer: 'Authorizer' }] }),
    });
    await stack.send({ method: 'POST', path: '/a/x?q=1', body: 'secret' });
    await stack.send({ path: '/a/x' });
    const [withQuery, plain] = stack.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(withQuery).toMatchObject({
      type: 'REQUEST',
      methodArn: expect.stringMatching(
        /^arn:aws:execute-api:us-east-1:123456789012:[a-z0-9]{10}\/live\/POST\/a\/x$/,
      ) as string,
      resource: '/a/{b}',
      path: '/a/x',
      httpMethod: 'POST',
      queryStringParameters: { q: '1' },
      multiValueQueryStringParameters: { q: ['1'] },
      pathParameters: { b: 'x' },
    });
    expect(withQuery).not.toHaveProperty('body');
    expect(plain).toMatchObject({ queryStringParameters: {}, stageVariables: {} });
    expect(plain!['requestContext']).not.toHaveProperty('authorizer');
    await stack.close();
  });
});
