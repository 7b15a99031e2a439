import { serveStack, type ServedStack } from './fixtures/served-stack';
import {
  apiResources,
  authorizerResource,
  functionResource,
  gatewayResponseResource,
  type Resources,
} from './fixtures/template';

const policy = (effect: string) => ({
  Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: '*' }],
});
const verdict = (effect: string, context = {}) => ({
  principalId: 'someone',
  policyDocument: policy(effect),
  context,
});

const base: Resources = {
  ...functionResource('Reply', 'reply'),
  ...functionResource('Misbehave', 'misbehave', { Timeout: 1 }),
  ...authorizerResource('Authorizer', 'Reply'),
  ...apiResources({
    methods: [
      { path: '/reply', verb: 'GET', to: 'Reply' },
      { path: '/judged/{id}', verb: 'GET', to: 'Reply', authorizer: 'Authorizer' },
      { path: '/misbehave', verb: 'GET', to: 'Misbehave' },
      { path: '/slow', verb: 'GET', to: 'Misbehave', integration: { TimeoutInMillis: 100 } },
    ],
    stage: { Variables: { colour: 'green' } },
  }),
};

const unmatched = { path: '/nowhere' };
const denied = {
  path: '/judged/7?q=1&q=2',
  headers: [['X-Result', JSON.stringify(verdict('Deny', { code: 'not_listed', seconds: 30 }))]] as const,
};

describe('an API without gateway responses in its template', () => {
  let stack: ServedStack;
  beforeAll(async () => (stack = await serveStack(base)));
  afterAll(() => stack.close());

  test.each<[string, Parameters<ServedStack['send']>[0], number, unknown]>([
    ['no route', unmatched, 403, { message: 'Missing Authentication Token' }],
    [
      'a deny',
      denied,
      403,
      { Message: 'User is not authorized to access this resource with an explicit deny' },
    ],
    ['an authorizer that gives nothing', { path: '/judged/7' }, 500, { message: null }],
    [
      'a function that throws',
      { path: '/misbehave?deed=throwError' },
      502,
      { message: 'Internal server error' },
    ],
    ['a function that crashes', { path: '/misbehave?deed=exit' }, 502, { message: 'Internal server error' }],
    [
      'a function past its own time-out',
      { path: '/misbehave?deed=hang' },
      502,
      { message: 'Internal server error' },
    ],
    ['a malformed result', { path: '/reply' }, 502, { message: 'Internal server error' }],
    [
      'a function past the integration time-out',
      { path: '/slow?deed=hang' },
      504,
      { message: 'Endpoint request timed out' },
    ],
  ])('answers %s (%j) with %i', async (_name, sent, status, body) => {
    const response = await stack.send(sent);
    expect(response.status).toBe(status);
    expect(response.header('Content-Type')).toBe('application/json');
    expect(response.json()).toEqual(body);
    expect(response.header('x-amzn-ErrorType')).toMatch(/Exception$/);
    expect(response.text).not.toContain('secret');
  });
});

