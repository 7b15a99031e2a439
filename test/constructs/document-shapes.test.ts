import { Aws, Fn, Lazy } from 'aws-cdk-lib';
import { SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CorsAllowlist, Excluded, type CorsDefinitionOptions } from '../../lib';
import { complaints } from './support/complaints';
import { onlyResource, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

type Json = Record<string, unknown>;

const INTEGRATION = 'x-amazon-apigateway-integration';
const RESPONSES = 'x-amazon-apigateway-gateway-responses';
const PROXY = { [INTEGRATION]: { type: 'aws_proxy', httpMethod: 'POST', uri: 'arn:uri' } };
const OURS = { CorsAuthorizer: [] };
const JUDGED = { ...PROXY, security: [OURS] };
const NO_VALUE = { Ref: 'AWS::NoValue' };
const when = (yes: unknown, no: unknown = NO_VALUE): Json => ({ 'Fn::If': ['Prod', yes, no] });
const stream = { type: 'aws_proxy', uri: 'arn:uri', responseTransferMode: 'STREAM' };

/** A document with one operation, and what is added to it. */
function document(paths: unknown = {}, more: Json = {}): Json {
  return {
    openapi: '3.0.1',
    info: { title: 'Orders', version: '1' },
    paths:
      typeof paths === 'object' && 'Fn::If' in paths! ? paths : { '/a': { get: PROXY }, ...(paths as Json) },
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

function bodyOf(
  definition: unknown,
  options: CorsDefinitionOptions = {},
): Json & { paths: Record<string, Json> } {
  const { Body } = onlyResource<{ Body: Json }>(
    specOf(definition, options),
    'AWS::ApiGateway::RestApi',
  ).Properties;
  return Body as Json & { paths: Record<string, Json> };
}

describe('a condition', () => {
  const isPreflight: unknown = expect.objectContaining({ [INTEGRATION]: expect.anything() as unknown });
  const item = { get: JUDGED, options: isPreflight };

  test('in the place of a path: each branch is protected', () => {
    const { paths } = bodyOf(
      document({ '/b': when({ get: PROXY }), '/c': when({ get: PROXY }, { post: PROXY }) }),
    );
    expect(paths['/b']).toEqual(when(item));
    expect(paths['/c']).toEqual(when(item, { post: JUDGED, options: isPreflight }));
  });

  test('as Fn.conditionIf() of the CDK', () => {
    const { paths } = bodyOf(document({ '/b': Fn.conditionIf('Prod', { get: PROXY }, Aws.NO_VALUE) }));
    expect(paths['/b']).toEqual(when(item));
  });

  test('in a condition', () => {
    const { paths } = bodyOf(document({ '/b': when(when({ get: PROXY }), when({ post: PROXY })) }));
    expect(paths['/b']).toEqual(when(when(item), when({ post: JUDGED, options: isPreflight })));
  });

  test('in the place of all paths', () => {
    const paths: unknown = bodyOf(document(when({ '/a': { get: PROXY } }, { '/b': { get: PROXY } }))).paths;
    expect(paths).toEqual(when({ '/a': item }, { '/b': item }));
  });

  test('in the place of an operation', () => {
    const { paths } = bodyOf(document({ '/b': { get: when(PROXY), post: when(PROXY, PROXY) } }));
    expect(paths['/b']).toEqual({ get: when(JUDGED), post: when(JUDGED, JUDGED), options: isPreflight });
  });

  test('in the place of an integration', () => {
    const mock = { type: 'mock', responses: { default: { statusCode: '200' } } };
    const { paths } = bodyOf(document({ '/b': { get: { [INTEGRATION]: when(PROXY[INTEGRATION], mock) } } }));
    const get = paths['/b']!['get'] as Json;
    expect(get).toMatchObject({ security: [OURS] });
    expect(get[INTEGRATION]).toMatchObject(
      when(PROXY[INTEGRATION], {
        responses: {
          default: {
            responseParameters: {
              'method.response.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
            },
          },
        },
      }),
    );
    expect(get['responses']).toMatchObject({ '200': { headers: { Vary: { schema: { type: 'string' } } } } });
  });

  test('in the place of security', () => {
    const schemes = {
      components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
    };
    const { paths } = bodyOf(
      document({ '/b': { get: { ...PROXY, security: when([{ key: [] }]) } } }, schemes),
    );
    expect((paths['/b']!['get'] as Json)['security']).toEqual(when([{ key: [] }, OURS], [OURS]));
  });

  test('in the place of the validators, of which preflights have their own', () => {
    const more = {
      'x-amazon-apigateway-request-validator': when('all'),
      'x-amazon-apigateway-request-validators': when({ all: { validateRequestBody: true } }),
    };
    const ours = { CorsPreflight: { validateRequestBody: false, validateRequestParameters: false } };
    const body = bodyOf(document({}, more));
    expect(body['x-amazon-apigateway-request-validators']).toEqual(
      when({ all: { validateRequestBody: true }, ...ours }, ours),
    );
    expect(body.paths['/a']!['options']).toMatchObject({
      'x-amazon-apigateway-request-validator': 'CorsPreflight',
    });
  });

  test('in the place of a gateway response, its headers, and all of them', () => {
    const mine = { statusCode: '429', responseParameters: when({ 'gatewayresponse.header.X': "'1'" }) };
    const body = bodyOf(document({}, { [RESPONSES]: when({ THROTTLED: mine, DEFAULT_4XX: when(mine) }) }));
    const allowOrigin = {
      'gatewayresponse.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
    };
    const mapped = {
      responseParameters: when({ 'gatewayresponse.header.X': "'1'", ...allowOrigin }, allowOrigin),
    };
    const ours = { responseParameters: allowOrigin };
    expect(body[RESPONSES]).toMatchObject(
      when(
        { THROTTLED: mapped, DEFAULT_4XX: when(mapped, ours), ACCESS_DENIED: ours },
        { DEFAULT_4XX: ours },
      ),
    );
  });
});

describe('a version', () => {
  test.each<[Json, Json]>([
    [{ swagger: 2, openapi: undefined }, { swagger: '2.0' }],
    [{ swagger: '2.0', openapi: undefined }, { swagger: '2.0' }],
    [{ openapi: 3 }, { openapi: '3.0.1' }],
    [{ openapi: '3.0' }, { openapi: '3.0' }],
    [{ openapi: '3.0.3' }, { openapi: '3.0.3' }],
  ])('%j is taken', (given, expected) => {
    expect(bodyOf(document({}, given))).toMatchObject(expected);
  });

  test.each(['3.1.0', 3.1, '2.0', '4.0.0'])('openapi: %j is refused', (openapi) => {
    expect(complaints(() => specOf(document({}, { openapi })))).toEqual([
      `definition.openapi is ${JSON.stringify(openapi)}`,
    ]);
  });
});

describe('a scheme that only describes', () => {
  const schemes = {
    bearer: { type: 'http', scheme: 'bearer' },
    basic: { type: 'basic' },
    oauth: { type: 'oauth2', flows: {} },
    oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://idp.example.com' },
    token: { type: 'apiKey', name: 'Authorization', in: 'header' },
    key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  };

  test.each(Object.keys(schemes).filter((name) => name !== 'key'))(
    '%s leaves an operation open, so it is protected',
    (name) => {
      const { paths } = bodyOf(
        document(
          { '/b': { get: { ...PROXY, security: [{ [name]: [] }, { key: [], [name]: [] }] } } },
          { components: { securitySchemes: schemes } },
        ),
      );
      expect((paths['/b']!['get'] as Json)['security']).toEqual([{ key: [] }, OURS]);
    },
  );

  test('for the whole document changes nothing', () => {
    const more = { components: { securitySchemes: schemes }, security: [{ bearer: [] }, {}] };
    const body = bodyOf(document({}, more));
    expect(body.paths['/a']!['get']).toEqual(JUDGED);
    expect(body['security']).toEqual([{ bearer: [] }, {}]);
  });

  test('is kept for readers', () => {
    const { components } = bodyOf(document({}, { components: { securitySchemes: schemes } }));
    expect(Object.keys((components as Record<string, Json>)['securitySchemes']!)).toEqual([
      ...Object.keys(schemes),
      'CorsAuthorizer',
    ]);
  });
});

describe('an integration that is no proxy', () => {
  const answers = {
    default: { statusCode: '200', responseParameters: { 'method.response.header.vary': "'Accept'" } },
    '5\\d{2}': { statusCode: 500, responseTemplates: { 'application/json': '{}' } },
  };

  test.each(['mock', 'aws', 'http', 'MOCK'])(
    '%s has the headers of the verdict in every answer, and declares them',
    (type) => {
      const responses = { '200': { description: 'Fine', headers: { Vary: { schema: { type: 'string' } } } } };
      const { paths } = bodyOf(
        document({ '/b': { get: { responses, [INTEGRATION]: { type, responses: answers } } } }),
      );
      const get = paths['/b']!['get'] as Record<string, Record<string, Json>>;
      const mapped = {
        'method.response.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
        'method.response.header.Access-Control-Allow-Credentials': 'context.authorizer.corsAllowCredentials',
        'method.response.header.Access-Control-Expose-Headers': 'context.authorizer.corsExposeHeaders',
      };
      expect(get[INTEGRATION]!['responses']).toEqual({
        default: {
          statusCode: '200',
          responseParameters: { 'method.response.header.vary': "'Accept, Origin'", ...mapped },
        },
        '5\\d{2}': {
          statusCode: 500,
          responseTemplates: { 'application/json': '{}' },
          responseParameters: { 'method.response.header.Vary': 'context.authorizer.corsVary', ...mapped },
        },
      });
      const names = [
        'Access-Control-Allow-Origin',
        'Access-Control-Allow-Credentials',
        'Access-Control-Expose-Headers',
      ];
      for (const status of ['200', '500']) {
        expect(Object.keys(get['responses']![status]!['headers'] as Json)).toEqual(
          expect.arrayContaining(['Vary', ...names]),
        );
      }
      expect(get['responses']!['200']!['description']).toBe('Fine');
    },
  );

  test('without answers is judged, with a warning', () => {
    const built = specOf(document({ '/b': { get: { [INTEGRATION]: { type: 'mock' } } } }));
    Annotations.fromStack(built.stack).hasWarning(
      '/Example/Allowlist/Warnings',
      Match.stringLikeRegexp('^GET /b have no integration responses'),
    );
  });

  test('that is a proxy, and is handed the verdict, is judged with a warning', () => {
    const requestParameters = { 'integration.request.header.X-Cors': 'context.authorizer.corsHeaders' };
    const integration = { type: 'http_proxy', connectionType: 'VPC_LINK', requestParameters };
    const built = specOf(document({ '/b': { get: { [INTEGRATION]: integration } } }));
    Annotations.fromStack(built.stack).hasWarning(
      '/Example/Allowlist/Warnings',
      Match.stringLikeRegexp('^GET /b hand the verdict on'),
    );
  });
});

test('everything else of a document stays as it is', () => {
  const more = {
    servers: [{ url: 'https://{host}/', variables: { basePath: { default: '/v1' } } }],
    tags: [{ name: 'orders' }],
    'x-amazon-apigateway-binary-media-types': ['image/png'],
    'x-amazon-apigateway-minimum-compression-size': 0,
    'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
    'x-amazon-apigateway-policy': { Version: '2012-10-17', Statement: [] },
    'x-amazon-apigateway-request-validators': { body: { validateRequestBody: true } },
    consumes: ['application/json'],
  };
  const item = {
    summary: 'An order',
    parameters: [{ $ref: '#/components/parameters/Id' }],
    servers: [{ url: '/' }],
    get: {
      operationId: 'get',
      parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }],
      requestBody: { $ref: '#/components/requestBodies/Order' },
      'x-amazon-apigateway-request-validator': 'body',
      responses: { '200': { $ref: '#/components/responses/Order' } },
      [INTEGRATION]: {
        type: 'aws_proxy',
        uri: { 'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${Orders.Arn}' },
        credentials: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
  };
  const body = bodyOf(document({ '/b/{id}': item }, more));
  expect(body).toMatchObject(more);
  const { options, ...rest } = body.paths['/b/{id}']!;
  expect(options).toBeDefined();
  expect(rest).toEqual({ ...item, get: { ...item.get, security: [OURS] } });
});

test('a document of five hundred paths is protected as a whole', () => {
  const paths = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`/p${index}`, { get: PROXY }]));
  const body = bodyOf(JSON.parse(JSON.stringify(document(paths))));
  expect(
    Object.values(body.paths).every(
      (item) => JSON.stringify((item['get'] as Json)['security']) === JSON.stringify([OURS]),
    ),
  ).toBe(true);
  expect(Object.keys(body.paths)).toHaveLength(501);
});

