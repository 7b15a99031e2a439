import { Fn, Lazy, Stack } from 'aws-cdk-lib';
import type { ApiDefinition } from 'aws-cdk-lib/aws-apigateway';
import { SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorsAllowlist, type CorsDefinitionOptions } from '../../lib';
import { backendFunction } from './support/backend-function';
import { scratchApp } from './support/scratch-app';
import { idsOf, onlyResource, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

type Json = Record<string, unknown>;

interface Operation {
  readonly security?: unknown[];
  readonly responses?: Json;
  readonly 'x-amazon-apigateway-integration': Json;
}

interface Body {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components?: { readonly securitySchemes?: Json };
  readonly securityDefinitions?: Json;
  readonly [extension: `x-${string}`]: Json;
}

const PROXY = {
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: 'arn:uri' },
};
const OURS = { CorsAuthorizer: [] };
/** The scheme of an authorizer. */
const USERS = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'cognito_user_pools',
};
const DECLARED = { components: { securitySchemes: { users: USERS } } };

/** `GET` and `POST /orders`, `ANY /orders/{id}` and `GET /status`, and what is added to them. */
function orders(more: Json = {}, paths: Json = {}): Json {
  return {
    openapi: '3.0.1',
    info: { title: 'Orders', version: '1' },
    paths: {
      '/orders': { get: PROXY, post: PROXY },
      '/orders/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        'x-amazon-apigateway-any-method': PROXY,
      },
      '/status': { get: PROXY },
      ...paths,
    },
    ...more,
  };
}

function specOf(definition: unknown, options: CorsDefinitionOptions = {}): Built {
  return stackOf((stack) => {
    const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
    const apiDefinition = allowlist.protectedDefinition(definition, options);
    new SpecRestApi(stack, 'Api', { apiDefinition, cloudWatchRole: false });
  });
}

function bodyOf(built: Built): Body {
  return onlyResource<{ Body: Body }>(built, 'AWS::ApiGateway::RestApi').Properties.Body;
}

describe('an API from a document', () => {
  const built = specOf(orders());
  const body = bodyOf(built);
  const evaluatorUri = {
    'Fn::Join': ['', expect.arrayContaining([{ 'Fn::GetAtt': [expect.stringMatching(/Evaluator/), 'Arn'] }])],
  };

  test('has the authorizer at every operation', () => {
    expect(body.components?.securitySchemes).toEqual({
      CorsAuthorizer: {
        type: 'apiKey',
        name: 'Unused',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          authorizerUri: evaluatorUri,
          authorizerResultTtlInSeconds: 0,
        },
      },
    });
    expect(body.paths['/orders']?.['get']).toEqual({ ...PROXY, security: [OURS] });
    expect(body.paths['/orders']?.['post']?.security).toEqual([OURS]);
    expect(body.paths['/orders/{id}']?.['x-amazon-apigateway-any-method']?.security).toEqual([OURS]);
    expect(body.paths['/status']?.['get']?.security).toEqual([OURS]);
  });

  test('has preflights wherever there are operations, and nothing in front of them', () => {
    for (const path of ['/orders', '/orders/{id}', '/status']) {
      const preflight = body.paths[path]?.['options'];
      expect(preflight?.security).toBeUndefined();
      expect(preflight?.['x-amazon-apigateway-integration']).toEqual({
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: evaluatorUri,
      });
      expect(Object.keys(preflight?.responses ?? {})).toEqual(['204']);
    }
  });

  test('has the gateway responses that protect() gives an API', () => {
    const responses = body['x-amazon-apigateway-gateway-responses']!;
    expect(Object.keys(responses)).toEqual([
      'ACCESS_DENIED',
      'AUTHORIZER_CONFIGURATION_ERROR',
      'AUTHORIZER_FAILURE',
      'DEFAULT_4XX',
      'DEFAULT_5XX',
    ]);
    expect(responses['ACCESS_DENIED']).toMatchObject({
      statusCode: '403',
      responseParameters: {
        'gatewayresponse.header.Vary':
          "'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'",
        'gatewayresponse.header.Cors-Refused': 'context.authorizer.corsRefused',
      },
      responseTemplates: {
        'application/json': expect.stringContaining('$context.authorizer.corsProblem') as string,
      },
    });
    expect(responses['DEFAULT_5XX']).toMatchObject({
      responseParameters: {
        'gatewayresponse.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
      },
    });
  });

  test('may invoke the evaluator, by one permission for this API alone', () => {
    const permission = onlyResource<{ SourceArn: unknown; FunctionName: unknown }>(
      built,
      'AWS::Lambda::Permission',
    ).Properties;
    expect(JSON.stringify(permission.FunctionName)).toMatch(/Evaluator/);
    expect(JSON.stringify(permission.SourceArn)).toContain(
      `{"Ref":"${idsOf(built, 'AWS::ApiGateway::RestApi')[0]!}"}`,
    );
  });

  test('is deployed anew when the document changes, and only then', () => {
    const deployment = (definition: Json): string =>
      idsOf(specOf(definition), 'AWS::ApiGateway::Deployment')[0]!;
    const before = idsOf(built, 'AWS::ApiGateway::Deployment')[0];
    expect(deployment(orders())).toBe(before);
    expect(deployment(orders({}, { '/more': { get: PROXY } }))).not.toBe(before);
  });
});

