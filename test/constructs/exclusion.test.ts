import {
  AuthorizationType,
  CfnMethod,
  HttpIntegration,
  LambdaIntegration,
  MockIntegration,
  type Resource,
  ResponseTransferMode,
  RestApi,
  SpecRestApi,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import {
  CorsAllowlist,
  CorsEndpoint,
  CorsEndpoints,
  Excluded,
  PathMatch,
  type CorsProtectOptions,
} from '../../lib';
import { readPolicy } from '../../lambda/shared/configuration/configuration';
import { DeployedTable } from '../../lib/constructs/private/policy/deployed-table';
import { closedRoutes } from '../../lib/constructs/private/policy/closed-routes';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { scratchApp } from './support/scratch-app';
import { environmentOf, methodsOf, stackOf, type Built } from './support/stack-of';

interface Parts {
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
}

/** `GET` and `POST /orders`, `GET /orders/{id}`, `GET /health` (a mock) and `GET /far` (a proxy), and how they are protected. */
function built(
  options: (parts: Parts) => CorsProtectOptions,
  target: (api: RestApi) => IConstruct = (api) => api,
): Built & Parts {
  let parts: Parts | undefined;
  const result = stackOf((stack) => {
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    const lambda = new LambdaIntegration(backendFunction(stack, 'Orders'));
    const orders = api.root.addResource('orders');
    orders.addMethod('GET', lambda);
    orders.addMethod('POST', lambda);
    orders.addResource('{id}').addMethod('GET', lambda);
    api.root
      .addResource('health')
      .addMethod('GET', new MockIntegration({ integrationResponses: [{ statusCode: '200' }] }));
    api.root.addResource('far').addMethod('GET', new HttpIntegration('https://example.com'));
    const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/', { match: PathMatch.PREFIX })]);
    const allowlist = new CorsAllowlist(stack, 'Allowlist', { endpoints });
    parts = { stack, api, allowlist };
    allowlist.protect(target(api), options(parts));
  });
  return { ...result, ...parts! };
}

const at = (api: RestApi, path: string): IConstruct => api.root.resourceForPath(path);
const method = (api: RestApi, path: string, name: string): IConstruct => at(api, path).node.findChild(name);

/** The authorization of each method. */
function authorizations(of: Built): Record<string, string> {
  return Object.fromEntries(
    Object.entries(methodsOf(of)).map(([name, value]) => [name, value.split(' ')[1]!]),
  );
}

const ORDERS = {
  'GET /orders': 'CUSTOM',
  'POST /orders': 'CUSTOM',
  'OPTIONS /orders': 'NONE',
  'GET /orders/{id}': 'CUSTOM',
  'OPTIONS /orders/{id}': 'NONE',
};

describe('excluded', () => {
  test('resources are closed by default: judged, closed in the table, and without headers', () => {
    const result = built(({ api }) => ({ exclude: [at(api, '/health'), at(api, '/far')] }));
    expect(authorizations(result)).toEqual({
      ...ORDERS,
      'GET /health': 'CUSTOM',
      'OPTIONS /health': 'NONE',
      'GET /far': 'CUSTOM',
      'OPTIONS /far': 'NONE',
    });
    expect(closedRoutes(result.allowlist)).toEqual(['/health', '/far']);
    expect(JSON.stringify(result.resources('AWS::ApiGateway::Method'))).not.toContain(
      'method.response.header.Access-Control-Allow-Origin":"context',
    );
  });

  test('without headers they are judged by the table', () => {
    const result = built(({ api }) => ({
      exclude: [at(api, '/health'), at(api, '/far')],
      excludeAs: Excluded.WITHOUT_HEADERS,
    }));
    expect(authorizations(result)).toMatchObject({ 'GET /health': 'CUSTOM', 'GET /far': 'CUSTOM' });
    expect(closedRoutes(result.allowlist)).toEqual([]);
  });

  test('untouched they stay as they are', () => {
    const result = built(({ api }) => ({
      exclude: [at(api, '/health'), at(api, '/far')],
      excludeAs: Excluded.UNTOUCHED,
    }));
    expect(authorizations(result)).toEqual({ ...ORDERS, 'GET /health': 'NONE', 'GET /far': 'NONE' });
  });

  test('untouched they may have anything that cannot be protected', () => {
    const result = built(({ stack, api }) => {
      const partners = api.root.addResource('partners');
      partners.addMethod('GET', new HttpIntegration('https://example.com'), {
        authorizationType: AuthorizationType.IAM,
      });
      partners.addCorsPreflight({ allowOrigins: ['*'] });
      const streamed = new LambdaIntegration(backendFunction(stack, 'Stream'), {
        responseTransferMode: ResponseTransferMode.STREAM,
      });
      partners.addResource('stream').addMethod('GET', streamed);
      return { exclude: [partners, at(api, '/health'), at(api, '/far')], excludeAs: Excluded.UNTOUCHED };
    });
    expect(authorizations(result)).toMatchObject({
      'GET /partners': 'AWS_IAM',
      'OPTIONS /partners': 'NONE',
      'GET /partners/stream': 'NONE',
    });
  });

  test('a method can be left beside a protected one', () => {
    const result = built(({ api }) => ({
      exclude: [method(api, '/orders', 'POST'), at(api, '/far')],
      excludeAs: Excluded.UNTOUCHED,
    }));
    expect(authorizations(result)).toMatchObject({
      'GET /orders': 'CUSTOM',
      'POST /orders': 'NONE',
      'OPTIONS /orders': 'NONE',
    });
  });

  test('children are left, and the resource is protected without them', () => {
    const result = built(
      ({ api }) => ({ exclude: [at(api, '/orders/{id}')], excludeAs: Excluded.UNTOUCHED }),
      (api) => at(api, '/orders'),
    );
    expect(authorizations(result)).toEqual({
      'GET /orders': 'CUSTOM',
      'POST /orders': 'CUSTOM',
      'OPTIONS /orders': 'NONE',
      'GET /orders/{id}': 'NONE',
      'GET /health': 'NONE',
      'GET /far': 'NONE',
    });
  });

  test('a method of its own (L1) is left too', () => {
    const result = built(({ stack, api }) => {
      const bare = new CfnMethod(stack, 'Bare', {
        restApiId: api.restApiId,
        resourceId: api.root.resourceId,
        httpMethod: 'GET',
        integration: { type: 'HTTP_PROXY', uri: 'https://example.com', integrationHttpMethod: 'GET' },
      });
      return { exclude: [bare, at(api, '/far')], excludeAs: Excluded.UNTOUCHED };
    });
    expect(authorizations(result)).toMatchObject({ 'GET /': 'undefined' });
  });

  test('what is left can be protected by another allowlist', () => {
    const result = built(({ stack, api }) => {
      const exclude = [at(api, '/orders/{id}'), at(api, '/far')];
      const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/orders/{id}')]);
      new CorsAllowlist(stack, 'Other', { endpoints }).protect(exclude[0]!);
      return { exclude, excludeAs: Excluded.UNTOUCHED };
    });
    expect(methodsOf(result)['OPTIONS /orders/{id}']).toMatch(/^OtherEvaluator/);
    expect(authorizations(result)).toMatchObject({ 'GET /orders/{id}': 'CUSTOM', 'GET /far': 'NONE' });
  });
});

describe('a path that is closed', () => {
  /** The access of the rule that the evaluator finds for a path. */
  const accessIn = (of: Built, path: string): string => {
    const { endpoints } = readPolicy(environmentOf(of));
    return endpoints.find(path)?.rule.access ?? 'none';
  };

  test('is closed in the table that functions read, below a prefix that opens it', () => {
    const result = built(({ api }) => ({
      exclude: [at(api, '/health'), at(api, '/far'), at(api, '/orders/{id}')],
    }));
    const paths = ['/health', '/far', '/orders', '/orders/1', '/orders/1/lines', '/HEALTH'];
    expect(paths.map((path) => [path, accessIn(result, path)])).toEqual([
      ['/health', 'closed'],
      ['/far', 'closed'],
      ['/orders', 'allowlist'],
      ['/orders/1', 'closed'],
      ['/orders/1/lines', 'allowlist'],
      // Another spelling has no more access.
      ['/HEALTH', 'none'],
    ]);
  });

  test('takes the place of a rule that opens it', () => {
    const endpoints = CorsEndpoints.of([
      CorsEndpoint.publicAccess('/health'),
      CorsEndpoint.allowlist('/orders'),
    ]);
    const result = stackOf((stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      api.root.addResource('orders').addMethod('GET', new LambdaIntegration(backendFunction(stack)));
      const health = api.root.addResource('health');
      health.addMethod('GET', new MockIntegration());
      new CorsAllowlist(stack, 'Allowlist', { endpoints }).protect(api, { exclude: [health] });
    });
    expect(['/health', '/orders'].map((path) => accessIn(result, path))).toEqual(['closed', 'allowlist']);
  });

  test('is closed beside routes that are endpoints', () => {
    const result = stackOf((stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      const lambda = new LambdaIntegration(backendFunction(stack));
      api.root.addResource('orders').addMethod('GET', lambda);
      const files = api.root.addResource('files').addResource('{proxy+}');
      files.addMethod('ANY', lambda);
      const allowlist = new CorsAllowlist(stack, 'Allowlist', {
        endpoints: CorsEndpoints.fromRoutes(api as IRestApi),
      });
      allowlist.protect(api, { exclude: [files] });
    });
    expect(['/orders', '/files/a/b'].map((path) => accessIn(result, path))).toEqual(['allowlist', 'closed']);
  });

  test('of a document is closed too', () => {
    const proxy = { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri: 'arn:uri' } } };
    const definition = { openapi: '3.0.1', paths: { '/a': proxy, '/b': proxy, '/b/{id}': proxy } };
    const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/', { match: PathMatch.PREFIX })]);
    const result = stackOf((stack) => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', { endpoints });
      const apiDefinition = allowlist.protectedDefinition(definition, { exclude: ['/b'] });
      new SpecRestApi(stack, 'Api', { apiDefinition, cloudWatchRole: false });
    });
    expect(['/a', '/b', '/b/1'].map((path) => accessIn(result, path))).toEqual([
      'allowlist',
      'closed',
      'closed',
    ]);
  });
});