const closed = { exclude: ['/b'] };

describe('what is excluded', () => {
  const mock = { [INTEGRATION]: { type: 'mock', responses: { default: { statusCode: '200' } } } };
  const proxy = { [INTEGRATION]: { type: 'http_proxy', uri: 'https://example.com' } };

  test.each([Excluded.CLOSED, Excluded.WITHOUT_HEADERS])(
    'as %s is judged, and nobody adds headers',
    (excludeAs) => {
      const { paths } = bodyOf(document({ '/b': { get: mock, post: proxy } }), { ...closed, excludeAs });
      expect(paths['/b']).toMatchObject({
        get: { ...mock, security: [OURS] },
        post: { ...proxy, security: [OURS] },
      });
      expect(paths['/b']).toHaveProperty('options');
      expect(paths['/a']).toMatchObject({ get: JUDGED });
    },
  );

  test('as untouched stays as it is, with what nobody could protect', () => {
    const untouched = {
      '/b': { get: proxy, options: mock },
      '/b/open': { get: { ...proxy, security: [{ missing: [] }] } },
      '/b/elsewhere': { $ref: 'elsewhere.json' },
      '/b/stream': { get: { [INTEGRATION]: stream } },
    };
    const { paths } = bodyOf(document(untouched), { ...closed, excludeAs: Excluded.UNTOUCHED });
    expect(paths).toMatchObject(untouched);
    expect(paths['/b']).toEqual(untouched['/b']);
    expect(paths['/b/open']).toEqual(untouched['/b/open']);
  });

  test('can be an operation beside a protected one', () => {
    const options = { exclude: ['GET /b'], excludeAs: Excluded.UNTOUCHED };
    const { paths } = bodyOf(document({ '/b': { get: proxy, post: PROXY } }), options);
    expect(paths['/b']).toMatchObject({ get: proxy, post: JUDGED });
    expect(paths['/b']).toHaveProperty('options');
    expect(paths['/b']!['get']).toEqual(proxy);
  });

  test('below a path leaves the path itself protected', () => {
    const options = { exclude: ['/b/c'], excludeAs: Excluded.UNTOUCHED };
    const { paths } = bodyOf(document({ '/b': { get: PROXY }, '/b/c': { get: PROXY } }), options);
    expect(paths['/b']).toMatchObject({ get: JUDGED });
    expect(paths['/b/c']).toEqual({ get: PROXY });
  });
});

