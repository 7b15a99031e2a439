import { Aspects, CfnParameter, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import {
  ApiDefinition,
  CfnMethod,
  CfnResource,
  LambdaIntegration,
  MockIntegration,
  RestApi,
  SpecRestApi,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { createHash } from 'node:crypto';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { readPolicyDocument } from '../../lambda/shared/configuration/configuration';
import {
  CorsAdminApi,
  CorsAllowlist,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  HostKind,
  PathMatch,
  type CorsRouteOptions,
} from '../../lib';
import type { EndpointRule } from '../../lib/core';
import { closeRoute } from '../../lib/constructs/private/policy/closed-routes';
import { Excluded } from '../../lib/constructs/excluded';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { scratchApp } from './support/scratch-app';
import { environmentOf, onlyResource, stackOf, type Built } from './support/stack-of';

const ALL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const mock = (): MockIntegration => new MockIntegration();

interface Parts {
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
}

/** An API with one route, its allowlist, and what comes after both. */
function built(
  then: (parts: Parts) => void = () => undefined,
  change: (endpoints: CorsEndpoints) => CorsEndpoints = (endpoints) => endpoints,
  options?: CorsRouteOptions,
): Built {
  return stackOf((stack) => {
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    api.root.resourceForPath('/orders').addMethod('GET', mock());
    const endpoints = change(CorsEndpoints.fromRoutes(api as IRestApi, options));
    const allowlist = new CorsAllowlist(stack, 'Allowlist', { endpoints });
    then({ stack, api, allowlist });
  });
}

function rulesIn(of: Built, logicalId?: RegExp): readonly EndpointRule[] {
  return readPolicyDocument(environmentOf(of, logicalId)).endpoints;
}

/** Rules as `access METHODS path`. */
function tableOf(of: Built): string[] {
  return rulesIn(of)
    .map(
      ({ access, methods, path, match }) =>
        `${access} ${methods.join()} ${path}${match === 'prefix' ? '*' : ''}`,
    )
    .sort();
}

const ORDERS = 'allowlist GET /orders';

describe('each route is an endpoint of the allowlist', () => {
  test.each<[string, (parts: Parts) => void, string[]]>([
    ['the one that was there before', () => undefined, [ORDERS]],
    [
      'several methods of one path',
      ({ api }) => {
        const users = api.root.addResource('users').addResource('{id}');
        for (const method of ['PUT', 'GET', 'DELETE']) users.addMethod(method, mock());
      },
      [ORDERS, 'allowlist PUT,GET,DELETE /users/{id}'],
    ],
    ['all methods', ({ api }) => api.root.addMethod('ANY', mock()), [`allowlist ${ALL.join()} /`, ORDERS]],
    [
      'everything below a path',
      ({ api }) => api.root.addResource('files').addProxy({ defaultIntegration: mock() }),
      [`allowlist ${ALL.join()} /files/{proxy+}`, ORDERS],
    ],
    [
      'no preflight',
      ({ api }) => api.root.addResource('users').addCorsPreflight({ allowOrigins: ['https://a.example'] }),
      [ORDERS],
    ],
    [
      'made in a nested stack',
      ({ stack, api }) => {
        const nested = new NestedStack(stack, 'Nested');
        const twin = RestApi.fromRestApiAttributes(nested, 'Twin', {
          restApiId: api.restApiId,
          rootResourceId: api.root.resourceId,
        });
        twin.root.addResource('nested').addMethod('POST', mock());
      },
      ['allowlist POST /nested', ORDERS],
    ],
    [
      'written by itself',
      ({ stack, api: { restApiId, root } }) => {
        const resource = new CfnResource(stack, 'Part', {
          restApiId,
          parentId: root.resourceId,
          pathPart: 'l1',
        });
        new CfnMethod(stack, 'L1', { restApiId, resourceId: resource.ref, httpMethod: 'any' });
      },
      [`allowlist ${ALL.join()} /l1`, ORDERS],
    ],
    [
      'added by an aspect',
      ({ stack, api }) => {
        Aspects.of(stack).add({
          visit: (node: IConstruct): void => {
            if (node === api && api.root.getResource('late') === undefined)
              api.root.addResource('late').addMethod('PATCH', mock());
          },
        });
      },
      ['allowlist PATCH /late', ORDERS],
    ],
    [
      'changed by an override',
      ({ api }) => {
        const method = api.root.addResource('users').addMethod('GET', mock());
        (method.node.defaultChild as CfnMethod).addPropertyOverride('HttpMethod', 'POST');
      },
      [ORDERS, 'allowlist POST /users'],
    ],
    [
      'of this API alone',
      ({ stack }) => new RestApi(stack, 'Other', { cloudWatchRole: false }).root.addMethod('GET', mock()),
      [ORDERS],
    ],
  ])('%s', (_, then, expected) => {
    expect(tableOf(built(then))).toEqual([...expected].sort());
  });

  test.each([
    [Excluded.CLOSED, ['closed  /part/below']],
    [Excluded.UNTOUCHED, []],
    [Excluded.WITHOUT_HEADERS, ['allowlist GET /part/below']],
  ])('unless it is excluded as %s', (excludeAs, expected) => {
    const result = built(({ api, allowlist }) => {
      const part = api.root.addResource('part');
      part.addResource('below').addMethod('GET', mock());
      allowlist.protect(api, { exclude: [part], excludeAs });
    });
    expect(tableOf(result)).toEqual([ORDERS, ...expected].sort());
  });

  test('with options that all of them share', () => {
    const options = {
      credentials: true,
      hostKinds: [HostKind.API],
      exposedHeaders: ['ETag'],
      allowedHeaders: ['X-One'],
      maxAge: Duration.minutes(5),
    };
    expect(rulesIn(built(undefined, undefined, options))).toEqual([
      {
        path: '/orders',
        match: 'exact',
        access: 'allowlist',
        methods: ['GET'],
        hostKinds: ['api'],
        credentials: true,
        exposedHeaders: ['ETag'],
        allowedHeaders: ['X-One'],
        maxAgeSeconds: 300,
      },
    ]);
  });

  test('for every function that judges, and for the simulator', () => {
    const of = built(({ stack, allowlist, api }) => {
      const backend = backendFunction(stack);
      allowlist.grantMiddleware(backend);
      new CorsAdminApi(stack, 'Admin', { allowlist });
      api.root.addResource('late').addMethod('GET', new LambdaIntegration(backend));
    });
    const table = ['/late', '/orders'];
    for (const id of [/^AllowlistEvaluator/, /^Backend/, /^AdminAllowlist/]) {
      expect(
        rulesIn(of, id)
          .map(({ path }) => path)
          .sort(),
      ).toEqual(table);
    }
  });

  test('in front of an API that it protects', () => {
    const of = stackOf((stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      api.root.addResource('orders').addMethod('GET', new LambdaIntegration(backendFunction(stack)));
      const endpoints = CorsEndpoints.fromRoutes(api as IRestApi);
      new CorsAllowlist(stack, 'Allowlist', { endpoints }).protect(api);
    });
    expect(tableOf(of)).toEqual([ORDERS]);
  });

  test('where instances are kept started: a new route is a new version, and the alias names it', () => {
    const versionOf = (path: string): string => {
      const of = stackOf((stack) => {
        const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
        const endpoints = CorsEndpoints.fromRoutes(api as IRestApi);
        const evaluator = { provisionedConcurrency: 1 };
        const allowlist = new CorsAllowlist(stack, 'Allowlist', { endpoints, evaluator });
        api.root.addResource(path).addMethod('GET', new LambdaIntegration(backendFunction(stack)));
        allowlist.protect(api);
      });
      const [version] = Object.keys(of.resources('AWS::Lambda::Version'));
      const alias = onlyResource<{ FunctionVersion: unknown }>(of, 'AWS::Lambda::Alias');
      expect(alias.Properties.FunctionVersion).toEqual({ 'Fn::GetAtt': [version, 'Version'] });
      return version!;
    };
    expect(versionOf('orders')).not.toBe(versionOf('users'));
    expect(versionOf('orders')).toBe(versionOf('orders'));
  });

  test('of an API in another stack, for an imported allowlist too', () => {
    const app = scratchApp();
    const owner = new Stack(app, 'Owner');
    const api = new RestApi(owner, 'Api', { cloudWatchRole: false });
    api.root.addResource('orders').addMethod('GET', mock());
    const stack = new Stack(app, 'Reader');
    const tableArn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/allowlist';
    const endpoints = CorsEndpoints.fromRoutes(api as IRestApi);
    const allowlist = CorsAllowlist.fromCorsAllowlistAttributes(stack, 'Imported', { tableArn, endpoints });
    allowlist.grantMiddleware(backendFunction(stack));
    const [found] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
    expect(JSON.stringify(found)).toContain('/orders');
  });
});

describe("endpoints of one's own", () => {
  const health = CorsEndpoint.publicAccess('/health');
  const withHealth = ({ api }: Parts): void => {
    api.root.addResource('health').addMethod('GET', mock());
  };

  test.each<[string, (endpoints: CorsEndpoints) => CorsEndpoints, string[]]>([
    ['take the place of a route', (table) => table.plus([health]), [ORDERS, 'public GET,HEAD /health']],
    ['replace a route', (table) => table.replacing([health]), [ORDERS, 'public GET,HEAD /health']],
    [
      'stand beside routes',
      (table) => table.plus([CorsEndpoint.closed('/internal', { match: PathMatch.PREFIX })]),
      ['allowlist GET /health', ORDERS, 'closed  /internal*'],
    ],
    [
      'take the place of all routes that they cover',
      (table) => table.plus([CorsEndpoint.closed('/', { match: PathMatch.PREFIX })]),
      ['closed  /*'],
    ],
    [
      'may be several',
      (table) => table.plus([health]).replacing([CorsEndpoint.oauth('/orders', { methods: ['GET'] })]),
      ['oauth GET /orders', 'public GET,HEAD /health'],
    ],
  ])('%s', (_, change, expected) => {
    expect(tableOf(built(withHealth, change))).toEqual([...expected].sort());
  });

  test('that replace no route are an error', () => {
    expect(() => built(undefined, (table) => table.replacing([health]))).toThrow(
      /\[Example\/Allowlist\] endpoints is "\/health": replaces no endpoint/,
    );
  });
});

describe('a path that protect() closes', () => {
  const closing =
    (...paths: string[]) =>
    ({ allowlist, api }: Parts): void => {
      api.root.resourceForPath('/files/{proxy+}').addMethod('GET', mock());
      for (const path of paths) closeRoute(allowlist, path);
    };
  const open = (table: CorsEndpoints): CorsEndpoints =>
    table.plus([CorsEndpoint.allowlist('/files', { match: PathMatch.PREFIX })]);

  test.each<[string, string[], (table: CorsEndpoints) => CorsEndpoints, string[]]>([
    [
      'is closed in place of the route',
      ['/orders'],
      (table) => table,
      ['allowlist GET /files/{proxy+}', 'closed  /orders'],
    ],
    [
      'is closed below a prefix',
      ['/files/{proxy+}', '/files/{id}/x'],
      open,
      [`allowlist ${ALL.join()} /files*`, ORDERS, 'closed  /files/{id}/x', 'closed  /files/{proxy+}'],
    ],
    [
      'is closed although an endpoint opens it',
      ['/orders'],
      (table) => table.replacing([CorsEndpoint.publicAccess('/orders')]),
      ['allowlist GET /files/{proxy+}', 'closed  /orders'],
    ],
    [
      'is closed in a table that is written out',
      ['/orders'],
      () => CorsEndpoints.of([CorsEndpoint.allowlist('/', { match: PathMatch.PREFIX })]),
      [`allowlist ${ALL.join()} /*`, 'closed  /orders'],
    ],
  ])('%s', (_, paths, change, expected) => {
    expect(tableOf(built(closing(...paths), change))).toEqual([...expected].sort());
  });

  test('is closed beside a preset', () => {
    const rules = rulesIn(built(closing('/services/oauth2/userinfo'), () => CorsEndpoints.salesforce()));
    const at = rules.filter(({ path }) => path === '/services/oauth2/userinfo');
    expect(at.map(({ access }) => access)).toEqual(['closed']);
  });

  test('is no warning of a closed endpoint that wins over another one', () => {
    const of = built(closing('/users/me'), () => CorsEndpoints.of([CorsEndpoint.allowlist('/{any}/{id}')]));
    expect(
      Annotations.fromStack(of.stack).findWarning('*', Match.stringLikeRegexp('closed endpoint')),
    ).toEqual([]);
  });
});

describe('the whole table is checked once the routes are there', () => {
  test.each<[string, (parts: Parts) => void, RegExp]>([
    [
      'rules that treat spellings of one path in two ways',
      ({ api }) => api.root.addResource('Status').addMethod('GET', mock()),
      /endpoints\["\/(Status|status)"\]\.path is "\/(Status|status)"/,
    ],
    [
      'a table that no function can hold',
      ({ api }) => {
        const words = Array.from({ length: 100 }, (_, i) =>
          createHash('sha256').update(String(i)).digest('hex'),
        );
        for (const word of words) api.root.addResource(word).addMethod('GET', mock());
      },
      /the environment of Example\/Allowlist\/Evaluator\/Function is \d+: must be at most 4096 bytes.*\(fix: .*PathMatch\.PREFIX/,
    ],
  ])('%s', (_, then, expected) => {
    expect(() => built(then, (table) => table.plus([CorsEndpoint.publicAccess('/status')]))).toThrow(
      expected,
    );
  });

  test('an API without routes', () => {
    const build = (): unknown =>
      stackOf((stack) => {
        const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
        api.root.addResource('users').addCorsPreflight({ allowOrigins: ['https://a.example'] });
        new CorsAllowlist(stack, 'Allowlist', { endpoints: CorsEndpoints.fromRoutes(api as IRestApi) });
      });
    expect(build).toThrow('endpoints is "Example/Api": the API has no routes');
  });

  test('a function whose own variables leave the table no room', () => {
    const then = ({ stack, allowlist }: Parts): void => {
      const backend = backendFunction(stack);
      allowlist.grantMiddleware(backend);
      backend.addEnvironment('CONFIGURATION', 'x'.repeat(4000));
    };
    expect(() => built(then)).toThrow(/the environment of Example\/Backend is \d+/);
  });

  test('a route whose path is known only at deployment is a warning', () => {
    const of = built(({ stack, api: { restApiId, root } }) => {
      const pathPart = new CfnParameter(stack, 'Segment').valueAsString;
      const resource = new CfnResource(stack, 'Part', { restApiId, parentId: root.resourceId, pathPart });
      new CfnMethod(stack, 'L1', { restApiId, resourceId: resource.ref, httpMethod: 'GET' });
    });
    expect(tableOf(of)).toEqual([ORDERS]);
    expect(
      Annotations.fromStack(of.stack).findWarning('*', Match.stringLikeRegexp('closed for every page')),
    ).toHaveLength(1);
  });
});

describe('an API whose routes nobody here knows is an error', () => {
  const from = (api: (stack: Stack) => unknown, options?: unknown) => (): unknown =>
    stackOf((stack) => {
      const endpoints = CorsEndpoints.fromRoutes(api(stack) as IRestApi, options as CorsRouteOptions);
      new CorsAllowlist(stack, 'Allowlist', { endpoints });
    });

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['imported', (stack) => RestApi.fromRestApiId(stack, 'Api', 'abc'), '"Example/Api"'],
    [
      'imported with its root',
      (stack) => RestApi.fromRestApiAttributes(stack, 'Api', { restApiId: 'abc', rootResourceId: 'def' }),
      '"Example/Api"',
    ],
    [
      'made from a document',
      (stack) =>
        new SpecRestApi(stack, 'Api', {
          apiDefinition: ApiDefinition.fromInline({ openapi: '3.0.1', paths: {} }),
          cloudWatchRole: false,
        }),
      '"Example/Api"',
    ],
    ['no API', () => 'abc', '"abc"'],
    ['none', () => undefined, 'missing'],
  ])('%s', (_, api, value) => {
    expect(complaints(from(api))).toEqual([`endpoints is ${value}`]);
    expect(from(api)).toThrow('CorsEndpoints.of(');
  });

  test('options of another type', () => {
    const api = (stack: Stack): RestApi => new RestApi(stack, 'Api', { cloudWatchRole: false });
    expect(complaints(from(api, { credentials: 'yes', maxAge: 60, hostKinds: 'api' }))).toEqual([
      'endpoints.credentials is "yes"',
      'endpoints.maxAge is 60',
      'endpoints.hostKinds is "api"',
    ]);
  });

  test('a gateway, which makes its routes by itself', () => {
    const build = (): unknown =>
      stackOf((stack) => {
        const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
        new CorsGateway(stack, 'Cors', { endpoints: CorsEndpoints.fromRoutes(api as IRestApi) });
      });
    expect(complaints(build)).toEqual(['endpoints is "Example/Api"']);
  });
});
