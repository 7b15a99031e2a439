import { CorsAllowlist, CorsEndpoint, CorsEndpoints, CorsGateway, type CorsAllowlistProps } from '../../lib';
import { Fn } from 'aws-cdk-lib';
import { readPolicyDocument } from '../../lambda/shared/configuration/configuration';
import { REFUSALS } from '../../lib/core';
import { complaints } from './support/complaints';
import { environmentOf, stackOf } from './support/stack-of';

const TABLE = 'arn:aws:dynamodb:eu-central-1:123456789012:table/allowlist';
const imported = CorsAllowlist.fromCorsAllowlistAttributes.bind(CorsAllowlist);

describe('no preset fits every API', () => {
  test.each<[string, () => unknown, string[]]>([
    ['an allowlist', () => stackOf((stack) => new CorsAllowlist(stack, 'Cors')), []],
    [
      'over a table that is there',
      () => stackOf((stack) => new CorsAllowlist(stack, 'Cors', { existingTable: { tableArn: TABLE } })),
      [],
    ],
    ['imported', () => stackOf((stack) => imported(stack, 'Cors', { tableArn: TABLE })), []],
    [
      'with another mistake',
      () => stackOf((stack) => new CorsAllowlist(stack, 'Cors', { tableName: 'a b' })),
      ['tableName is "a b"'],
    ],
  ])('%s without an endpoint table is an error', (_, build, others) => {
    expect(complaints(build)).toEqual(['endpoints is missing', ...others]);
  });

  test('a gateway has that of Salesforce', () => {
    const environment = environmentOf(stackOf((stack) => new CorsGateway(stack, 'Cors')));
    expect(environment['CORS_ENDPOINTS']).toContain('"salesforce"');
  });
});

test.each<[string, unknown]>([
  ['a list of paths', ['/orders']],
  ['a name', 'salesforce'],
])('%s is no endpoint table', (_, value) => {
  const props = { endpoints: value } as CorsAllowlistProps;
  const expected = [`endpoints is ${JSON.stringify(value)}`];
  expect(complaints(() => stackOf((stack) => new CorsAllowlist(stack, 'Cors', props)))).toEqual(expected);
  const attributes = { ...props, tableArn: TABLE };
  expect(complaints(() => stackOf((stack) => imported(stack, 'Cors', attributes)))).toEqual(expected);
});

describe('methods', () => {
  const all = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
  test.each<[string, string[], string[]]>([
    ['in small letters', ['get', 'post'], ['GET', 'POST']],
    ['in any letter case, each once', ['Get', 'GET', 'pAtCh'], ['GET', 'PATCH']],
    ['ANY', ['any'], all],
    ['ANY beside others', ['PUT', 'ANY'], ['PUT', 'GET', 'HEAD', 'POST', 'PATCH', 'DELETE']],
    ['others as they are, because their letter case counts', ['Query', 'query'], ['Query', 'query']],
  ])('%s', (_, methods, expected) => {
    const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { methods })]);
    const environment = environmentOf(stackOf((stack) => new CorsAllowlist(stack, 'Cors', { endpoints })));
    expect(readPolicyDocument(environment).endpoints[0]!.methods).toEqual(expected);
  });

  test('OPTIONS in any letter case is refused, because the gateway answers it', () => {
    const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { methods: ['options'] })]);
    expect(complaints(() => stackOf((stack) => new CorsAllowlist(stack, 'Cors', { endpoints })))).toEqual([
      'endpoints["/orders"].methods is "OPTIONS"',
    ]);
  });
});

describe('a program without types', () => {
  const orders = (options: object): CorsEndpoint => CorsEndpoint.allowlist('/orders', options);
  const table = (endpoints: unknown): CorsEndpoints => CorsEndpoints.of(endpoints as CorsEndpoint[]);
  test.each<[string, () => CorsEndpoints, string[]]>([
    [
      'a method for a list',
      () => table([orders({ methods: 'GET' })]),
      ['endpoints["/orders"].methods is "GET"'],
    ],
    ['no text in a list', () => table([orders({ methods: [1] })]), ['endpoints["/orders"].methods is [1]']],
    [
      'several at once',
      () => table([orders({ hostKinds: 'api', page: 'yes', credentials: 1, maxAge: 60 })]),
      [
        'endpoints["/orders"].hostKinds is "api"',
        'endpoints["/orders"].page is "yes"',
        'endpoints["/orders"].credentials is 1',
        'endpoints["/orders"].maxAge is 60',
      ],
    ],
    [
      'headers',
      () => table([orders({ exposedHeaders: 'ETag', allowedHeaders: {} })]),
      ['endpoints["/orders"].exposedHeaders is "ETag"', 'endpoints["/orders"].allowedHeaders is {}'],
    ],
    ['a path for an endpoint', () => table([orders({}), '/orders']), ['endpoints[1] is "/orders"']],
    ['nothing for an endpoint', () => table([null]), ['endpoints[0] is null']],
    [
      'an endpoint for a list',
      () => table(orders({})),
      [expect.stringMatching(/^endpoints is \{/) as string],
    ],
    ['no list', () => table(undefined), ['endpoints is missing']],
    [
      'no path',
      () => table([CorsEndpoint.allowlist(undefined as unknown as string)]),
      ['endpoints[0].path is missing'],
    ],
    ['in plus()', () => table([]).plus(['/a'] as never), ['endpoints[0] is "/a"']],
    ['in replacing()', () => table([]).replacing(['/a'] as never), ['endpoints[0] is "/a"']],
  ])('%s', (_, endpoints, expected) => {
    const build = (): unknown =>
      stackOf((stack) => new CorsAllowlist(stack, 'Cors', { endpoints: endpoints() }));
    expect(complaints(build)).toEqual(expected);
  });
});

describe('the reason of a metric', () => {
  const both = (reason: string): unknown[] =>
    (['metricRefused', 'metricWouldRefuse'] as const).map((metric) => () => {
      stackOf((stack) => {
        new CorsGateway(stack, 'Cors').allowlist[metric]({ reason });
      });
    });

  test.each<[string, string]>([
    ['origin_not_alowlisted', 'write "origin_not_allowlisted"'],
    ['Endpoint_Closed', 'write "endpoint_closed"'],
    ['host-not-supported', 'write "host_not_supported"'],
    ['origin_allowlisted', 'use one of cross_site_read, null_origin'],
    ['not_cors', 'use one of cross_site_read, null_origin'],
    ['', 'use one of cross_site_read, null_origin'],
  ])('%j is an error with its mend', (reason, fix) => {
    for (const build of both(reason)) {
      expect(complaints(build as () => unknown)).toEqual([`reason is ${JSON.stringify(reason)}`]);
      expect(build).toThrow(fix);
    }
  });

  test('every code of a refusal, and one that a deployment fills in, is taken', () => {
    for (const reason of [...REFUSALS, Fn.ref('Reason')]) {
      for (const build of both(reason)) expect(build).not.toThrow();
    }
  });
});