describe('at synth', () => {
  const http = {
    type: 'aws_proxy',
    integrationSubtype: 'EventBridge-PutEvents',
    payloadFormatVersion: '1.0',
  };
  const users = {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
  };
  const key = { type: 'apiKey', name: 'x-api-key', in: 'header' };
  const declared = (schemes: Json): Json => ({ components: { securitySchemes: schemes } });
  const withMock = (answer: Json, more: Json = {}): Json =>
    document({
      '/b': {
        get: {
          ...more,
          [INTEGRATION]: { type: 'mock', responses: { default: { statusCode: '200', ...answer } } },
        },
      },
    });
  const transform = {
    'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/paths.json' } },
  };

  test.each<[string, unknown, CorsDefinitionOptions, string[]]>([
    [
      'a branch with a transform',
      document({ '/b': when({ get: PROXY }, transform) }),
      {},
      ['definition.paths["/b"]'],
    ],
    ['a branch with a reference', document({ '/b': { get: when(PROXY, { $ref: '#/x' }) } }), {}, ['GET /b']],
    [
      'a branch without an integration',
      document({ '/b': { get: { [INTEGRATION]: when(stream) } } }),
      {},
      ['responseTransferMode of GET /b', `${INTEGRATION} of GET /b`],
    ],
    [
      'a condition that is none',
      document({ '/b': { 'Fn::If': ['Prod', {}] } }),
      {},
      ['definition.paths["/b"]'],
    ],
    [
      'another function in the place of a path',
      document({ '/b': { 'Fn::FindInMap': ['A', 'B', 'C'] } }),
      {},
      ['definition.paths["/b"]'],
    ],
    [
      'an operation of a loop',
      document({ '/b': { get: PROXY, 'Fn::ForEach::More': [] } }),
      {},
      ['definition.paths["/b"]'],
    ],
    [
      'paths of a loop',
      document({ 'Fn::ForEach::More': ['X', [], {}] }),
      {},
      ['definition.paths["Fn::ForEach::More"]'],
    ],
    [
      'an operation that a token makes',
      document({ '/b': { get: Lazy.any({ produce: () => PROXY }) } }),
      {},
      ['GET /b'],
    ],
    [
      'an operation with a transform',
      document({ '/b': { get: { ...PROXY, ...transform } } }),
      {},
      ['GET /b'],
    ],
    [
      'an integration of a transform',
      document({ '/b': { get: { [INTEGRATION]: transform } } }),
      {},
      [`${INTEGRATION} of GET /b`],
    ],
    ['a document of a transform', transform, {}, ['definition']],
    ['a document with a transform', document({}, transform), {}, ['definition']],
    ['components of a transform', document({}, { components: transform }), {}, ['definition.components']],
    [
      'schemes of a condition',
      document({}, { components: { securitySchemes: when({}, {}) } }),
      {},
      ['definition.components.securitySchemes'],
    ],
    [
      'a scheme that is not declared',
      document({ '/b': { get: { ...PROXY, security: [{ api_key: [] }] } } }),
      {},
      ['security of GET /b'],
    ],
    [
      'the same, with kept authorizers',
      document({ '/b': { get: { ...PROXY, security: [{ api_key: [] }] } } }),
      { keepAuthorizers: true },
      ['security of GET /b'],
    ],
    [
      'an undeclared scheme of the whole document',
      document({}, { security: [{ api_key: [] }] }),
      {},
      ['security of the document'],
    ],
    [
      'a key of the whole document',
      document({}, { ...declared({ key }), security: [{ key: [] }] }),
      {},
      ['definition.security'],
    ],
    [
      'an authorizer of the whole document',
      document({}, { ...declared({ users }), security: when([{ users: [] }]) }),
      {},
      ['definition.security'],
    ],
    [
      'an authorizer in a branch',
      document({ '/b': { get: { ...PROXY, security: when([{ users: [] }]) } } }, declared({ users })),
      {},
      ['GET /b'],
    ],
    [
      'a scheme that a condition makes',
      document({ '/b': { get: { ...PROXY, security: [{ users: [] }] } } }, declared({ users: when(users) })),
      {},
      ['GET /b'],
    ],
    [
      'an authorizer of HTTP APIs',
      document(
        { '/b': { get: { ...PROXY, security: [{ jwt: [] }] } } },
        declared({ jwt: { type: 'oauth2', 'x-amazon-apigateway-authorizer': { type: 'jwt' } } }),
      ),
      { keepAuthorizers: true },
      ['security of GET /b'],
    ],
    [
      'an integration of HTTP APIs',
      document({ '/b': { post: { [INTEGRATION]: http } } }),
      {},
      ['integrationSubtype of POST /b'],
    ],
    [
      'a payload of HTTP APIs',
      document({ '/b': { get: { [INTEGRATION]: { ...PROXY[INTEGRATION], payloadFormatVersion: '2.0' } } } }),
      {},
      ['payloadFormatVersion of GET /b'],
    ],
    [
      'the default route of HTTP APIs',
      document({ '/$default': { 'x-amazon-apigateway-any-method': { ...PROXY, isDefaultRoute: true } } }),
      {},
      ['isDefaultRoute of ANY /$default'],
    ],
    [
      'a stream',
      document({ '/b': { get: { [INTEGRATION]: stream } } }),
      {},
      ['responseTransferMode of GET /b'],
    ],
    [
      'a private load balancer',
      document({
        '/b': {
          get: { [INTEGRATION]: { type: 'http_proxy', connectionType: 'VPC_LINK', connectionId: 'x' } },
        },
      }),
      {},
      ['GET /b'],
    ],
    [
      'an answer that every origin may read',
      withMock({ responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" } }),
      {},
      ['Access-Control-Allow-Origin of the integration response 200 of GET /b'],
    ],
    [
      'an answer elsewhere',
      document({ '/b': { get: { [INTEGRATION]: { type: 'mock', responses: { default: transform } } } } }),
      {},
      ['integration responses of GET /b'],
    ],
    [
      'mappings of a condition',
      withMock({ responseParameters: when({ 'method.response.header.Access-Control-Allow-Origin': "'*'" }) }),
      {},
      ['integration responses of GET /b'],
    ],
    [
      'a template that writes the header',
      withMock({
        responseTemplates: {
          'application/json': '$context.responseOverride.header.put("Access-Control-Allow-Origin", "*")',
        },
      }),
      {},
      ['a template of the integration response 200 of GET /b'],
    ],
    [
      'answers elsewhere',
      document({ '/b': { get: { [INTEGRATION]: { type: 'mock', responses: when({}) } } } }),
      {},
      ['integration responses of GET /b'],
    ],
    [
      'a response elsewhere',
      withMock({}, { responses: { '200': { $ref: '#/components/responses/Ok' } } }),
      {},
      ['the response 200 of GET /b'],
    ],
    [
      'a gateway response of a transform',
      document({}, { [RESPONSES]: { DEFAULT_4XX: transform } }),
      {},
      ['gateway response DEFAULT_4XX'],
    ],
    [
      'gateway responses of a transform',
      document({}, { [RESPONSES]: transform }),
      {},
      [`definition.${RESPONSES}`],
    ],
    [
      'a gateway response that is open in a branch',
      document(
        {},
        {
          [RESPONSES]: {
            DEFAULT_4XX: when({
              responseParameters: when({ 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" }),
            }),
          },
        },
      ),
      {},
      ['Access-Control-Allow-Origin of gateway response DEFAULT_4XX'],
    ],
    ['a gateway response of no type', document({}, { [RESPONSES]: { '*': {} } }), {}, ['gateway response *']],
    [
      'keys of the authorizer',
      document(
        { '/b': { get: { ...PROXY, security: [{ key: [] }] } } },
        { ...declared({ key }), 'x-amazon-apigateway-api-key-source': 'AUTHORIZER' },
      ),
      {},
      ['definition.x-amazon-apigateway-api-key-source'],
    ],
    [
      'an exclusion of nothing',
      document(),
      { exclude: ['/c', 'GET /c', 'c'] },
      ['exclude', 'exclude', 'exclude'],
    ],
    [
      'an exclusion of everything',
      document(),
      { exclude: ['/a'], excludeAs: Excluded.UNTOUCHED },
      ['definition.paths'],
    ],
    ['an exclusion without a way', document(), { excludeAs: 'shut' as never }, ['excludeAs']],
    ['a way without an exclusion', document(), { excludeAs: Excluded.UNTOUCHED }, ['excludeAs']],
    [
      'an exclusion that closes what is protected',
      document({ '/b': { get: PROXY, post: PROXY } }),
      { exclude: ['GET /b'] },
      ['exclude'],
    ],
    [
      'an excluded operation with an authorizer of its own',
      document({ '/b': { get: { ...PROXY, security: [{ users: [] }] } } }, declared({ users })),
      { ...closed, keepAuthorizers: true },
      ['GET /b'],
    ],
    [
      'a kept authorizer without a function',
      document(
        { '/b': { get: { [INTEGRATION]: { type: 'mock' }, security: [{ users: [] }] } } },
        declared({ users }),
      ),
      { keepAuthorizers: true },
      ['GET /b'],
    ],
    [
      'options of other types',
      document(),
      { exclude: '/b' as never, paths: '/' as never, keepAuthorizers: 1 as never },
      ['exclude', 'paths', 'keepAuthorizers'],
    ],
  ])('%s is refused', (_, definition, options, expected) => {
    const found = complaints(() => specOf(definition, options));
    expect(found.map((line) => line.slice(0, line.indexOf(' is ')))).toEqual(expected);
  });
});
