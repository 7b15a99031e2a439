import { Aws, Duration, Lazy, NestedStack, RemovalPolicy, Stack, Stage, Token } from 'aws-cdk-lib';
import { RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { TableEncryptionV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ClientSecrets,
  CorsAdminApi,
  CorsAllowlist,
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  CorsHost,
  HostKind,
  OAuthRole,
  PathMatch,
  type CorsAdminApiProps,
  type CorsAllowlistProps,
  type CorsEndpointOptions,
  type CorsGatewayProps,
} from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints as complaintsOf } from './support/complaints';
import { stackOf } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

/** The props that an error at synth names, each with its value. */
function complaints(build: (stack: Stack) => void): string[] {
  return complaintsOf(() => stackOf(build));
}

function gatewayComplaints(props: CorsGatewayProps | ((stack: Stack) => CorsGatewayProps)): string[] {
  return complaints(
    (stack) => new CorsGateway(stack, 'Cors', typeof props === 'function' ? props(stack) : props),
  );
}

function table(path: string, options: CorsEndpointOptions = {}): CorsEndpoints {
  return CorsEndpoints.of([CorsEndpoint.allowlist(path, options)]);
}

const existing: typeof CorsHost.existing = (...args) => CorsHost.existing(...args);
/** Values that a program without types may hand in. */
const NO_KIND = JSON.parse('"site"') as HostKind;
const { MY_DOMAIN, API } = HostKind;

