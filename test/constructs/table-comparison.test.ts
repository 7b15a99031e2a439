import { Annotations as Say, NestedStack, type Stack } from 'aws-cdk-lib';
import {
  CfnMethod,
  CfnResource,
  LambdaIntegration,
  RestApi,
  SpecRestApi,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { FunctionUrlAuthType, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  CorsAllowlist,
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  PathMatch,
  type CorsGatewayProps,
  type CorsProtectOptions,
} from '../../lib';
import { Excluded } from '../../lib/constructs/excluded';
import { backendFunction } from './support/backend-function';
import { stackOf } from './support/stack-of';

interface Parts {
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
  readonly backend: LambdaFunction;
  /** Adds a method at a path. */
  readonly at: (path: string, method?: string) => void;
}

const open: typeof CorsEndpoint.allowlist = (...args) => CorsEndpoint.allowlist(...args);
const closed: typeof CorsEndpoint.closed = (...args) => CorsEndpoint.closed(...args);
const below = { match: PathMatch.PREFIX };

/** The ids of the warnings about a table in front of routes. */
function warnings(
  endpoints: CorsEndpoint[] | ((api: RestApi) => CorsEndpoints),
  build: (parts: Parts) => void,
  after: (parts: Parts) => void = () => undefined,
  options: (api: RestApi) => CorsProtectOptions = () => ({}),
): string[] {
  const { stack } = stackOf((made) => {
    const api = new RestApi(made, 'Api', { cloudWatchRole: false });
    const backend = backendFunction(made);
    const at = (path: string, method = 'GET'): void => {
      api.root.resourceForPath(path).addMethod(method, new LambdaIntegration(backend));
    };
    const table = Array.isArray(endpoints) ? CorsEndpoints.of(endpoints) : endpoints(api);
    const allowlist = new CorsAllowlist(made, 'Allowlist', { endpoints: table });
    const parts = { stack: made, api, allowlist, backend, at };
    build(parts);
    allowlist.protect(api, options(api));
    after(parts);
  });
  return idsIn(stack);
}

function idsIn(stack: Stack): string[] {
  return Annotations.fromStack(stack)
    .findWarning(
      '*',
      Match.stringLikeRegexp(
        'closed for every page|no route is at|colon|no backend answers|excluded as closed',
      ),
    )
    .map(({ entry }) => /\[ack: apigateway-cors-allowlist:(.*)\]/.exec(entry.data as string)![1]!);
}

const paths =
  (...all: string[]) =>
  ({ at }: Parts): void => {
    for (const one of all) at(one);
  };

test.each<[string, CorsEndpoint[], (parts: Parts) => void, string[]]>([
  ['a rule for each route', [open('/orders'), open('/orders/{id}')], paths('/orders', '/orders/{id}'), []],
  ['another name of a parameter', [open('/orders/{order}')], paths('/orders/{id}'), []],
  ['a prefix', [open('/orders', below)], paths('/orders', '/orders/{id}/items'), []],
  ['a part of what a route takes', [open('/orders/open')], paths('/orders/{id}'), []],
  ['a part of what a proxy takes', [open('/orders')], paths('/', '/{proxy+}'), []],
  [
    'a route that is closed on purpose',
    [open('/orders'), closed('/status')],
    paths('/orders', '/status'),
    [],
  ],
  ['a route that no rule opens', [open('/orders')], paths('/orders', '/users'), ['closedRoute:/users']],
  [
    'a proxy that no rule opens',
    [open('/orders')],
    paths('/orders', '/files', '/files/{proxy+}'),
    ['closedRoute:/files', 'closedRoute:/files/{proxy+}'],
  ],
  [
    'a rule that no route meets',
    [open('/orders'), closed('/amdin', below), open('/users/{id}')],
    paths('/orders', '/admin/{proxy+}', '/users'),
    ['closedRoute:/admin/{proxy+}', 'closedRoute:/users', 'deadRule:/amdin', 'deadRule:/users/{id}'],
  ],
  [
    'a path as another framework writes it',
    [open('/orders/:id')],
    paths('/orders/{id}'),
    ['closedRoute:/orders/{id}', 'colonPath:/orders/:id'],
  ],
  ['a colon in a path', [open('/orders:export')], paths('/orders:export'), []],
  ['another letter case', [open('/Orders')], paths('/orders'), ['closedRoute:/orders', 'deadRule:/Orders']],
  [
    'more than can be read',
    [open('/orders')],
    paths('/orders', ...Array.from({ length: 11 }, (_, i) => `/p${i}`)),
    ['closedRoutes'],
  ],
  [
    'a route in a nested stack, and one that is written by itself',
    [open('/orders')],
    ({ stack, api, backend, at }) => {
      at('/orders');
      const nested = new NestedStack(stack, 'Nested');
      const { restApiId, root } = api;
      const twin = RestApi.fromRestApiAttributes(nested, 'Twin', {
        restApiId,
        rootResourceId: root.resourceId,
      });
      twin.root.addResource('nested').addMethod('PUT', new LambdaIntegration(backend));
      const resource = new CfnResource(stack, 'Part', {
        restApiId,
        parentId: root.resourceId,
        pathPart: 'l1',
      });
      const uri = 'arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn/invocations';
      const integration = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri };
      new CfnMethod(stack, 'L1', { restApiId, resourceId: resource.ref, httpMethod: 'GET', integration });
    },
    ['closedRoute:/l1', 'closedRoute:/nested'],
  ],
])('%s', (_, endpoints, build, expected) => {
  expect(warnings(endpoints, build).sort()).toEqual(expected);
});