describe('what one call leaves untouched, and another one protects', () => {
  interface Shared {
    readonly api: RestApi;
    readonly part: Resource;
    readonly all: CorsAllowlist;
    readonly one: CorsAllowlist;
  }

  /** Two lists in front of `/orders` and `/part`, or the same one twice. */
  function shared(stack: Stack, isSame: boolean): Shared {
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    const lambda = new LambdaIntegration(backendFunction(stack));
    api.root.addResource('orders').addMethod('GET', lambda);
    const part = api.root.addResource('part');
    part.addMethod('GET', lambda);
    const endpoints = CorsEndpoints.fromRoutes(api as IRestApi);
    const all = new CorsAllowlist(stack, 'All', { endpoints });
    return { api, part, all, one: isSame ? all : new CorsAllowlist(stack, 'One', { endpoints }) };
  }

  const BOTH: [string, (parts: Shared) => void][] = [
    [
      'after it',
      ({ api, part, all, one }) => {
        all.protect(api, { exclude: [part], excludeAs: Excluded.UNTOUCHED });
        one.protect(part);
      },
    ],
    [
      'before it',
      ({ api, part, all, one }) => {
        one.protect(part);
        all.protect(api, { exclude: [part], excludeAs: Excluded.UNTOUCHED });
      },
    ],
  ];

  describe.each([
    ['another allowlist', false],
    ['the same allowlist', true],
  ])('by %s', (_, isSame) => {
    test.each(BOTH)('%s: its table opens the routes', (__, protect) => {
      const tables: (readonly string[])[] = [];
      stackOf((stack) => {
        const parts = shared(stack, isSame);
        protect(parts);
        stack.node.addValidation({
          validate: () => {
            for (const { evaluator } of [parts.all, parts.one]) {
              tables.push(DeployedTable.of(evaluator)!.endpoints._rules.map(({ path }) => path));
            }
            return [];
          },
        });
      });
      const whole = ['/orders', '/part'];
      expect(tables).toEqual(isSame ? [whole, whole] : [['/orders'], whole]);
    });

    test.each(BOTH)('%s: a method that is added to it, or opened again, is an error', (__, protect) => {
      const app = scratchApp();
      const stack = new Stack(app, 'Example');
      const parts = shared(stack, isSame);
      protect(parts);
      parts.part.addMethod('POST', new LambdaIntegration(backendFunction(stack, 'Late')));
      const get = parts.part.node.findChild('GET').node.defaultChild as CfnMethod;
      get.addPropertyOverride('AuthorizationType', 'NONE');
      expect(() => app.synth()).toThrow(/GET \/part[^]*POST \/part|POST \/part[^]*GET \/part/);
    });
  });
});