describe('a policy', () => {
  test.each<[string, CorsAllowlistProps, string[]]>([
    [
      'choices that are none',
      JSON.parse(
        '{"enforcement":"off","crossSiteReads":"block","clientSecrets":"deny","verdictLog":"loud"}',
      ) as CorsAllowlistProps,
      [
        'enforcement is "off"',
        'crossSiteReads is "block"',
        'clientSecrets is "deny"',
        'verdictLog is "loud"',
      ],
    ],
    [
      'a match and a role that are none',
      { endpoints: table('/a', JSON.parse('{"match":"regex","role":"tokens"}') as CorsEndpointOptions) },
      ['endpoints["/a"].match is "regex"', 'endpoints["/a"].role is "tokens"'],
    ],
    ['cacheTtl past its end', { cacheTtl: Duration.seconds(301) }, ['cacheTtl is 301']],
    ['cacheTtl with a fraction', { cacheTtl: Duration.millis(500) }, ['cacheTtl is 0.5']],
    [
      'an age that is known only at deployment',
      { maxAge: Duration.seconds(Lazy.number({ produce: () => 1 })) },
      ['maxAge is known only at deployment'],
    ],
    [
      'a duration that is known only at deployment',
      { cacheTtl: Duration.seconds(Lazy.number({ produce: () => 1 })) },
      ['cacheTtl is known only at deployment'],
    ],
    ['staleTtl past its end', { staleTtl: Duration.seconds(86_401) }, ['staleTtl is 86401']],
    ['maxAge past its end', { maxAge: Duration.seconds(86_401) }, ['maxAge is 86401']],
    ['a header that is none', { exposedHeaders: ['X One'] }, ['exposedHeaders is "X One"']],
    [
      'an own origin with a path',
      { sameOriginAliases: ['https://a.example/'] },
      ['sameOriginAliases[0] is "https://a.example/"'],
    ],
    [
      'own origins without a number',
      { sameOriginAliases: Token.asList({ Ref: 'Origins' }) },
      ['sameOriginAliases is known only at deployment'],
    ],
    [
      'a host of two kinds',
      { hosts: [existing('a.example', MY_DOMAIN), existing('a.example', API)] },
      ['hosts[1].domainName is "a.example"'],
    ],
    [
      'a host that is a URL',
      { hosts: [existing('https://a.example', API)] },
      ['hosts[0].domainName is "https://a.example"'],
    ],
    ['a host in capitals', { hosts: [existing('A.example', API)] }, ['hosts[0].domainName is "A.example"']],
    ['a host without a kind', { hosts: [existing('a.example', HostKind.NONE)] }, ['hosts[0].kind is "none"']],
    ['a kind that is none', { hosts: [existing('a.example', NO_KIND)] }, ['hosts[0].kind is "site"']],
    [
      'a base path without a slash',
      { hosts: [existing('a.example', API, { basePath: 'v1' })] },
      ['hosts[0].basePath is "v1"'],
    ],
    [
      'a path prefix that begins an endpoint',
      {
        hosts: [existing('a.example', API, { pathPrefix: '/orders' })],
        endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders/open'), CorsEndpoint.closed('/open')]),
      },
      ['hosts[0].pathPrefix is "/orders"'],
    ],
    [
      'a path prefix that begins an endpoint in another letter case',
      { hosts: [existing('a.example', API, { pathPrefix: '/Orders' })], endpoints: table('/orders') },
      ['hosts[0].pathPrefix is "/Orders"'],
    ],
    [
      'a base path that begins an endpoint',
      { hosts: [existing('a.example', API, { basePath: '/v1' })], endpoints: table('/v1/orders') },
      ['hosts[0].basePath is "/v1"'],
    ],
    [
      'a path prefix with a slash at its end',
      { hosts: [existing('a.example', API, { pathPrefix: '/a/' })] },
      ['hosts[0].pathPrefix is "/a/"'],
    ],
    ['a kind of the API that is none', { executeApiHostKind: NO_KIND }, ['executeApiHostKind is "site"']],
    [
      'an endpoint twice',
      { endpoints: CorsEndpoints.of([CorsEndpoint.closed('/a'), CorsEndpoint.oauth('/a')]) },
      ['endpoints["/a"].path is "/a"'],
    ],
    [
      'an endpoint that the preset has',
      { endpoints: CorsEndpoints.salesforce().plus([CorsEndpoint.allowlist('/services/oauth2/token')]) },
      ['endpoints["/services/oauth2/token"].path is "/services/oauth2/token"'],
    ],
    [
      'two rules for one parameter',
      {
        endpoints: CorsEndpoints.of([CorsEndpoint.closed('/d/{a}'), CorsEndpoint.closed('/d/{b}')]),
      },
      ['endpoints["/d/{b}"].path is "/d/{b}"'],
    ],
    [
      'spellings of one path that are treated differently',
      {
        endpoints: CorsEndpoints.of([CorsEndpoint.closed('/d'), CorsEndpoint.allowlist('/D')]),
      },
      ['endpoints["/D"].path is "/D"'],
    ],
    [
      'a site below a path that endpoints begin with',
      {
        hosts: [
          CorsHost.existing('site.example.com', HostKind.EXPERIENCE_CLOUD_SITE, { pathPrefix: '/services' }),
        ],
      },
      ['hosts[0].pathPrefix is "/services"'],
    ],
    [
      'a replacement of nothing',
      { endpoints: CorsEndpoints.salesforce().replacing([CorsEndpoint.allowlist('/services/data')]) },
      ['endpoints is "/services/data"'],
    ],
    ['a path without a slash', { endpoints: table('a') }, ['endpoints["a"].path is "a"']],
    ['a path with dots', { endpoints: table('/a/../b') }, ['endpoints["/a/../b"].path is "/a/../b"']],
    [
      'a path that is known only at deployment',
      { endpoints: table(`/${Aws.STACK_NAME}`) },
      [expect.stringMatching(/^endpoints.* is known only at deployment$/) as string],
    ],
    [
      'credentials on a public endpoint',
      { endpoints: CorsEndpoints.of([CorsEndpoint.publicAccess('/a', { credentials: true })]) },
      ['endpoints["/a"].credentials is true'],
    ],
    ['no methods', { endpoints: table('/a', { methods: [] }) }, ['endpoints["/a"].methods is []']],
    [
      'OPTIONS as a method',
      { endpoints: table('/a', { methods: ['OPTIONS'] }) },
      ['endpoints["/a"].methods is "OPTIONS"'],
    ],
    ['no host kinds', { endpoints: table('/a', { hostKinds: [] }) }, ['endpoints["/a"].hostKinds is []']],
    [
      'hosts without a kind as a kind',
      { endpoints: table('/a', { hostKinds: [HostKind.NONE, API] }) },
      ['endpoints["/a"].hostKinds is "none"'],
    ],
    [
      'a wildcard as a header',
      { endpoints: table('/a', { allowedHeaders: ['*'] }) },
      ['endpoints["/a"].allowedHeaders is "*"'],
    ],
    [
      'a maxAge of an endpoint past its end',
      { endpoints: table('/a', { maxAge: Duration.days(2) }) },
      ['endpoints["/a"].maxAge is 172800'],
    ],
  ])('%s', (_, props, expected) => {
    expect(gatewayComplaints(props)).toEqual(expected);
    expect(complaints((stack) => new CorsAllowlist(stack, 'Cors', { ...WITH_TABLE, ...props }))).toEqual(
      expected,
    );
  });

  test('what is filled in at deployment is not judged', () => {
    stackOf(
      (stack) =>
        new CorsAllowlist(stack, 'Cors', {
          ...WITH_TABLE,
          hosts: [existing(`${Aws.STACK_NAME}.example`, API)],
          sameOriginAliases: [`https://${Aws.STACK_NAME}.example`],
        }),
    );
  });

  test('everything is said at once', () => {
    const props = { cacheTtl: Duration.hours(1), staleTtl: Duration.days(2), exposedHeaders: ['*', ' '] };
    expect(
      gatewayComplaints({ ...props, stageName: 'a/b', defaultBackend: CorsBackend.http('ftp://a') }),
    ).toHaveLength(6);
  });
});