test.each([
  [Excluded.CLOSED, []],
  [Excluded.UNTOUCHED, []],
  [Excluded.WITHOUT_HEADERS, ['closedRoute:/health']],
])('a route that is excluded as %s', (excludeAs, expected) => {
  const options = (api: RestApi): CorsProtectOptions => ({
    exclude: [api.root.resourceForPath('/health')],
    excludeAs,
  });
  expect(warnings([open('/orders')], paths('/orders', '/health'), undefined, options)).toEqual(expected);
});

test.each<[string, CorsEndpoint[], string[], string, string[]]>([
  [
    'below a proxy',
    [open('/orders', below)],
    ['/orders', '/{proxy+}'],
    '/{proxy+}',
    ['openedRoute:/{proxy+}:/orders'],
  ],
  ['for another route', [open('/orders')], ['/orders', '/{proxy+}'], '/{proxy+}', []],
  [
    'for other routes',
    [open('/orders', below)],
    ['/orders', '/orders/{proxy+}', '/{proxy+}'],
    '/{proxy+}',
    [],
  ],
  [
    'of a parameter',
    [open('/orders'), open('/orders/first')],
    ['/orders', '/orders/{id}'],
    '/orders/{id}',
    ['openedRoute:/orders/{id}:/orders/first'],
  ],
  ['above it', [open('/', below)], ['/orders', '/orders/{id}'], '/orders/{id}', []],
])('a rule %s, which an excluded route is closed beside', (_, endpoints, routes, path, expected) => {
  const options = (api: RestApi): CorsProtectOptions => ({ exclude: [api.root.resourceForPath(path)] });
  expect(warnings(endpoints, paths(...routes), undefined, options)).toEqual(expected);
});

test('a table from the routes opens all of them, and its own endpoints must have routes', () => {
  const table = (api: RestApi): CorsEndpoints =>
    CorsEndpoints.fromRoutes(api as IRestApi).plus([CorsEndpoint.publicAccess('/helth')]);
  expect(warnings(table, paths('/orders', '/health'))).toEqual(['deadRule:/helth']);
});

test('rules of a preset need no routes', () => {
  expect(warnings(() => CorsEndpoints.salesforce(), paths('/services/data/{proxy+}'))).toEqual([]);
});