test('what is handed in stays as it is, and can be used again', () => {
  const definition = orders({
    'x-amazon-apigateway-gateway-responses': { THROTTLED: { statusCode: '429' } },
  });
  const before = structuredClone(definition);
  specOf(definition);
  expect(definition).toEqual(before);
  expect(() => specOf(definition)).not.toThrow();
});

test('values that are known only at deployment are filled in', () => {
  const built = stackOf((stack) => {
    const backend = backendFunction(stack, 'Orders');
    const uri = Fn.sub('arn:${AWS::Partition}:lambda:path/${Arn}', { Arn: backend.functionArn });
    const integration = { type: 'aws_proxy', uri, timeoutInMillis: Lazy.number({ produce: () => 5000 }) };
    const definition = orders({}, { '/more': { get: { 'x-amazon-apigateway-integration': integration } } });
    const apiDefinition = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protectedDefinition(definition);
    new SpecRestApi(stack, 'Api', { apiDefinition });
  });
  const more = bodyOf(built).paths['/more']?.['get']?.['x-amazon-apigateway-integration'];
  expect(more?.['uri']).toEqual({ 'Fn::Sub': [expect.any(String), { Arn: expect.anything() as unknown }] });
  expect(more?.['timeoutInMillis']).toBe(5000);
});

test('Swagger 2.0 has its schemes, and its headers, in other places', () => {
  const { openapi, ...rest } = orders({
    swagger: '2.0',
    securityDefinitions: { other: { type: 'basic' } },
  });
  expect(openapi).toBe('3.0.1');
  const body = bodyOf(specOf(rest));
  expect(Object.keys(body.securityDefinitions ?? {})).toEqual(['other', 'CorsAuthorizer']);
  expect(body.components).toBeUndefined();
  expect(body.paths['/status']?.['options']?.responses).toMatchObject({
    '204': { headers: { Vary: { type: 'string' } } },
  });
});

test('schemes, schemas and gateway responses of the document stay, the last with the headers that they lack', () => {
  const mine = {
    statusCode: '429',
    responseParameters: { 'gatewayresponse.header.vary': "'Cookie'" },
    responseTemplates: { 'application/json': '{}' },
  };
  const body = bodyOf(
    specOf(
      orders({
        components: { schemas: { Order: { type: 'object' } }, securitySchemes: { other: { type: 'http' } } },
        'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: mine },
      }),
    ),
  );
  expect(body.components).toMatchObject({ schemas: { Order: { type: 'object' } } });
  expect(Object.keys(body.components?.securitySchemes ?? {})).toEqual(['other', 'CorsAuthorizer']);
  expect(body['x-amazon-apigateway-gateway-responses']!['DEFAULT_4XX']).toEqual({
    ...mine,
    responseParameters: {
      'gatewayresponse.header.vary':
        "'Cookie, Origin, Access-Control-Request-Method, Access-Control-Request-Headers'",
      'gatewayresponse.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
      'gatewayresponse.header.Access-Control-Allow-Credentials': 'context.authorizer.corsAllowCredentials',
      'gatewayresponse.header.Access-Control-Expose-Headers': 'context.authorizer.corsExposeHeaders',
      'gatewayresponse.header.Cors-Refused': 'context.authorizer.corsRefused',
    },
  });
});

