import type { Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  Cors,
  GatewayResponse,
  HttpIntegration,
  LambdaIntegration,
  LambdaRestApi,
  Method,
  MockIntegration,
  Resource,
  ResponseType,
  RestApi,
  SpecRestApi,
  ApiDefinition,
  type CfnMethod,
  type IRestApi,
  type RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CorsAllowlist, type CorsProtectOptions } from '../../lib';
import { backendFunction } from './support/backend-function';
import { idsOf, methodsOf, onlyResource, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

interface Parts {
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
  readonly orders: LambdaIntegration;
}

/** An API of a user, with `GET /orders`, `ANY /orders/{id}` and `GET /status`, and what is done with it. */
function existing(
  use: (parts: Parts) => void,
  props: RestApiProps = {},
  context: Record<string, unknown> = {},
): Built {
  return stackOf((stack) => {
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false, ...props });
    const orders = new LambdaIntegration(backendFunction(stack, 'Orders'));
    const resource = api.root.addResource('orders');
    resource.addMethod('GET', orders);
    resource.addResource('{id}').addMethod('ANY', orders);
    api.root.addResource('status').addMethod('GET', orders);
    use({ stack, api, allowlist: new CorsAllowlist(stack, 'Allowlist', WITH_TABLE), orders });
  }, context);
}

function withoutHash(methods: Record<string, string>): Record<string, string> {
  const shorten = (value: string): string =>
    value.replace(/^(Orders|AllowlistEvaluatorFunction)[0-9A-F]*/, '$1');
  return Object.fromEntries(Object.entries(methods).map(([key, value]) => [key, shorten(value)]));
}

describe('an API that exists', () => {
  const built = existing(({ api, allowlist }) => {
    allowlist.protect(api);
  });

  test('has the authorizer on every method, and preflights wherever there are methods', () => {
    expect(withoutHash(methodsOf(built))).toEqual({
      'GET /orders': 'Orders CUSTOM',
      'OPTIONS /orders': 'AllowlistEvaluatorFunction NONE',
      'ANY /orders/{id}': 'Orders CUSTOM',
      'OPTIONS /orders/{id}': 'AllowlistEvaluatorFunction NONE',
      'GET /status': 'Orders CUSTOM',
      'OPTIONS /status': 'AllowlistEvaluatorFunction NONE',
    });
    const [authorizer] = idsOf(built, 'AWS::ApiGateway::Authorizer');
    for (const { Properties } of Object.values(built.resources('AWS::ApiGateway::Method'))) {
      if (Properties.HttpMethod !== 'OPTIONS') expect(Properties.AuthorizerId).toEqual({ Ref: authorizer });
    }
  });

  test('answers refusals and what went wrong on the way to a verdict in our words, and keeps its own answers', () => {
    const types = Object.values(built.resources('AWS::ApiGateway::GatewayResponse')).map(
      ({ Properties }) => Properties.ResponseType,
    );
    expect(types.sort()).toEqual([
      'ACCESS_DENIED',
      'AUTHORIZER_CONFIGURATION_ERROR',
      'AUTHORIZER_FAILURE',
      'DEFAULT_4XX',
      'DEFAULT_5XX',
    ]);
  });

  test('has one permission for the evaluator', () => {
    const permissions = Object.values(built.resources('AWS::Lambda::Permission')).filter(({ Properties }) =>
      JSON.stringify(Properties.FunctionName).includes('Evaluator'),
    );
    expect(permissions).toHaveLength(1);
  });

  test('gets a new deployment, which waits for the authorizer', () => {
    const before = existing(() => undefined);
    const type = 'AWS::ApiGateway::Deployment';
    expect(idsOf(built, type)).not.toEqual(idsOf(before, type));
    expect(onlyResource(built, type).DependsOn).toContain(idsOf(built, 'AWS::ApiGateway::Authorizer')[0]);
  });
});

test('a part of an API is protected, and the rest stays as it is', () => {
  const built = existing(({ api, allowlist }) => {
    allowlist.protect(api.root.getResource('orders')!);
  });
  expect(withoutHash(methodsOf(built))).toEqual({
    'GET /orders': 'Orders CUSTOM',
    'OPTIONS /orders': 'AllowlistEvaluatorFunction NONE',
    'ANY /orders/{id}': 'Orders CUSTOM',
    'OPTIONS /orders/{id}': 'AllowlistEvaluatorFunction NONE',
    'GET /status': 'Orders NONE',
  });
});

test('two parts share the authorizer and the gateway responses', () => {
  const built = existing(({ api, allowlist }) => {
    allowlist.protect(api.root.getResource('orders')!);
    allowlist.protect(api.root.getResource('status')!);
  });
  expect(idsOf(built, 'AWS::ApiGateway::Authorizer')).toHaveLength(1);
  expect(idsOf(built, 'AWS::ApiGateway::GatewayResponse')).toHaveLength(5);
});

