import {
  AuthorizationType,
  AwsIntegration,
  CfnMethod,
  HttpIntegration,
  LambdaIntegration,
  MockIntegration,
  PassthroughBehavior,
  ResponseTransferMode,
  RestApi,
  type Integration,
  type MethodOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import { Annotations, CfnResource, type Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { CorsAllowlist, CrossSiteReads, type CorsProtectOptions } from '../../lib';
import {
  INTEGRATION_ANSWER,
  mappingIssues,
  verdictMappings,
} from '../../lib/constructs/private/api/verdict-mappings';
import { resolvedAnswerIssues } from '../../lib/constructs/private/protection/answers/resolved-answers';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

interface MethodProperties {
  readonly HttpMethod: string;
  readonly AuthorizationType: string;
  readonly Integration: {
    readonly IntegrationResponses?: { StatusCode: string; ResponseParameters?: Record<string, string> }[];
  };
  readonly MethodResponses?: { StatusCode: string; ResponseParameters?: Record<string, boolean> }[];
}

const MAPPED = {
  'method.response.header.Vary': 'context.authorizer.corsVary',
  'method.response.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
  'method.response.header.Access-Control-Allow-Credentials': 'context.authorizer.corsAllowCredentials',
  'method.response.header.Access-Control-Expose-Headers': 'context.authorizer.corsExposeHeaders',
};
const DECLARED = Object.fromEntries(Object.keys(MAPPED).map((name) => [name, true]));

/** `GET /health` with an integration, which an allowlist protects. */
function health(
  integration: Integration | ((api: RestApi) => Integration),
  method: MethodOptions = {},
  options: CorsProtectOptions = {},
  prepare: (parts: { api: RestApi; allowlist: CorsAllowlist }) => void = () => undefined,
): Built {
  return stackOf((stack) => {
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    api.root.addMethod('POST', new LambdaIntegration(backendFunction(stack)));
    const made = typeof integration === 'function' ? integration(api) : integration;
    api.root.addResource('health').addMethod('GET', made, method);
    const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
    prepare({ api, allowlist });
    allowlist.protect(api, options);
  });
}

function methodOf(built: Built): MethodProperties {
  const methods = Object.values(built.resources<MethodProperties>('AWS::ApiGateway::Method'));
  return methods.find(({ Properties }) => Properties.HttpMethod === 'GET')!.Properties;
}

const ANSWERS = [{ statusCode: '200' }, { statusCode: '500', selectionPattern: '5\\d{2}' }];
const RESPONSES = [{ statusCode: '200' }, { statusCode: '500' }];

describe.each<[string, Integration]>([
  [
    'MOCK',
    new MockIntegration({
      integrationResponses: ANSWERS,
      requestTemplates: { 'application/json': '{"statusCode":200}' },
    }),
  ],
  [
    'HTTP',
    new HttpIntegration('https://example.com', { proxy: false, options: { integrationResponses: ANSWERS } }),
  ],
  [
    'SQS',
    new AwsIntegration({ service: 'sqs', path: '1/queue', options: { integrationResponses: ANSWERS } }),
  ],
  [
    'Step Functions',
    new AwsIntegration({
      service: 'states',
      action: 'StartExecution',
      options: { integrationResponses: ANSWERS, passthroughBehavior: PassthroughBehavior.NEVER },
    }),
  ],
  [
    'DynamoDB',
    new AwsIntegration({
      service: 'dynamodb',
      action: 'GetItem',
      options: { integrationResponses: ANSWERS },
    }),
  ],
])('an integration that is no proxy (%s)', (_, integration) => {
  test('is judged, and every answer has the headers of the verdict', () => {
    const method = methodOf(health(integration, { methodResponses: RESPONSES }));
    expect(method.AuthorizationType).toBe('CUSTOM');
    expect(method.Integration.IntegrationResponses).toEqual([
      { StatusCode: '200', ResponseParameters: MAPPED },
      { StatusCode: '500', SelectionPattern: '5\\d{2}', ResponseParameters: MAPPED },
    ]);
    expect(method.MethodResponses).toEqual([
      { StatusCode: '200', ResponseParameters: DECLARED },
      { StatusCode: '500', ResponseParameters: DECLARED },
    ]);
  });
});

test('what an answer has already stays, and its Vary is added to', () => {
  const method = methodOf(
    health(
      new MockIntegration({
        integrationResponses: [
          {
            statusCode: '200',
            responseTemplates: { 'application/json': '{}' },
            responseParameters: {
              'method.response.header.X-Total': "'1'",
              'method.response.header.vary': "'Accept, Accept-Encoding'",
              'method.response.header.Access-Control-Expose-Headers': "'X-Total'",
            },
          },
        ],
      }),
      {
        methodResponses: [
          { statusCode: '200', responseParameters: { 'method.response.header.X-Total': true } },
          { statusCode: '404' },
        ],
      },
    ),
  );
  const [answer] = method.Integration.IntegrationResponses!;
  expect(answer).toMatchObject({ ResponseTemplates: { 'application/json': '{}' } });
  expect(answer?.ResponseParameters).toMatchObject({
    'method.response.header.X-Total': "'1'",
    'method.response.header.vary': "'Accept, Accept-Encoding, Origin'",
    'method.response.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
    'method.response.header.Access-Control-Expose-Headers': "'X-Total'",
  });
  expect(method.MethodResponses?.map(({ StatusCode }) => StatusCode)).toEqual(['200', '404']);
  expect(Object.keys(method.MethodResponses?.[0]?.ResponseParameters ?? {}).sort()).toEqual(
    [...Object.keys(answer?.ResponseParameters ?? {})].sort(),
  );
});

test('a method response that is added later, and one that is missing, declare the headers too', () => {
  const built = stackOf((stack) => {
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    const method = api.root.addMethod('GET', new MockIntegration({ integrationResponses: ANSWERS }));
    new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
    method.addMethodResponse({ statusCode: '500', responseModels: {} });
  });
  const responses = methodOf(built).MethodResponses?.map(({ StatusCode, ResponseParameters }) => [
    StatusCode,
    ResponseParameters,
  ]);
  expect(Object.fromEntries(responses ?? [])).toEqual({ '200': DECLARED, '500': DECLARED });
});

test('an L1 method of a resource is mapped like others', () => {
  const built = health(new MockIntegration(), {}, {}, ({ api }) => {
    const method = api.root.getResource('health')!.node.findChild('GET').node.defaultChild as CfnMethod;
    method.integration = { type: 'MOCK', integrationResponses: [{ statusCode: '204' }] };
    method.methodResponses = [{ statusCode: '204' }];
  });
  expect(methodOf(built).Integration.IntegrationResponses).toEqual([
    { StatusCode: '204', ResponseParameters: MAPPED },
  ]);
});

test('where reads of other sites are refused, a Vary of the user names what that depends on too', () => {
  const answers = [{ statusCode: '200', responseParameters: { 'method.response.header.Vary': "'Accept'" } }];
  const built = stackOf((stack) => {
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    api.root.addMethod('GET', new MockIntegration({ integrationResponses: answers }));
    new CorsAllowlist(stack, 'Allowlist', {
      ...WITH_TABLE,
      crossSiteReads: CrossSiteReads.REFUSE,
    }).protect(api);
  });
  expect(methodOf(built).Integration.IntegrationResponses?.[0]?.ResponseParameters).toMatchObject({
    'method.response.header.Vary': "'Accept, Origin, Sec-Fetch-Dest, Sec-Fetch-Mode, Sec-Fetch-Site'",
  });
});

describe('a warning', () => {
  test('names what answers nothing, such as the method that addProxy() makes at the root', () => {
    const built = stackOf((stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      api.root.addProxy({ defaultIntegration: new LambdaIntegration(backendFunction(stack)) });
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
    });
    Found.fromStack(built.stack).hasWarning(
      '/Example/Allowlist/Warnings',
      Match.stringLikeRegexp('^ANY / have no integration responses'),
    );
    const root = Object.values(built.resources<MethodProperties>('AWS::ApiGateway::Method'));
    expect(
      root
        .filter(({ Properties }) => Properties.HttpMethod === 'ANY')
        .map(({ Properties }) => Properties.AuthorizationType),
    ).toEqual(['CUSTOM', 'CUSTOM']);
  });

  const handedOn = new HttpIntegration('https://example.com', {
    options: { requestParameters: { 'integration.request.header.X-Cors': 'context.authorizer.corsHeaders' } },
  });

  test('names HTTP proxies that are handed the verdict', () => {
    const built = health(handedOn);
    expect(methodOf(built).AuthorizationType).toBe('CUSTOM');
    Found.fromStack(built.stack).hasWarning(
      '/Example/Allowlist/Warnings',
      Match.stringLikeRegexp('^GET /health hand the verdict on'),
    );
  });

  test('can be acknowledged before', () => {
    const built = health(handedOn, {}, {}, ({ allowlist }) => {
      Annotations.of(allowlist).acknowledgeWarning('apigateway-cors-allowlist:backendSetsHeaders', 'it does');
    });
    Found.fromStack(built.stack).hasNoWarning('*', Match.stringLikeRegexp('hand the verdict on'));
  });
});

/** An answer with one mapping. */
const answering = (mapping: string, value: string): Integration =>
  new MockIntegration({
    integrationResponses: [
      { statusCode: '200', responseParameters: { [`method.response.header.${mapping}`]: value } },
    ],
  });

describe('at synth', () => {
  test.each<
    [string, Integration | ((api: RestApi) => Integration), MethodOptions, CorsProtectOptions, string[]]
  >([
    [
      'an answer that every origin may read',
      answering('Access-Control-Allow-Origin', "'*'"),
      {},
      {},
      [`Access-Control-Allow-Origin of the integration response 200 of GET /health is "'*'"`],
    ],
    [
      'an answer that the origin of the request may read',
      answering('access-control-allow-origin', 'method.request.header.Origin'),
      {},
      {},
      [
        'Access-Control-Allow-Origin of the integration response 200 of GET /health is "method.request.header.Origin"',
      ],
    ],
    [
      'an answer whose origin the backend chooses',
      answering('Access-Control-Allow-Origin', 'integration.response.header.Access-Control-Allow-Origin'),
      {},
      {},
      [
        'Access-Control-Allow-Origin of the integration response 200 of GET /health is "integration.response.header.Access-Control-Allow-Origin"',
      ],
    ],
    [
      'credentials without a verdict',
      answering('Access-Control-Allow-Credentials', "'true'"),
      {},
      {},
      [`Access-Control-Allow-Credentials of the integration response 200 of GET /health is "'true'"`],
    ],
    [
      'a Vary that is mapped',
      answering('Vary', 'integration.response.header.Vary'),
      {},
      {},
      ['Vary of the integration response 200 of GET /health is "integration.response.header.Vary"'],
    ],
    [
      'a template that writes the header',
      new MockIntegration({
        integrationResponses: [
          {
            statusCode: '200',
            responseTemplates: {
              'application/json':
                '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
            },
          },
        ],
      }),
      {},
      {},
      [
        'a template of the integration response 200 of GET /health is "responseOverride.header.Access-Control-Allow-Origin"',
      ],
    ],
    ['an HTTP proxy', new HttpIntegration('https://example.com'), {}, {}, ['GET /health is "HTTP_PROXY"']],
    [
      'a stream of a function',
      (api) =>
        new LambdaIntegration(backendFunction(api.stack, 'Stream'), {
          responseTransferMode: ResponseTransferMode.STREAM,
        }),
      {},
      {},
      ['responseTransferMode of GET /health is "STREAM"'],
    ],
    [
      'a method that nobody can judge',
      new MockIntegration({ integrationResponses: ANSWERS }),
      { authorizationType: AuthorizationType.IAM },
      { keepAuthorizers: true },
      ['GET /health is "MOCK"'],
    ],
    [
      'an option of another type',
      new MockIntegration(),
      {},
      { keepAuthorizers: 'yes' } as never,
      ['keepAuthorizers is "yes"'],
    ],
  ])('%s is refused', (_, integration, method, options, expected) => {
    expect(complaints(() => health(integration, method, options))).toEqual(expected);
  });
});

describe('the mappings of an answer', () => {
  const header = fc.constantFrom(
    'Vary',
    'vary',
    'Access-Control-Allow-Origin',
    'access-control-allow-credentials',
    'X-Own',
    'Access-Control-Expose-Headers',
  );
  const value = fc.constantFrom(
    "'*'",
    "'Accept'",
    "'Origin'",
    "'true'",
    'context.authorizer.corsVary',
    'integration.response.header.X',
    'method.request.header.Origin',
  );
  const mappings = fc
    .dictionary(header, value)
    .map((all) =>
      Object.fromEntries(Object.entries(all).map(([name, one]) => [`method.response.header.${name}`, one])),
    );

  test('are complete after one pass, or have an issue', () => {
    fc.assert(
      fc.property(mappings, (given) => {
        const after = { ...given, ...verdictMappings(INTEGRATION_ANSWER, given) };
        expect(verdictMappings(INTEGRATION_ANSWER, after)).toEqual({});
        if (mappingIssues('it', INTEGRATION_ANSWER, given).length > 0) return;
        const byName = new Map(Object.entries(after).map(([name, one]) => [name.toLowerCase(), one]));
        expect(byName.get('method.response.header.access-control-allow-origin')).toMatch(
          /^context\.authorizer\./,
        );
        expect(byName.get('method.response.header.vary')).toMatch(/Origin|\*|corsVary/);
      }),
    );
  });
});

describe('a method as CloudFormation sees it', () => {
  const properties = {
    Integration: { Type: 'MOCK', IntegrationResponses: [{ StatusCode: '200', ResponseParameters: MAPPED }] },
    MethodResponses: [{ StatusCode: '200', ResponseParameters: DECLARED }],
  };

  test('that protect() has mapped has no issues', () => {
    const method = methodOf(
      health(new MockIntegration({ integrationResponses: ANSWERS }), { methodResponses: RESPONSES }),
    );
    expect(resolvedAnswerIssues('GET /health', { ...method })).toEqual([]);
    expect(resolvedAnswerIssues('GET /health', properties)).toEqual([]);
  });

  test.each<[string, object]>([
    [
      'an answer without the headers',
      { Integration: { Type: 'MOCK', IntegrationResponses: [{ StatusCode: 200 }] } },
    ],
    ['an undeclared header', { MethodResponses: [{ StatusCode: '200' }] }],
    [
      'an answer of a condition',
      { Integration: { Type: 'AWS', IntegrationResponses: [{ 'Fn::If': ['A', {}, {}] }] } },
    ],
    [
      'answers of a condition',
      { Integration: { Type: 'AWS', IntegrationResponses: { 'Fn::If': ['A', [], []] } } },
    ],
    ['a type that is not known', { Integration: { Type: { Ref: 'Type' } } }],
    ['no integration', { Integration: undefined }],
    ['an HTTP proxy', { Integration: { Type: 'HTTP_PROXY' } }],
    ['a stream', { Integration: { Type: 'AWS_PROXY', ResponseTransferMode: 'STREAM' } }],
  ])('with %s has an issue', (_, change) => {
    expect(resolvedAnswerIssues('GET /health', { ...properties, ...change })).toHaveLength(1);
  });
});

describe('a method without a construct of the API', () => {
  /** A method without a construct around it, which an allowlist protects. */
  function bare(make: (scope: { stack: Stack; api: RestApi }) => void): MethodProperties {
    const built = stackOf((stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      // The CDK wants one.
      api.root.addMethod('POST', new LambdaIntegration(backendFunction(stack)));
      make({ stack, api });
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
    });
    return methodOf(built);
  }
  const mock = { type: 'MOCK', integrationResponses: [{ statusCode: '200' }] };

  test('as an L1 is mapped', () => {
    const method = bare(({ stack, api }) => {
      new CfnMethod(stack, 'Bare', {
        restApiId: api.restApiId,
        resourceId: api.root.resourceId,
        httpMethod: 'GET',
        integration: mock,
        methodResponses: [{ statusCode: '200' }],
      });
    });
    expect(method.Integration.IntegrationResponses).toEqual([
      { StatusCode: '200', ResponseParameters: MAPPED },
    ]);
    expect(method.MethodResponses).toEqual([{ StatusCode: '200', ResponseParameters: DECLARED }]);
  });

  test('as a resource without a class is mapped', () => {
    const method = bare(({ stack, api }) => {
      new CfnResource(stack, 'Bare', {
        type: 'AWS::ApiGateway::Method',
        properties: {
          RestApiId: api.restApiId,
          ResourceId: api.root.resourceId,
          HttpMethod: 'GET',
          Integration: { Type: 'MOCK', IntegrationResponses: [{ StatusCode: '200' }] },
        },
      });
    });
    expect(method.Integration.IntegrationResponses).toEqual([
      { StatusCode: '200', ResponseParameters: MAPPED },
    ]);
    expect(method.MethodResponses).toEqual([{ StatusCode: '200', ResponseParameters: DECLARED }]);
  });

  test.each<[string, object, string]>([
    [
      'a stream',
      { type: 'AWS_PROXY', uri: 'arn:uri', responseTransferMode: 'STREAM' },
      'responseTransferMode of GET /',
    ],
    [
      'an HTTP proxy through a VPC link',
      { type: 'HTTP_PROXY', connectionType: 'VPC_LINK', uri: 'http://x' },
      'GET /',
    ],
    [
      'an answer that every origin may read',
      {
        type: 'MOCK',
        integrationResponses: [
          {
            statusCode: '200',
            responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
          },
        ],
      },
      'Access-Control-Allow-Origin of the integration response 200 of GET /',
    ],
  ])('with %s is refused', (_, integration, expected) => {
    const found = complaints(() =>
      bare(({ stack, api }) => {
        new CfnMethod(stack, 'Bare', {
          restApiId: api.restApiId,
          resourceId: api.root.resourceId,
          httpMethod: 'GET',
          integration: integration as CfnMethod.IntegrationProperty,
        });
      }),
    );
    expect(found.map((line) => line.slice(0, line.indexOf(' is ')))).toEqual([expected]);
  });
});

test('an override after protect() that takes the headers off again is found', () => {
  expect(() =>
    stackOf((stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      const method = api.root.addMethod('GET', new MockIntegration({ integrationResponses: ANSWERS }));
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
      (method.node.defaultChild as CfnMethod).addPropertyOverride('Integration.IntegrationResponses', [
        { StatusCode: '200' },
      ]);
    }),
  ).toThrow(/the integration response 200 of GET \/ is /);
});