test.each<[string, Json, Json]>([
  [
    'an operation keeps an authorizer',
    {},
    { '/signed': { get: { ...PROXY, 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } } } },
  ],
  ['the document has a resource policy', { 'x-amazon-apigateway-policy': { Version: '2012-10-17' } }, {}],
])('where %s, a refusal has a constant body', (_, members, paths) => {
  const body = bodyOf(specOf(orders(members, paths), { keepAuthorizers: true }));
  const denied = body['x-amazon-apigateway-gateway-responses']!['ACCESS_DENIED'] as {
    readonly responseTemplates: Readonly<Record<string, string>>;
  };
  expect(JSON.parse(denied.responseTemplates['application/json']!)).toMatchObject({ code: 'access_denied' });
});

test('an API key stays beside the authorizer, and NONE makes place for it', () => {
  const key = { type: 'apiKey', name: 'X-API-Key', in: 'header' };
  const body = bodyOf(
    specOf(
      orders(
        { components: { securitySchemes: { key } } },
        {
          '/keyed': { get: { ...PROXY, security: [{ key: [] }] } },
          '/optional': { get: { ...PROXY, security: [{}, { key: [] }] } },
          '/open': { get: { ...PROXY, security: [], 'x-amazon-apigateway-auth': { type: 'none' } } },
        },
      ),
    ),
  );
  expect(body.paths['/keyed']?.['get']?.security).toEqual([{ key: [] }, OURS]);
  expect(body.paths['/keyed']?.['options']?.security).toBeUndefined();
  // "Or nothing" would let requests past the authorizer.
  expect(body.paths['/optional']?.['get']?.security).toEqual([{ key: [] }, OURS]);
  expect(body.paths['/open']?.['get']).toEqual({ ...PROXY, security: [OURS] });
});

test('what every request has to have, a preflight need not', () => {
  const validators = { all: { validateRequestBody: true, validateRequestParameters: true } };
  const body = bodyOf(
    specOf(
      orders({
        'x-amazon-apigateway-request-validator': 'all',
        'x-amazon-apigateway-request-validators': validators,
      }),
    ),
  );
  expect(body['x-amazon-apigateway-request-validators']).toEqual({
    ...validators,
    CorsPreflight: { validateRequestBody: false, validateRequestParameters: false },
  });
  expect(body.paths['/orders']?.['options']).toMatchObject({
    'x-amazon-apigateway-request-validator': 'CorsPreflight',
  });
});

test('a part of a document is protected, and the rest stays as it is', () => {
  const mock = { 'x-amazon-apigateway-integration': { type: 'mock' } };
  const status = { get: mock, options: mock };
  const body = bodyOf(
    specOf(orders({}, { '/status': status, '/orders-export': { get: PROXY } }), { paths: ['/orders'] }),
  );
  expect(body.paths['/orders']?.['get']?.security).toEqual([OURS]);
  expect(body.paths['/orders/{id}']?.['options']).toBeDefined();
  expect(body.paths['/status']).toEqual(status);
  expect(body.paths['/orders-export']).toEqual({ get: PROXY });
});