test('a gateway response of the API stays', () => {
  const built = existing(({ api, allowlist }) => {
    api.addGatewayResponse('Mine', {
      type: ResponseType.DEFAULT_4XX,
      templates: { 'application/json': '{}' },
    });
    allowlist.protect(api);
  });
  const mine = Object.values(built.resources('AWS::ApiGateway::GatewayResponse')).filter(
    ({ Properties }) => Properties.ResponseType === 'DEFAULT_4XX',
  );
  expect(mine.map(({ Properties }) => Properties.ResponseTemplates)).toEqual([{ 'application/json': '{}' }]);
});

test('gateway responses stay away where they are not wanted', () => {
  const built = existing(({ api, allowlist }) => {
    allowlist.protect(api, { gatewayResponses: false });
  });
  expect(idsOf(built, 'AWS::ApiGateway::GatewayResponse')).toEqual([]);
});

test('parts of an API may overlap, and what an allowlist judges already stays as it is', () => {
  const once = existing(({ api, allowlist }) => {
    allowlist.protect(api);
  });
  const overlapping = existing(({ api, allowlist }) => {
    allowlist.protect(api.root.getResource('orders')!);
    allowlist.protect(api);
    allowlist.protect(api);
  });
  expect(methodsOf(overlapping)).toEqual(methodsOf(once));
  expect(idsOf(overlapping, 'AWS::ApiGateway::Authorizer')).toHaveLength(1);
  expect(idsOf(overlapping, 'AWS::ApiGateway::GatewayResponse')).toHaveLength(5);
});

test('methods that have the authorizer of the allowlist get their preflights', () => {
  const built = existing(({ api, allowlist, orders }) => {
    const authorizer = allowlist.authorizerFor(api as IRestApi);
    api.root.addResource('me').addMethod('GET', orders, { authorizer });
    allowlist.protect(api);
  });
  expect(withoutHash(methodsOf(built))).toMatchObject({
    'GET /me': 'Orders CUSTOM',
    'OPTIONS /me': 'AllowlistEvaluatorFunction NONE',
  });
});

test('methods that are added later can be protected later', () => {
  const built = existing(({ api, allowlist, orders }) => {
    allowlist.protect(api);
    api.root.addResource('late').addMethod('GET', orders);
    allowlist.protect(api);
  });
  expect(withoutHash(methodsOf(built))).toMatchObject({
    'GET /late': 'Orders CUSTOM',
    'OPTIONS /late': 'AllowlistEvaluatorFunction NONE',
  });
});

test('methods in other scopes of the app are protected too', () => {
  const built = existing(({ stack, api, allowlist, orders }) => {
    const resource = new Resource(stack, 'Apart', { parent: api.root, pathPart: 'apart' });
    new Method(stack, 'Get', { httpMethod: 'GET', resource, integration: orders });
    allowlist.protect(api);
  });
  expect(withoutHash(methodsOf(built))).toMatchObject({
    'GET /apart': 'Orders CUSTOM',
    'OPTIONS /apart': 'AllowlistEvaluatorFunction NONE',
  });
});

test('two allowlists judge their own parts of an API', () => {
  const built = existing(({ stack, api, allowlist }) => {
    allowlist.protect(api.root.getResource('orders')!);
    new CorsAllowlist(stack, 'Partners', WITH_TABLE).protect(api.root.getResource('status')!);
  });
  const judges = built.resources<{ Name: string; AuthorizerUri: unknown }>('AWS::ApiGateway::Authorizer');
  const methods = Object.values(
    built.resources<{ HttpMethod: string; AuthorizerId?: { Ref: string } }>('AWS::ApiGateway::Method'),
  ).filter(({ Properties }) => Properties.HttpMethod !== 'OPTIONS');
  const evaluators = methods.map(({ Properties }) =>
    JSON.stringify(judges[Properties.AuthorizerId!.Ref]?.Properties.AuthorizerUri),
  );
  expect(evaluators.map((uri) => /"(Allowlist|Partners)Evaluator/.exec(uri)?.[1])).toEqual([
    'Allowlist',
    'Allowlist',
    'Partners',
  ]);
  expect(new Set(Object.values(judges).map(({ Properties }) => Properties.Name)).size).toBe(2);
  expect(methodsOf(built)['OPTIONS /status']).toMatch(/^PartnersEvaluator/);
});