describe('at synth', () => {
  const far = ({ api }: Parts): IConstruct => at(api, '/far');

  test.each<[string, (parts: Parts) => CorsProtectOptions, string[]]>([
    [
      'a construct of elsewhere',
      (parts) => ({ exclude: [far(parts), new Bucket(parts.stack, 'Bucket')] }),
      ['exclude[1] is "Example/Bucket"'],
    ],
    [
      'a resource without methods',
      (parts) => ({ exclude: [far(parts), parts.api.root.addResource('empty')] }),
      ['exclude[1] is "Example/Api/Default/empty"'],
    ],
    ['a text', (parts) => ({ exclude: [far(parts), '/health' as never] }), ['exclude[1] is "/health"']],
    [
      'no list',
      (parts) => ({ exclude: far(parts) as never, excludeAs: Excluded.WITHOUT_HEADERS }),
      ['exclude is "Example/Api/Default/far"', 'GET /far is "HTTP_PROXY"'],
    ],
    [
      'a choice that is none',
      (parts) => ({ exclude: [far(parts)], excludeAs: 'open' as never }),
      ['excludeAs is "open"'],
    ],
    [
      'a choice for nothing',
      () => ({ excludeAs: Excluded.UNTOUCHED }),
      ['excludeAs is "untouched"', 'GET /far is "HTTP_PROXY"'],
    ],
    [
      'a closed method beside a protected one',
      (parts) => ({ exclude: [far(parts), method(parts.api, '/orders', 'POST')] }),
      ['exclude is "POST /orders"'],
    ],
    [
      'a method with an authorizer of its own',
      (parts) => {
        const signed = parts.api.root.addResource('signed');
        signed.addMethod('GET', new MockIntegration(), { authorizationType: AuthorizationType.IAM });
        return { exclude: [far(parts), signed], keepAuthorizers: true };
      },
      ['GET /signed is "AWS_IAM"'],
    ],
    [
      'everything',
      ({ api }) => ({ exclude: [api], excludeAs: Excluded.UNTOUCHED }),
      ['target is "Example/Api"'],
    ],
  ])('%s is refused', (_, options, expected) => {
    expect(complaints(() => built(options))).toEqual(expected);
  });
});