test('an authorizer of its own is kept where the backend judges by itself', () => {
  const authorized = { ...PROXY, security: [{ users: ['read'] }] };
  const signed = { ...PROXY, 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } };
  const all = {
    openapi: '3.0.1',
    components: { securitySchemes: { users: USERS } },
    paths: { '/me': { get: authorized }, '/signed': { get: signed } },
  };
  const body = bodyOf(specOf(all, { keepAuthorizers: true, gatewayResponses: false }));
  expect(body.paths['/me']?.['get']).toEqual(authorized);
  expect(body.paths['/signed']?.['get']).toEqual(signed);
  expect(body.paths['/me']?.['options']).toBeDefined();
  // There is nothing that it would authorize.
  expect(body.components?.securitySchemes).toEqual({ users: USERS });
  expect(body['x-amazon-apigateway-gateway-responses']).toBeUndefined();
});

test('two APIs have the same document, each with a permission of its own', () => {
  const built = stackOf((stack) => {
    const apiDefinition = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protectedDefinition(orders());
    new SpecRestApi(stack, 'One', { apiDefinition });
    new SpecRestApi(stack, 'Two', { apiDefinition });
  });
  expect(idsOf(built, 'AWS::Lambda::Permission')).toHaveLength(2);
});

test('the allowlist of another stack judges, without a circle', () => {
  const app = scratchApp();
  const owner = new Stack(app, 'Owner');
  const user = new Stack(app, 'User');
  const apiDefinition = new CorsAllowlist(owner, 'Allowlist', WITH_TABLE).protectedDefinition(orders());
  new SpecRestApi(user, 'Api', { apiDefinition });
  Template.fromStack(user).resourceCountIs('AWS::Lambda::Permission', 1);
  expect(owner.dependencies).toEqual([]);
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'definitions-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (name: string, text?: string): ApiDefinition => {
    const file = join(folder, name);
    if (text !== undefined) writeFileSync(file, text);
    let definition: ApiDefinition | undefined;
    stackOf((stack) => {
      definition = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protectedDefinitionFile(file, {
        paths: ['/status'],
      });
    });
    return definition!;
  };

  test('of JSON is read', () => {
    const config = read('orders.json', JSON.stringify(orders())).bind(new Stack());
    const { paths } = config.inlineDefinition as Body;
    expect(paths['/status']?.['get']?.security).toEqual([OURS]);
    expect(paths['/orders']?.['get']).toEqual(PROXY);
  });

  test.each([
    ['that is not there', 'missing.json', undefined, 'the file does not exist'],
    ['of YAML', 'orders.yaml', 'openapi: 3.0.1\n', 'is not JSON'],
    ['of something else', 'list.json', '[]', 'must be an OpenAPI document as an object'],
  ])('%s is refused', (_, name, text, rule) => {
    expect(() => read(name, text)).toThrow(rule);
  });
});