test('two allowlists cannot judge the same method', () => {
  expect(
    complaints(({ stack, api, allowlist }) => {
      new CorsAllowlist(stack, 'Partners', WITH_TABLE).protect(api.root.getResource('status')!);
      allowlist.authorizerFor(api as IRestApi);
      return api;
    }),
  ).toEqual(['GET /status is "CUSTOM"', 'OPTIONS /status is "Example/Api/Default/status/OPTIONS"']);
});

test('a gateway response that is made beside the API stays', () => {
  const built = existing(({ stack, api, allowlist }) => {
    new GatewayResponse(stack, 'Mine', { restApi: api as IRestApi, type: ResponseType.DEFAULT_4XX });
    allowlist.protect(api);
  });
  const types = Object.values(built.resources('AWS::ApiGateway::GatewayResponse')).map(
    ({ Properties }) => Properties.ResponseType,
  );
  expect(types.filter((type) => type === 'DEFAULT_4XX')).toHaveLength(1);
});

describe('a function behind a whole API', () => {
  const proxy = (part: (api: RestApi) => object): Built =>
    stackOf((stack) => {
      const api = new LambdaRestApi(stack, 'Api', { handler: backendFunction(stack, 'Orders') });
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(part(api) as Stack);
    });

  test('is protected at the root and at the proxy below it', () => {
    expect(withoutHash(methodsOf(proxy((api) => api)))).toEqual({
      'ANY /': 'Orders CUSTOM',
      'OPTIONS /': 'AllowlistEvaluatorFunction NONE',
      'ANY /{proxy+}': 'Orders CUSTOM',
      'OPTIONS /{proxy+}': 'AllowlistEvaluatorFunction NONE',
    });
  });

  test('is protected at the proxy alone, and the root stays as it is', () => {
    expect(withoutHash(methodsOf(proxy((api) => api.root.getResource('{proxy+}')!)))).toEqual({
      'ANY /': 'Orders NONE',
      'ANY /{proxy+}': 'Orders CUSTOM',
      'OPTIONS /{proxy+}': 'AllowlistEvaluatorFunction NONE',
    });
  });
});

test('an authorizer of its own is kept where the backend judges by itself', () => {
  const built = existing(
    ({ api, allowlist, orders }) => {
      api.root.addResource('me').addMethod('GET', orders, { authorizationType: AuthorizationType.IAM });
      allowlist.protect(api, { keepAuthorizers: true });
    },
    { defaultMethodOptions: { apiKeyRequired: true } },
  );
  expect(withoutHash(methodsOf(built))).toMatchObject({
    'GET /me': 'Orders AWS_IAM',
    'OPTIONS /me': 'AllowlistEvaluatorFunction NONE',
    'GET /orders': 'Orders CUSTOM',
  });
  const preflights = Object.values(built.resources('AWS::ApiGateway::Method')).filter(
    ({ Properties }) => Properties.HttpMethod === 'OPTIONS',
  );
  expect(preflights.map(({ Properties }) => Properties.ApiKeyRequired)).toEqual(preflights.map(() => false));
});

test('there is no authorizer where every method has its own', () => {
  const built = stackOf((stack) => {
    const api = new RestApi(stack, 'Api');
    const options = { authorizationType: AuthorizationType.IAM };
    api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)), options);
    new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api, { keepAuthorizers: true });
  });
  expect(idsOf(built, 'AWS::ApiGateway::Authorizer')).toEqual([]);
});