describe('an API with gateway responses in its template', () => {
  let stack: ServedStack;
  beforeAll(async () => {
    stack = await serveStack({
      ...base,
      ...gatewayResponseResource('ACCESS_DENIED', {
        StatusCode: '429',
        ResponseParameters: {
          'gatewayresponse.header.Content-Type': "'application/problem+json'",
          'gatewayresponse.header.X-Literal': "'it'",
          'gatewayresponse.header.X-Code': 'context.authorizer.code',
          'gatewayresponse.header.Retry-After': 'context.authorizer.seconds',
          'gatewayresponse.header.X-Absent': 'context.authorizer.nothing',
          'gatewayresponse.header.X-Object': 'context.identity',
          'gatewayresponse.header.X-Inherited': 'context.constructor',
          'gatewayresponse.header.X-Key': 'method.request.header.X-Key',
          'gatewayresponse.header.X-Query': 'method.request.querystring.q',
          'gatewayresponse.header.X-Path': 'method.request.path.id',
          'gatewayresponse.header.X-Colour': 'stageVariables.colour',
          'gatewayresponse.header.WWW-Authenticate': "'Basic'",
        },
        ResponseTemplates: {
          'application/json':
            '{"code":"$context.authorizer.code","id":"${context.extendedRequestId}","type":"$context.error.responseType",' +
            '"text":$context.error.messageString,"raw":"$context.error.message","absent":"$context.authorizer.nothing",' +
            '"colour":"$stageVariables.colour","path":"$context.path.","header":"$method.request.header.X-Key"}',
          'text/html': '<p>no</p>',
        },
      }),
      ...gatewayResponseResource('DEFAULT_4XX', {
        ResponseParameters: { 'gatewayresponse.header.X-Default': "'4xx'" },
        ResponseTemplates: { 'application/json': '{"default":"$context.error.responseType"}' },
      }),
      ...gatewayResponseResource('DEFAULT_5XX', {
        StatusCode: 503,
        ResponseTemplates: { 'text/plain': 'sorry: $context.error.responseType' },
      }),
      ...gatewayResponseResource('INTEGRATION_TIMEOUT', {}),
      // Another API's responses are not this one's.
      ...apiResources({ methods: [] }, 'Other'),
      ...gatewayResponseResource('MISSING_AUTHENTICATION_TOKEN', { StatusCode: 404 }, 'Other'),
    });
  });
  afterAll(() => stack.close());

  test('takes status, headers and body from the type, with values of the authorizer', async () => {
    const response = await stack.send({
      ...denied,
      headers: [...denied.headers, ['X-Key', 'k'], ['x-key', 'l']],
    });
    expect(response.status).toBe(429);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'Content-Type': 'application/problem+json',
      'X-Literal': 'it',
      'X-Code': 'not_listed',
      'Retry-After': '30',
      'X-Key': 'k',
      'X-Query': '2',
      'X-Path': '7',
      'X-Colour': 'green',
      'WWW-Authenticate': 'Basic',
    });
    expect(response.headers.filter(([name]) => name.toLowerCase() === 'content-type')).toHaveLength(1);
    for (const name of ['X-Absent', 'X-Object', 'X-Inherited']) expect(response.header(name)).toBeUndefined();
    expect(response.json()).toEqual({
      code: 'not_listed',
      id: response.header('x-amz-apigw-id'),
      type: 'ACCESS_DENIED',
      text: 'User is not authorized to access this resource with an explicit deny',
      raw: 'User is not authorized to access this resource with an explicit deny',
      absent: '',
      colour: 'green',
      path: '/judged/7.',
      header: 'k',
    });
  });

  test('sends the same body whatever the client accepts', async () => {
    const response = await stack.send({ ...denied, headers: [...denied.headers, ['Accept', 'text/html']] });
    expect(response.json()).toMatchObject({ type: 'ACCESS_DENIED' });
  });

  test('leaves out a header value with a line break', async () => {
    const context = { code: 'a\r\nX-Injected: b' };
    const response = await stack.send({
      path: '/judged/7',
      headers: [['X-Result', JSON.stringify(verdict('Deny', context))]],
    });
    expect(response.status).toBe(429);
    expect(response.header('X-Code')).toBeUndefined();
    expect(response.header('X-Injected')).toBeUndefined();
  });

  test('uses DEFAULT_4XX for other types, and keeps their status', async () => {
    const response = await stack.send(unmatched);
    expect(response.status).toBe(403);
    expect(response.header('X-Default')).toBe('4xx');
    expect(response.json()).toEqual({ default: 'MISSING_AUTHENTICATION_TOKEN' });
  });

  test('uses DEFAULT_5XX for other types, with the status that it sets', async () => {
    const response = await stack.send({ path: '/reply' });
    expect(response.status).toBe(503);
    expect(response.header('Content-Type')).toBe('text/plain');
    expect(response.text).toBe('sorry: API_CONFIGURATION_ERROR');
  });

  test('sends the default body for a type without templates', async () => {
    const response = await stack.send({ path: '/slow?deed=hang' });
    expect(response.status).toBe(504);
    expect(response.json()).toEqual({ message: 'Endpoint request timed out' });
  });
});

test('a denied request gets the default body of the other types when its gateway response has no template', async () => {
  const stack = await serveStack({
    ...base,
    ...gatewayResponseResource('ACCESS_DENIED', { StatusCode: 403 }),
  });
  const response = await stack.send(denied);
  await stack.close();
  expect(response.json()).toEqual({
    message: 'User is not authorized to access this resource with an explicit deny',
  });
});
