import type { SignIn } from '../../gateway';
import { serveStack } from './fixtures/served-stack';
import { apiResources, functionResource, type MethodSpec } from './fixtures/template';

const echo = functionResource('Echo', 'echo');

/** Serves one method and sends one request to it. */
async function ask(
  method: MethodSpec,
  sent: Parameters<Awaited<ReturnType<typeof serveStack>>['send']>[0],
  signIn?: SignIn,
) {
  const resources = { ...echo, ...apiResources({ methods: [method] }) };
  const stack = await serveStack(resources, signIn === undefined ? {} : { signIn });
  try {
    return { response: await stack.send(sent), records: stack.records };
  } finally {
    await stack.close();
  }
}

const caller = {
  accountId: '1',
  caller: 'c',
  user: 'u',
  userArn: 'arn:u',
  claims: { sub: 's', 'cognito:groups': 'a' },
};

describe('a method with AWS_IAM', () => {
  const method = { path: '/', verb: 'GET', to: 'Echo', properties: { AuthorizationType: 'AWS_IAM' } };

  test('refuses a request without a signer', async () => {
    const { response } = await ask(method, {});
    expect(response.status).toBe(403);
    expect(response.json()).toEqual({ message: 'Missing Authentication Token' });
  });

  test('hands over who signed, and not the signature', async () => {
    const headers = [['authorization', 'AWS4-HMAC-SHA256 …'.replace('…', 'x')]] as const;
    const seen: unknown[] = [];
    const { response } = await ask(method, { path: '/?a=1', headers }, (request) => {
      seen.push([request.method, request.path, request.headers.length > 0]);
      return caller;
    });
    expect(seen).toEqual([['GET', '/', true]]);
    const event = response.json() as { requestContext: Record<string, unknown>; headers: object };
    expect(event.requestContext['identity']).toMatchObject({
      accountId: '1',
      caller: 'c',
      user: 'u',
      userArn: 'arn:u',
      accessKey: null,
      sourceIp: '127.0.0.1',
    });
    expect(event.requestContext).not.toHaveProperty('authorizer');
    expect(Object.keys(event.headers).map((name) => name.toLowerCase())).not.toContain('authorization');
  });
});

describe('a method with COGNITO_USER_POOLS', () => {
  const method = {
    path: '/',
    verb: 'GET',
    to: 'Echo',
    properties: { AuthorizationType: 'COGNITO_USER_POOLS' },
  };

  test.each<[string, SignIn | undefined]>([
    ['without a signer', undefined],
    ['for a signer without claims', () => ({ accountId: '1', caller: 'c', user: 'u', userArn: 'a' })],
  ])('refuses %s', async (_name, signIn) => {
    const { response } = await ask(method, {}, signIn);
    expect(response.status).toBe(401);
    expect(response.json()).toEqual({ message: 'Unauthorized' });
  });

  test('hands over the claims of the token', async () => {
    const { response } = await ask(method, { headers: [['Authorization', 'token']] }, () => caller);
    const event = response.json() as { requestContext: Record<string, unknown>; headers: object };
    expect(event.requestContext['authorizer']).toEqual({ claims: caller.claims });
    expect(event.headers).toMatchObject({ Authorization: 'token' });
  });
});

describe('a MOCK integration', () => {
  const mock = (integration: Record<string, unknown>): MethodSpec => ({
    path: '/',
    verb: 'OPTIONS',
    integration: { Type: 'MOCK', ...integration },
  });
  const responses = [
    {
      StatusCode: '204',
      ResponseParameters: {
        'method.response.header.X-Literal': "'it'",
        'method.response.header.X-Stage': 'context.stage',
        'method.response.header.X-Absent': 'context.authorizer.nothing',
      },
    },
    { StatusCode: '200', ResponseTemplates: { 'application/json': '{"stage":"$context.stage"}' } },
  ];

  test.each([
    ['{ statusCode: 204 }', 204, ''],
    ['{"statusCode": 200}', 200, '{"stage":"live"}'],
    ['{"statusCode": "200"}', 200, '{"stage":"live"}'],
  ])('with the request template %s answers %i', async (template, status, body) => {
    const integration = {
      RequestTemplates: { 'application/json': template },
      IntegrationResponses: responses,
    };
    const { response } = await ask(mock(integration), { method: 'OPTIONS' });
    expect(response.status).toBe(status);
    expect(response.text).toBe(body);
    expect(response.header('X-Stage')).toBe(status === 204 ? 'live' : undefined);
    expect(response.header('X-Literal')).toBe(status === 204 ? 'it' : undefined);
    expect(response.header('X-Absent')).toBeUndefined();
  });

  test('without a response of that status is a configuration error', async () => {
    const integration = {
      RequestTemplates: { 'application/json': '{"statusCode":500}' },
      IntegrationResponses: responses,
    };
    const { response, records } = await ask(mock(integration), { method: 'OPTIONS' });
    expect(response.status).toBe(500);
    expect(records.at(-1)).toMatchObject({ reason: 'api_configuration_error' });
  });

  test('with VTL is 501', async () => {
    const integration = {
      RequestTemplates: { 'application/json': '#foreach($a in [1])#end{"statusCode":200}' },
    };
    const { response } = await ask(mock(integration), { method: 'OPTIONS' });
    expect(response.status).toBe(501);
  });
});

describe('a method that the local gateway cannot serve', () => {
  test.each<[string, MethodSpec]>([
    ['RequestValidatorId', { path: '/', verb: 'GET', to: 'Echo', properties: { RequestValidatorId: 'x' } }],
    ['AuthorizationType', { path: '/', verb: 'GET', to: 'Echo', properties: { AuthorizationType: 'MAGIC' } }],
    ['Integration.Type', { path: '/', verb: 'GET', integration: { Type: 'MAGIC', Uri: 'https://x' } }],
    ['Integration.Uri', { path: '/', verb: 'GET', integration: { Uri: 'arn:aws:apigateway:x:s3:path/b' } }],
    [
      'Integration.Uri',
      { path: '/', verb: 'GET', to: 'Echo', integration: { Uri: { 'Fn::ImportValue': 'x' } } },
    ],
    [
      'Integration.ResponseTransferMode',
      { path: '/', verb: 'GET', to: 'Echo', integration: { ResponseTransferMode: 'STREAM' } },
    ],
  ])('is 501 with the name and the type of the resource: %s', async (property, method) => {
    const { response, records } = await ask(method, {});
    expect(response.status).toBe(501);
    const { message } = response.json();
    expect(message).toContain(`ApiMethod0 (AWS::ApiGateway::Method): ${property} `);
    expect(records.at(-1)?.detail).toBe(message);
  });

  test('does not change the other methods of the API', async () => {
    const stack = await serveStack({
      ...echo,
      ...apiResources({
        methods: [
          { path: '/', verb: 'GET', to: 'Echo' },
          { path: '/other', verb: 'GET', integration: { Type: 'AWS' } },
        ],
      }),
    });
    expect((await stack.send({ path: '/other' })).status).toBe(501);
    expect((await stack.send({ path: '/' })).status).toBe(200);
    await stack.close();
  });
});