describe('a table', () => {
  test('that DynamoDB keeps cannot be deleted with the stack', () => {
    const props = { removalPolicy: RemovalPolicy.DESTROY, deletionProtection: true };
    expect(complaints((stack) => new CorsAllowlist(stack, 'Cors', { ...WITH_TABLE, ...props }))).toEqual([
      'deletionProtection is true',
    ]);
  });

  test('with replicas or a customer key needs a stack whose region is known', () => {
    expect(
      complaints((stack) => {
        const encryption = TableEncryptionV2.customerManagedKey(new Key(stack, 'Key'));
        new CorsAllowlist(stack, 'Cors', { ...WITH_TABLE, encryption, replicas: [{ region: 'us-east-1' }] });
      }),
    ).toEqual(['replicas is ["us-east-1"]', 'encryption is "CUSTOMER_MANAGED"']);
  });

  test('has one replica in each other region', () => {
    const replicas = ['eu-central-1', 'us-east-1', 'us-east-1'].map((region) => ({ region }));
    expect(() =>
      stackOf(
        (stack) => new CorsAllowlist(stack, 'Cors', { ...WITH_TABLE, replicas }),
        {},
        { env: { region: 'eu-central-1' } },
      ),
    ).toThrow(
      /replicas\[0\]\.region is "eu-central-1": .+\n.+replicas\[2\]\.region is "us-east-1": .+ twice/,
    );
  });
});

