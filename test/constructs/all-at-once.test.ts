import { Duration, type Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import {
  AdminAuth,
  CorsAllowlist,
  CorsGateway,
  type CorsAllowlistProps,
  type CorsGatewayProps,
} from '../../lib';
import { parsePattern } from '../../lib/core/origin-pattern';
import { complaints } from './support/complaints';
import { stackOf } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

jest.mock('../../lib/core/origin-pattern', () => {
  const actual = jest.requireActual<{ readonly parsePattern: typeof parsePattern }>(
    '../../lib/core/origin-pattern',
  );
  return { ...actual, parsePattern: jest.fn(actual.parsePattern) };
});

const env = { account: '123456789012', region: 'eu-central-1' };

function gateway(props: CorsGatewayProps | ((stack: Stack) => CorsGatewayProps)): void {
  stackOf(
    (stack) => new CorsGateway(stack, 'Cors', typeof props === 'function' ? props(stack) : props),
    {},
    { env },
  );
}

test('props of the gateway, of its table and of its admin API are named in one error, as the user wrote them', () => {
  expect(
    complaints(() => {
      gateway((stack) => ({
        cacheTtl: Duration.seconds(301),
        replicas: [{ region: env.region }],
        adminAuth: AdminAuth.cognito(new UserPool(stack, 'Pool'), { manageAllowlistGroup: 'a b' }),
        initialOrigins: [{ pattern: 'https://a.example' }, { pattern: 'https://b.example/' }],
        exposedHeaders: Array.from({ length: 400 }, (_, i) => `X-Header-${i}`),
      }));
    }),
  ).toEqual([
    'cacheTtl is 301',
    'replicas[0].region is "eu-central-1"',
    'initialOrigins[1].pattern is "https://b.example/"',
    expect.stringMatching(/^the sum of endpoints.* is \d+$/) as string,
    'adminAuth.manageAllowlistGroup is "a b"',
  ]);
});

describe('each initial origin is parsed once', () => {
  const initialOrigins = Array.from({ length: 5 }, (_, i) => ({ pattern: `https://n${i}.example` }));

  test.each<[string, (props: CorsAllowlistProps) => void]>([
    ['by a gateway', gateway],
    [
      'by an allowlist',
      (props) => stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, ...props })),
    ],
  ])('%s', (_, build) => {
    jest.mocked(parsePattern).mockClear();
    build({ initialOrigins });
    expect(jest.mocked(parsePattern).mock.calls.map(([pattern]) => pattern)).toEqual(
      initialOrigins.map(({ pattern }) => pattern),
    );
  });
});

describe('a program without types hands in a wrong type', () => {
  const wrong = (json: object): CorsGatewayProps => json;

  test.each<[string, CorsGatewayProps, string[]]>([
    ['a number for a duration', wrong({ cacheTtl: 5, maxAge: 60 }), ['cacheTtl is 5', 'maxAge is 60']],
    [
      'a text for a list',
      wrong({ sameOriginAliases: 'https://a.example' }),
      ['sameOriginAliases is "https://a.example"'],
    ],
    ['names for hosts', wrong({ hosts: ['a.example'] }), ['hosts is ["a.example"]']],
    ['paths for an endpoint table', wrong({ endpoints: ['/a'] }), ['endpoints is ["/a"]']],
    ['a URL for a backend', wrong({ defaultBackend: 'https://a' }), ['defaultBackend is "https://a"']],
    ['URLs for backends', wrong({ backends: { '/a': 'https://a' } }), ['backends is {"/a":"https://a"}']],
    ['a URL for an issuer', wrong({ oauthUpstream: 'https://a' }), ['oauthUpstream is "https://a"']],
    [
      'one page for pages',
      wrong({ oauthUpstream: { issuer: 'https://a', pages: '/a' } }),
      ['oauthUpstream is {"issuer":"https://a","pages":"/a"}'],
    ],
    ['a text for a way to sign in', wrong({ adminAuth: 'iam' }), ['adminAuth is "iam"']],
    ['a text for a number', wrong({ throttlingRateLimit: '5' }), ['throttlingRateLimit is "5"']],
    ['a number for a stage', wrong({ stageName: 5 }), ['stageName is 5']],
    ['null', wrong({ hosts: null, existingTable: null }), ['hosts is null', 'existingTable is null']],
    [
      'a wrong type beside a value that cannot work',
      wrong({ maxAge: 60, cacheTtl: Duration.seconds(301) }),
      ['maxAge is 60', 'cacheTtl is 301'],
    ],
  ])('%s', (_, props, expected) => {
    expect(
      complaints(() => {
        gateway(props);
      }),
    ).toEqual(expected);
  });
});