describe('at synth', () => {
  test.each<[string, unknown, CorsDefinitionOptions, string[]]>([
    ['a text', '{"openapi":"3.0.1"}', {}, ['definition is "{\\"openapi\\":\\"3.0.1\\"}"']],
    ['nothing', undefined, {}, ['definition is "not known here"']],
    [
      'a version that API Gateway does not import',
      orders({ openapi: '3.1.0' }),
      {},
      ['definition.openapi is "3.1.0"'],
    ],
    ['no version', orders({ openapi: undefined }), {}, ['definition.openapi is "missing"']],
    ['no paths', { openapi: '3.0.1' }, {}, ['definition.paths is "missing"']],
    [
      'paths without operations',
      { openapi: '3.0.1', paths: { '/a': { parameters: [] } } },
      {},
      ['definition.paths is {"/a":{"parameters":[]}}'],
    ],
    [
      'a path that is elsewhere',
      orders({}, { '/more': { $ref: 'more.json' } }),
      {},
      ['definition.paths["/more"] is {"$ref":"more.json"}'],
    ],
    [
      'a path that a transform makes',
      orders({}, { 'Fn::Transform': { Name: 'AWS::Include' } }),
      {},
      ['definition.paths["Fn::Transform"] is {"Name":"AWS::Include"}'],
    ],
    [
      'operations that a transform adds',
      orders({}, { '/more': { get: PROXY, 'Fn::Transform': { Name: 'AWS::Include' } } }),
      { paths: ['/more'] },
      [
        `definition.paths["/more"] is ${JSON.stringify({ get: PROXY, 'Fn::Transform': { Name: 'AWS::Include' } })}`,
      ],
    ],
    [
      'a path that is known only at deployment',
      orders({}, { '/more': Lazy.any({ produce: () => ({}) }) }),
      {},
      ['definition.paths["/more"] is "not known here"'],
    ],
    [
      'paths that are not there',
      orders(),
      { paths: ['/orders', '/order', 'status'] },
      ['paths is "/order"', 'paths is "status"'],
    ],
    [
      'security for everything',
      orders({ ...DECLARED, security: [{ users: [] }] }),
      {},
      ['definition.security is [{"users":[]}]'],
    ],
    [
      'the CORS of HTTP APIs',
      orders({ 'x-amazon-apigateway-cors': { allowOrigins: ['*'] } }),
      {},
      ['definition.x-amazon-apigateway-cors is {"allowOrigins":["*"]}'],
    ],
    [
      'a scheme of the same name',
      orders({ components: { securitySchemes: { CorsAuthorizer: {} } } }),
      {},
      ['the security scheme CorsAuthorizer is {}'],
    ],
    [
      'an error that any origin may read',
      orders({
        'x-amazon-apigateway-gateway-responses': {
          DEFAULT_5XX: {
            responseParameters: { 'gatewayresponse.header.access-control-allow-origin': "'*'" },
          },
          ACCESS_DENIED: {},
        },
      }),
      {},
      [`Access-Control-Allow-Origin of gateway response DEFAULT_5XX is "'*'"`],
    ],
    [
      'a preflight of its own',
      orders({}, { '/more': { get: PROXY, options: {} } }),
      {},
      ['OPTIONS /more is {}'],
    ],
    [
      'an authorizer of its own',
      orders(DECLARED, {
        '/me': { get: { ...PROXY, security: [{ users: [] }] } },
        '/signed': {
          'x-amazon-apigateway-any-method': { ...PROXY, 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } },
        },
      }),
      {},
      ['GET /me is ["users"]', 'ANY /signed is "AWS_IAM"'],
    ],
    [
      'a key of an authorizer',
      orders(
        {
          components: {
            securitySchemes: {
              key: {
                type: 'apiKey',
                name: 'x-api-key',
                in: 'header',
                'x-amazon-apigateway-authtype': 'custom',
              },
            },
          },
        },
        { '/me': { get: { ...PROXY, security: [{ key: [] }] } } },
      ),
      {},
      ['GET /me is ["key"]'],
    ],
    [
      'an operation without integration',
      orders({}, { '/more': { get: {} } }),
      {},
      ['x-amazon-apigateway-integration of GET /more is "missing"'],
    ],
    [
      'integrations that cannot set headers',
      orders(
        {},
        {
          '/http': { get: { 'x-amazon-apigateway-integration': { type: 'http_proxy' } } },
          '/ref': { get: { 'x-amazon-apigateway-integration': { $ref: '#/components/one' } } },
        },
      ),
      {},
      [
        'GET /http is "HTTP_PROXY"',
        'x-amazon-apigateway-integration of GET /ref is {"$ref":"#/components/one"}',
      ],
    ],
  ])('%s is refused', (_, definition, options, expected) => {
    let message = '';
    try {
      specOf(definition, options);
    } catch (error) {
      message = (error as Error).message;
    }
    const [head, ...lines] = message.split('\n');
    expect(head).toBe('Example/Allowlist cannot be synthesized:');
    for (const line of lines) expect(line).toMatch(/^ {2}- .+ is .+: .+ \(fix: .+\)$/);
    expect(lines.map((line) => line.slice(4, line.indexOf(': ')))).toEqual(expected);
  });

  test('everything that is wrong is said at once', () => {
    const definition = orders(
      { openapi: '3.1.0', security: [{ none: [] }] },
      { '/more': { options: {}, get: {} } },
    );
    expect(() => specOf(definition)).toThrow(/(\n {2}- .+){4}/);
  });
});