describe('at synth', () => {
  test.each<[string, (parts: Parts) => void, RestApiProps, string[]]>([
    [
      'an authorizer of its own',
      ({ api, orders }) => {
        api.root.addResource('me').addMethod('GET', orders, { authorizationType: AuthorizationType.IAM });
      },
      {},
      ['GET /me is "AWS_IAM"'],
    ],
    [
      'an integration that cannot set headers',
      ({ api }) => {
        api.root.addResource('far').addMethod('GET', new HttpIntegration('https://example.com'));
      },
      {},
      ['GET /far is "HTTP_PROXY"'],
    ],
    [
      'an OPTIONS method',
      ({ api }) => {
        api.root.getResource('status')!.addMethod('OPTIONS', new MockIntegration());
      },
      {},
      ['OPTIONS /status is "Example/Api/Default/status/OPTIONS"'],
    ],
    [
      'preflights of its own, by default',
      () => undefined,
      { defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS } },
      [
        'OPTIONS / is "Example/Api/Default/OPTIONS"',
        'OPTIONS /orders is "Example/Api/Default/orders/OPTIONS"',
        'OPTIONS /orders/{id} is "Example/Api/Default/orders/{id}/OPTIONS"',
        'OPTIONS /status is "Example/Api/Default/status/OPTIONS"',
      ],
    ],
    [
      'an error that any origin may read',
      ({ api }) => {
        api.addGatewayResponse('Open', {
          type: ResponseType.DEFAULT_5XX,
          responseHeaders: { 'access-control-allow-origin': 'method.request.header.Origin' },
        });
      },
      {},
      ['Access-Control-Allow-Origin of gateway response DEFAULT_5XX is "method.request.header.Origin"'],
    ],
  ])('%s is refused', (_, prepare, props, expected) => {
    expect(
      complaints((parts) => {
        prepare(parts);
        return parts.api;
      }, props),
    ).toEqual(expected);
  });

  test.each<[string, (parts: Parts) => object, string]>([
    [
      'an API from a document',
      ({ stack }) => {
        const apiDefinition = ApiDefinition.fromInline({ openapi: '3.0.1', paths: {} });
        return new SpecRestApi(stack, 'Spec', { apiDefinition });
      },
      'target is "Example/Spec"',
    ],
    ['an HTTP API', ({ stack }) => new HttpApi(stack, 'Http'), 'target is "Example/Http"'],
    [
      'a method',
      ({ api }) => api.root.addResource('lone').addMethod('GET', new MockIntegration()),
      'target is "Example/Api/Default/lone/GET"',
    ],
    ['something else', ({ stack }) => new Bucket(stack, 'Bucket'), 'target is "Example/Bucket"'],
    ['nothing', () => undefined as unknown as object, 'target is missing'],
    ['a text', () => 'api' as unknown as object, 'target is "api"'],
    [
      'a method without integration',
      ({ api }) => {
        const method = api.root.addResource('bare').addMethod('GET').node.defaultChild as CfnMethod;
        method.integration = undefined;
        return api;
      },
      'GET /bare is missing',
    ],
    [
      'a part without methods',
      ({ api }) => api.root.addResource('empty'),
      'target is "Example/Api/Default/empty"',
    ],
  ])('%s is refused', (_, target, expected) => {
    expect(complaints(target)).toEqual([expected]);
  });

  test('a method that is added later is found', () => {
    expect(() =>
      existing(({ api, allowlist, orders }) => {
        allowlist.protect(api);
        api.root.addResource('late').addMethod('GET', orders);
      }),
    ).toThrow(/\[Example\/Allowlist\] GET \/late is "Example\/Api\/Default\/late\/GET": .+ \(fix: .+\)/);
  });
});

describe('what comes after protect() and would open the API again', () => {
  test.each<[string, (parts: Parts) => void, RegExp]>([
    [
      'preflights of its own',
      ({ api }) => {
        api.root
          .getResource('status')!
          .addResource('late')
          .addCorsPreflight({ allowOrigins: ['*'] });
      },
      /OPTIONS \/status\/late is "Example\/Api\/Default\/status\/late\/OPTIONS"/,
    ],
    [
      'an error that any origin may read',
      ({ api }) => {
        const responseHeaders = { 'Access-Control-Allow-Origin': "'*'" };
        api.addGatewayResponse('Open', { type: ResponseType.UNAUTHORIZED, responseHeaders });
      },
      /gateway response UNAUTHORIZED is "'\*'"/,
    ],
    [
      'the same, made beside the API',
      ({ stack, api }) => {
        const responseHeaders = { 'Access-Control-Allow-Origin': "'*'" };
        new GatewayResponse(stack, 'Open', {
          restApi: api as IRestApi,
          type: ResponseType.THROTTLED,
          responseHeaders,
        });
      },
      /gateway response THROTTLED is "'\*'"/,
    ],
    [
      'a second answer to one error, which cannot be deployed',
      ({ api }) => {
        api.addGatewayResponse('Mine', { type: ResponseType.DEFAULT_4XX });
      },
      /gateway response DEFAULT_4XX is "Example\/Api\/.+": .+ \(fix: .+ before protect\(\).+\)/,
    ],
  ])('%s is refused', (_, add, expected) => {
    expect(() =>
      existing((parts) => {
        parts.allowlist.protect(parts.api);
        add(parts);
      }),
    ).toThrow(expected);
  });
});

/** The faults that `protect` names for a target, without the frame that all errors share. */
function complaints(
  target: (parts: Parts) => object,
  props: RestApiProps = {},
  options: CorsProtectOptions = {},
): string[] {
  let message = '';
  try {
    existing((parts) => {
      parts.allowlist.protect(target(parts) as Stack, options);
    }, props);
  } catch (error) {
    message = (error as Error).message;
  }
  const [head, ...lines] = message.split('\n');
  expect(head).toBe('Example/Allowlist cannot be synthesized:');
  for (const line of lines) expect(line).toMatch(/^ {2}- .+ is .+: .+ \(fix: .+\)$/);
  return lines.map((line) => line.slice(4, line.indexOf(': ')));
}