describe('a rule for a function that is behind something else is not dead', () => {
  test('a function URL', () => {
    const build = ({ at, allowlist, stack }: Parts): void => {
      at('/orders');
      const other = backendFunction(stack, 'Other');
      other.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
      allowlist.grantMiddleware(other);
    };
    expect(warnings([open('/orders'), open('/other')], build)).toEqual([]);
  });

  test('but a function behind a route has no other paths', () => {
    const build = ({ at, allowlist, backend }: Parts): void => {
      at('/orders');
      allowlist.grantMiddleware(backend);
    };
    expect(warnings([open('/orders'), open('/other')], build)).toEqual(['deadRule:/other']);
  });

  test('another API', () => {
    const build = ({ at, stack, backend, allowlist }: Parts): void => {
      at('/orders');
      const second = new RestApi(stack, 'Second', { cloudWatchRole: false });
      second.root.addResource('other').addMethod('GET', new LambdaIntegration(backend));
      allowlist.protect(second);
    };
    expect(warnings([open('/orders'), open('/other')], build)).toEqual([]);
  });
});

test('each warning can be acknowledged by its id, on the allowlist and on the stack, before and after protect()', () => {
  const build = paths('/orders', '/users');
  const id = 'apigateway-cors-allowlist:closedRoute:/users';
  for (const place of ['stack', 'allowlist'] as const) {
    const acknowledge = (parts: Parts): void => {
      Say.of(parts[place]).acknowledgeWarning(id);
    };
    expect(warnings([open('/orders')], build, acknowledge)).toEqual([]);
    const first = (parts: Parts): void => {
      acknowledge(parts);
      build(parts);
    };
    expect(warnings([open('/orders')], first)).toEqual([]);
  }
});

test('the routes of a document are compared too', () => {
  const operation = (stack: Stack): object => ({
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${backendFunction(stack).functionArn}/invocations`,
    },
  });
  const { stack } = stackOf((made) => {
    const get = operation(made);
    const paths = { '/orders': { get }, '/users': { get, post: get } };
    const endpoints = CorsEndpoints.of([open('/orders'), open('/other')]);
    const allowlist = new CorsAllowlist(made, 'Allowlist', { endpoints });
    const apiDefinition = allowlist.protectedDefinition({ openapi: '3.0.1', info: {}, paths });
    new SpecRestApi(made, 'Api', { apiDefinition, cloudWatchRole: false });
  });
  expect(idsIn(stack)).toEqual(['closedRoute:/users', 'deadRule:/other']);
});

describe('a gateway', () => {
  const server = CorsBackend.http('https://shop.example.com');
  const gateway = (props: CorsGatewayProps): string[] => {
    const { stack } = stackOf((made) => new CorsGateway(made, 'Cors', props));
    return idsIn(stack);
  };
  const endpoints = CorsEndpoints.of([open('/orders', below), open('/users'), closed('/internal')]);

  test.each<[string, CorsGatewayProps, string[]]>([
    ['the table of Salesforce and nothing behind it', {}, []],
    ['a default backend', { endpoints, defaultBackend: server }, []],
    ['a backend for each endpoint', { endpoints, backends: { '/orders': server, '/users': server } }, []],
    ['a backend below', { endpoints, backends: { '/orders/open': server, '/users': server } }, []],
    [
      'an endpoint without a backend',
      { endpoints, backends: { '/orders': server } },
      ['unansweredEndpoint:/users'],
    ],
    [
      "an endpoint of one's own beside those of Salesforce",
      { endpoints: CorsEndpoints.salesforce().plus([open('/users')]) },
      ['unansweredEndpoint:/users'],
    ],
    [
      'a path as another framework writes it',
      { endpoints: CorsEndpoints.of([open('/orders'), open('/orders/:id')]), defaultBackend: server },
      ['colonPath:/orders/:id'],
    ],
  ])('%s', (_, props, expected) => {
    expect(gateway(props)).toEqual(expected);
  });

  test('a route that somebody adds to its API', () => {
    const { stack } = stackOf((made) => {
      const { api, allowlist } = new CorsGateway(made, 'Cors', { endpoints, defaultBackend: server });
      const added = api.root.addResource('added');
      added.addMethod('GET', new LambdaIntegration(backendFunction(made)));
      allowlist.protect(added);
    });
    expect(idsIn(stack)).toEqual(['closedRoute:/added']);
  });
});