describe('a function that a gateway cannot use', () => {
  const env = { account: '123456789012', region: 'eu-central-1' };

  test('is one in another stack that would need the table of this one', () => {
    expect(
      complaints((stack) => {
        const handler = backendFunction(new Stack(Stage.of(stack), 'Other'));
        const defaultBackend = CorsBackend.lambdaFunction(handler, { middleware: true });
        new CorsGateway(stack, 'Cors', { defaultBackend });
      }),
    ).toEqual(['defaultBackend.middleware is "Other/Backend"']);
  });

  test('is none in a nested stack, nor one that judges by the table of its own stack', () => {
    stackOf((stack) => {
      const nested = backendFunction(new NestedStack(stack, 'Nested'));
      const other = new Stack(Stage.of(stack), 'Other');
      const { table: its } = new CorsAllowlist(other, 'Allowlist', WITH_TABLE);
      const behind = (handler: LambdaFunction): CorsBackend =>
        CorsBackend.lambdaFunction(handler, { middleware: true });
      new CorsGateway(stack, 'Cors', { defaultBackend: behind(nested) });
      new CorsGateway(stack, 'Beside', {
        existingTable: { tableArn: its.tableArn },
        adminApi: false,
        defaultBackend: behind(backendFunction(other)),
      });
    });
  });

  test('is one of another region', () => {
    expect(() =>
      stackOf(
        (stack) => {
          const arn = 'arn:aws:lambda:us-east-1:123456789012:function:one';
          const defaultBackend = CorsBackend.lambdaFunction(LambdaFunction.fromFunctionArn(stack, 'F', arn));
          new CorsGateway(stack, 'Cors', { defaultBackend });
        },
        {},
        { env },
      ),
    ).toThrow(
      /defaultBackend is "Example\/F": the function is in the region us-east-1, and the API in eu-central-1 \(fix/,
    );
  });

  test('is an imported one that is to use withCors', () => {
    expect(
      complaints((stack) => {
        const imported: object = LambdaFunction.fromFunctionName(stack, 'F', 'one');
        const allowlist = new CorsAllowlist(stack, 'Cors', WITH_TABLE);
        Reflect.apply(allowlist.grantMiddleware.bind(allowlist), undefined, [imported]);
      }),
    ).toEqual(['handler is "Example/F"']);
  });
});

describe('backends', () => {
  const echo = CorsBackend.echo();
  const lambda = (stack: Stack): CorsBackend => CorsBackend.lambdaFunction(backendFunction(stack));

  test.each<[string, CorsGatewayProps | ((stack: Stack) => CorsGatewayProps), string[]]>([
    ['a path that no endpoint names', { backends: { '/b': echo } }, ['backends["/b"] is "/b"']],
    [
      'a path below an endpoint that names itself alone',
      { endpoints: table('/a'), backends: { '/a/b': echo } },
      ['backends["/a/b"] is "/a/b"'],
    ],
    ['the root', { backends: { '/': echo } }, ['backends["/"] is "/"']],
    [
      'a path without a slash',
      { backends: { 'services/data': echo } },
      ['backends["services/data"] is "services/data"'],
    ],
    [
      'a path with a slash at its end',
      { backends: { '/services/data/': echo } },
      ['backends["/services/data/"] is "/services/data/"'],
    ],
    [
      'paths that meet',
      {
        endpoints: table('/d/{a}'),
        backends: { '/d/{a}': echo, '/d/{b}': echo },
      },
      ['backends["/d/{b}"] is "/d/{b}"'],
    ],
    [
      'a version that takes all of the backend above',
      (stack) => ({ backends: { '/services/data': lambda(stack), '/services/data/v*': echo } }),
      ['backends["/services/data/v*"] is "/services/data/v*"'],
    ],
    [
      'a path that no resource can have',
      { endpoints: table('/a~b'), backends: { '/a~b': echo } },
      ['backends["/a~b"] is "/a~b"'],
    ],
    [
      'http across a network',
      { backends: { '/services/data': CorsBackend.http('http://api.example.com') } },
      ['backends["/services/data"] is "http://api.example.com"'],
    ],
    [
      'no URL',
      { defaultBackend: CorsBackend.http('api.example.com') },
      ['defaultBackend is "api.example.com"'],
    ],
    [
      'a URL with a query',
      { defaultBackend: CorsBackend.http('https://a.example/?x') },
      ['defaultBackend is "https://a.example/?x"'],
    ],
    [
      'a URL with a password',
      { defaultBackend: CorsBackend.http('https://a:b@a.example') },
      ['defaultBackend is "https://a:b@a.example"'],
    ],
    [
      '127.0.0.1 by another name',
      { defaultBackend: CorsBackend.http('http://127.0.0.1.example') },
      ['defaultBackend is "http://127.0.0.1.example"'],
    ],
    [
      'an imported function that would need an environment',
      (stack) => {
        const arn = 'arn:aws:lambda:eu-central-1:123456789012:function:backend';
        const handler = LambdaFunction.fromFunctionArn(stack, 'Imported', arn);
        return { defaultBackend: CorsBackend.lambdaFunction(handler, { middleware: true }) };
      },
      ['defaultBackend.middleware is true'],
    ],
    ['no time', { upstreamTimeout: Duration.seconds(0) }, ['upstreamTimeout is 0']],
    ['more time than API Gateway has', { upstreamTimeout: Duration.seconds(29) }, ['upstreamTimeout is 29']],
  ])('%s', (_, props, expected) => {
    expect(gatewayComplaints(props)).toEqual(expected);
  });

  test.each([
    'http://localhost:1',
    'http://127.0.0.1',
    'http://127.1.2.3/base',
    'http://[::1]:8080',
    'https://a.example',
  ])('%s is a backend', (url) => {
    stackOf((stack) => new CorsGateway(stack, 'Cors', { defaultBackend: CorsBackend.http(url) }));
  });

  test('more resources than an API holds', () => {
    const build = (maxApiResources?: number): void => {
      const paths = Array.from({ length: 20 }, (_, i): [string, CorsBackend] => [
        `/services/data/part-${i}`,
        echo,
      ]);
      const props = {
        backends: Object.fromEntries(paths),
        ...(maxApiResources === undefined ? {} : { maxApiResources }),
      };
      stackOf((stack) => new CorsGateway(stack, 'Cors', props));
    };
    expect(() => {
      build(42);
    }).toThrow(/\[Example\/Cors\] backends is 43: .+ 42 resources in one API \(fix: .+\)/);
    build(43);
    build();
  });

  test('more resources than a stack holds', () => {
    const paths = Array.from({ length: 100 }, (_, i): [string, CorsBackend] => [
      `/services/data/part-${i}`,
      echo,
    ]);
    expect(() =>
      stackOf((stack) => new CorsGateway(stack, 'Cors', { backends: Object.fromEntries(paths) })),
    ).toThrow(/backends is \d+: .+ 500 resources in one stack \(fix: .+\)/);
  });

  test('more environment than Lambda takes', () => {
    const paths = Array.from({ length: 60 }, (_, i): [string, CorsBackend] => [
      `/services/data/part-${i}`,
      CorsBackend.http(`https://backend-${i}.example.com`),
    ]);
    expect(gatewayComplaints({ backends: Object.fromEntries(paths) })).toEqual([
      expect.stringMatching(/^the sum of .* is [4-9]\d{3}$/) as string,
    ]);
    const hosts = Array.from({ length: 80 }, (_, i) => existing(`host-${i}.example.com`, API));
    expect(complaints((stack) => new CorsAllowlist(stack, 'Cors', { ...WITH_TABLE, hosts }))).toEqual([
      expect.stringMatching(/^the sum of .* is [4-9]\d{3}$/) as string,
    ]);
  });
});

describe('methods that API Gateway does not have', () => {
  test.each(['PROPFIND', 'QUERY', 'query', 'TRACE', 'CONNECT'])('%s is refused', (method) => {
    expect(gatewayComplaints({ endpoints: table('/a', { methods: ['GET', method] }) })).toEqual([
      `endpoints["/a"].methods is "${method}"`,
    ]);
  });

  test('those that it has are taken', () => {
    const methods = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'];
    stackOf((stack) => new CorsGateway(stack, 'Cors', { endpoints: table('/a', { methods }) }));
  });

  test('an allowlist alone takes them: a function URL or an HTTP API may have them', () => {
    stackOf((stack) => new CorsAllowlist(stack, 'Cors', { endpoints: table('/a', { methods: ['QUERY'] }) }));
  });
});

describe('path prefixes of hosts, whose resources are there on every host', () => {
  const prefixed = (...prefixes: string[]): CorsHost[] =>
    prefixes.map((pathPrefix, i) => existing(`h${i}.example`, API, { pathPrefix }));
  const open = (path: string): CorsEndpoint => CorsEndpoint.allowlist(path, { match: PathMatch.PREFIX });

  test.each<[string, CorsGatewayProps, string[]]>([
    [
      'an endpoint for everything beside a closed one',
      { hosts: prefixed('/site'), endpoints: CorsEndpoints.of([open('/'), CorsEndpoint.closed('/admin')]) },
      ['hosts[0].pathPrefix is "/site"'],
    ],
    [
      'an endpoint around the prefix',
      { hosts: prefixed('/a/site'), endpoints: CorsEndpoints.of([open('/a')]) },
      ['hosts[0].pathPrefix is "/a/site"'],
    ],
    ['a prefix below another one', { hosts: prefixed('/a', '/a/b') }, ['hosts[1].pathPrefix is "/a/b"']],
  ])('%s is refused', (_, props, expected) => {
    expect(gatewayComplaints(props)).toEqual(expected);
  });

  test('one endpoint for everything is taken: every path is judged alike', () => {
    const endpoints = CorsEndpoints.of([open('/')]);
    stackOf((stack) => new CorsGateway(stack, 'Cors', { endpoints, hosts: prefixed('/site', '/other') }));
  });
});

describe('dropped headers', () => {
  test.each<[string, CorsGatewayProps, string[]]>([
    [
      'of a backend',
      { defaultBackend: CorsBackend.http('https://a.example', { droppedHeaders: ['X Tenant', 'X-A', '*'] }) },
      ['defaultBackend.droppedHeaders[0] is "X Tenant"', 'defaultBackend.droppedHeaders[2] is "*"'],
    ],
    [
      'that frame the request',
      { defaultBackend: CorsBackend.http('https://a.example', { droppedHeaders: ['Content-Length'] }) },
      ['defaultBackend.droppedHeaders[0] is "Content-Length"'],
    ],
    [
      'fixed headers without a name, of the request, and with a line break',
      {
        oauthUpstream: {
          issuer: 'https://i.example',
          headers: { 'a b': 'x', Host: 'h', Cookie: 'c', 'X-Key': 'a\nb', 'X-Fine': 'a b' },
        },
      },
      [
        'oauthUpstream.headers["a b"] is "a b"',
        'oauthUpstream.headers["Host"] is "Host"',
        'oauthUpstream.headers["Cookie"] is "Cookie"',
        'oauthUpstream.headers["X-Key"] is "a\\nb"',
      ],
    ],
    [
      'of an issuer, known only at deployment',
      { oauthUpstream: { issuer: 'https://i.example', droppedHeaders: [Aws.STACK_NAME] } },
      ['oauthUpstream.droppedHeaders[0] is known only at deployment'],
    ],
    [
      'that are one text',
      JSON.parse(
        '{"oauthUpstream":{"issuer":"https://i.example","droppedHeaders":"X-A"}}',
      ) as CorsGatewayProps,
      ['oauthUpstream.droppedHeaders is "X-A"'],
    ],
  ])('%s are refused when they are not names', (_, props, expected) => {
    expect(gatewayComplaints(props)).toEqual(expected);
  });
});

describe('an OAuth upstream', () => {
  const issuer = 'https://idp.example.com';

  test.each<[string, CorsGatewayProps, string[]]>([
    [
      'http across a network',
      { oauthUpstream: { issuer: 'http://idp.example.com' } },
      ['oauthUpstream.issuer is "http://idp.example.com"'],
    ],
    [
      'no endpoint with a role',
      { endpoints: table('/a'), oauthUpstream: { issuer } },
      ['oauthUpstream is "https://idp.example.com"'],
    ],
    [
      'a path that the table does not have',
      { oauthUpstream: { issuer, paths: { '/token': '/oauth2/token' } } },
      ['oauthUpstream.paths["/token"] is "/token"'],
    ],
    [
      'a path that is another host',
      { oauthUpstream: { issuer, paths: { '/services/oauth2/token': '//evil.example/token' } } },
      ['oauthUpstream.paths["/services/oauth2/token"] is "//evil.example/token"'],
    ],
    [
      'a page without a slash',
      { oauthUpstream: { issuer, pages: ['login'] } },
      ['oauthUpstream.pages[0] is "login"'],
    ],
    [
      'a page twice',
      { oauthUpstream: { issuer, pages: ['/login', '/login'] } },
      ['oauthUpstream.pages[1] is "/login"'],
    ],
    [
      'a page that the table has otherwise',
      { oauthUpstream: { issuer, pages: ['/services/data'] } },
      ['oauthUpstream.pages[0] is "/services/data"'],
    ],
    [
      'a backend at a path of the issuer',
      { oauthUpstream: { issuer }, backends: { '/services/oauth2/token': CorsBackend.echo() } },
      ['backends["/services/oauth2/token"] is "/services/oauth2/token"'],
    ],
  ])('%s', (_, props, expected) => {
    expect(gatewayComplaints(props)).toEqual(expected);
  });
});

describe('client secrets', () => {
  const BLIND = ['clientSecrets is "block"', 'clientSecrets is "block"', 'clientSecrets is "block"'];
  const block = { clientSecrets: ClientSecrets.BLOCK };

  test.each<[string, (stack: Stack) => CorsGatewayProps, string[]]>([
    [
      'cannot be blocked in front of a function that does not look',
      (stack) => ({ ...block, defaultBackend: CorsBackend.lambdaFunction(backendFunction(stack)) }),
      BLIND,
    ],
    [
      'cannot be blocked at the one endpoint of such a function',
      (stack) => ({
        ...block,
        endpoints: CorsEndpoints.of([
          CorsEndpoint.oauth('/token', { role: OAuthRole.TOKEN }),
          CorsEndpoint.oauth('/authorize', { role: OAuthRole.AUTHORIZE, page: true }),
        ]),
        backends: {
          '/token': CorsBackend.lambdaFunction(backendFunction(stack)),
          '/authorize': CorsBackend.lambdaFunction(backendFunction(stack, 'Other')),
        },
      }),
      ['clientSecrets is "block"'],
    ],
  ])('%s', (_, props, expected) => {
    expect(gatewayComplaints(props)).toEqual(expected);
  });

  test.each<[string, (stack: Stack) => CorsGatewayProps]>([
    ['the evaluator looks', () => ({ ...block })],
    ['the echo function looks', () => ({ ...block, defaultBackend: CorsBackend.echo() })],
    [
      'a function with withCors looks',
      (stack) => ({
        ...block,
        defaultBackend: CorsBackend.lambdaFunction(backendFunction(stack), { middleware: true }),
      }),
    ],
    [
      'the function stands elsewhere',
      (stack) => ({
        ...block,
        backends: { '/services/data': CorsBackend.lambdaFunction(backendFunction(stack)) },
      }),
    ],
    [
      'the issuer answers those endpoints',
      (stack) => ({
        ...block,
        defaultBackend: CorsBackend.lambdaFunction(backendFunction(stack)),
        oauthUpstream: { issuer: 'https://idp.example.com' },
      }),
    ],
  ])('can be blocked where %s', (_, props) => {
    stackOf((stack) => new CorsGateway(stack, 'Cors', props(stack)));
  });
});

describe('an API', () => {
  test.each<[string, CorsGatewayProps, string[]]>([
    ['without a way in', { disableExecuteApiEndpoint: true }, ['disableExecuteApiEndpoint is true']],
    [
      'whose requests would cross a network in the clear, to whichever host',
      { defaultBackend: CorsBackend.http(`http://${Lazy.string({ produce: () => 'a.example' })}/`) },
      ['defaultBackend is known only at deployment'],
    ],
    [
      'with white space around the URL of its backend',
      { defaultBackend: CorsBackend.http('https://a.example\n') },
      ['defaultBackend is "https://a.example\\n"'],
    ],
    [
      'whose issuer has everything for a page',
      { oauthUpstream: { issuer: 'https://i.example', pages: ['/'] } },
      ['oauthUpstream.pages[0] is "/"'],
    ],
    ['with a stage that has no name', { stageName: '' }, ['stageName is ""']],
    ['with a stage that is a path', { stageName: 'a/b' }, ['stageName is "a/b"']],
    ['that takes no requests', { throttlingRateLimit: 0 }, ['throttlingRateLimit is 0']],
    ['that takes fewer than none', { throttlingBurstLimit: -1 }, ['throttlingBurstLimit is -1']],
    ['that takes half a request', { throttlingBurstLimit: 1.5 }, ['throttlingBurstLimit is 1.5']],
    [
      'with a path prefix that nobody knows yet',
      { hosts: [existing('a.example', API, { pathPrefix: Lazy.string({ produce: () => '/a' }) })] },
      ['hosts[0].pathPrefix is known only at deployment'],
    ],
  ])('%s', (_, props, expected) => {
    expect(gatewayComplaints(props)).toEqual(expected);
  });

  test('with a base path that no mapping takes', () => {
    expect(
      gatewayComplaints((stack) => {
        const arn = 'arn:aws:acm:eu-central-1:123456789012:certificate/one';
        const certificate = Certificate.fromCertificateArn(stack, 'Certificate', arn);
        const host = { domainName: 'a.example', certificate, kind: HostKind.API, basePath: '/a%20b' };
        return { hosts: [CorsHost.custom(host)] };
      }),
    ).toEqual(['hosts[0].basePath is "/a%20b"']);
  });
});

describe('a certificate', () => {
  const hostsWith = (stack: Stack, arn: string): CorsGatewayProps => {
    const certificate = Certificate.fromCertificateArn(stack, 'Certificate', arn);
    return { hosts: [CorsHost.custom({ domainName: 'a.example', certificate, kind: API })] };
  };
  const env = { account: '123456789012', region: 'eu-central-1' };
  const build = (arn: string): void => {
    stackOf((stack) => new CorsGateway(stack, 'Cors', hostsWith(stack, arn)), {}, { env });
  };

  test('of another region is refused', () => {
    const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/one';
    expect(() => {
      build(arn);
    }).toThrow(`hosts[0].certificate is "${arn}": `);
  });

  test('of the region of the API is taken, and so is one of any region where that is not known', () => {
    build('arn:aws:acm:eu-central-1:123456789012:certificate/one');
    const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/one';
    stackOf((stack) => new CorsGateway(stack, 'Cors', hostsWith(stack, arn)));
  });

  test('that is left out is named', () => {
    const host = JSON.parse('{"domainName":"a.example","kind":"api"}') as Parameters<
      typeof CorsHost.custom
    >[0];
    expect(gatewayComplaints({ hosts: [CorsHost.custom(host)] })).toEqual([
      'hosts[0].certificate is missing',
    ]);
  });
});

describe('an admin API', () => {
  const adminComplaints = (props: (stack: Stack) => Partial<CorsAdminApiProps>): string[] =>
    complaints((stack) => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
      new CorsAdminApi(stack, 'Cors', { allowlist, ...props(stack) });
    });

  test('says what its stage and its functions cannot have', () => {
    const props = {
      stageName: 'a b',
      throttlingRateLimit: 0,
      throttlingBurstLimit: -1,
      admin: { memorySize: 1.5 },
    };
    expect(adminComplaints(() => props)).toEqual([
      'throttlingRateLimit is 0',
      'throttlingBurstLimit is -1',
      'stageName is "a b"',
      'admin.memorySize is 1.5',
    ]);
  });

  test('needs an allowlist', () => {
    expect(adminComplaints(() => ({ allowlist: undefined as never }))).toEqual(['allowlist is missing']);
  });

  test('needs to know the stage of the API whose verdicts it predicts', () => {
    expect(adminComplaints((stack) => ({ gatewayApi: RestApi.fromRestApiId(stack, 'Api', 'abc') }))).toEqual([
      'gatewayApi is "Example/Api"',
    ]);
    expect(
      adminComplaints((stack) => ({ gatewayApi: new RestApi(stack, 'Api', { deploy: false }) as IRestApi })),
    ).toEqual(['gatewayApi is "Example/Api"']);
  });
});
