import { Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import {
  AdminAuth,
  CorsAdminApi,
  CorsAllowlist,
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  CorsHost,
  HostKind,
  type CorsGatewayProps,
} from '../../lib';
import { asRestApi } from '../../lib/constructs/private/api/as-rest-api';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { parts } from './support/judged-api';
import { scratchApp } from './support/scratch-app';

/** The parts of an app that a call needs, and a value that a program without types hands in. */
interface Call {
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
  readonly given: never;
}

const WRONG: readonly unknown[] = [null, 'x', 5, true, []];

const gateway = ({ stack }: Call, props: CorsGatewayProps): unknown => new CorsGateway(stack, 'Cors', props);
const table = ({ stack }: Call, endpoints: CorsEndpoints): unknown =>
  new CorsAllowlist(stack, 'Other', { endpoints });
const auth = ({ stack, allowlist }: Call, own: AdminAuth): unknown =>
  new CorsAdminApi(stack, 'Admin', { allowlist, auth: own });
const pool = (stack: Stack): UserPool => new UserPool(stack, 'Pool');

/** Every public constructor, factory and method that takes an object of options, and a word of what its error names. */
const OPTIONS: readonly (readonly [name: string, call: (call: Call) => unknown, prop: string])[] = [
  ['new CorsAllowlist', ({ stack, given }) => new CorsAllowlist(stack, 'Other', given), 'props'],
  ['new CorsGateway', (call) => gateway(call, call.given), 'props'],
  ['new CorsAdminApi', ({ stack, given }) => new CorsAdminApi(stack, 'Admin', given), 'props'],
  [
    'fromCorsAllowlistAttributes',
    ({ stack, given }) => CorsAllowlist.fromCorsAllowlistAttributes(stack, 'Other', given),
    'attributes',
  ],
  [
    'protect',
    ({ allowlist, api, given }) => {
      allowlist.protect(api, given);
    },
    'options',
  ],
  [
    'protectedDefinition',
    ({ allowlist, given }) => allowlist.protectedDefinition({ openapi: '3.0.1' }, given),
    'options',
  ],
  [
    'fromRoutes',
    (call) => table(call, CorsEndpoints.fromRoutes(asRestApi(call.api), call.given)),
    'endpoints.options',
  ],
  ...(['allowlist', 'oauth', 'publicAccess', 'closed'] as const).map(
    (name) =>
      [
        `CorsEndpoint.${name}`,
        (call: Call) => table(call, CorsEndpoints.of([CorsEndpoint[name]('/a', call.given)])),
        'endpoints["/a"].options',
      ] as const,
  ),
  [
    'CorsBackend.lambdaFunction',
    (call) =>
      gateway(call, {
        defaultBackend: CorsBackend.lambdaFunction(backendFunction(call.stack, 'Fn'), call.given),
      }),
    'defaultBackend.options',
  ],
  [
    'CorsBackend.http',
    (call) =>
      gateway(call, { backends: { '/services': CorsBackend.http('https://a.example.com', call.given) } }),
    'backends["/services"].options',
  ],
  ['CorsHost.custom', (call) => gateway(call, { hosts: [CorsHost.custom(call.given)] }), 'hosts[0].options'],
  [
    'CorsHost.existing',
    (call) => gateway(call, { hosts: [CorsHost.existing('a.example.com', HostKind.API, call.given)] }),
    'hosts[0].options',
  ],
  [
    'AdminAuth.cognito',
    (call) => auth(call, AdminAuth.cognito(pool(call.stack), call.given)),
    'auth.options',
  ],
  ...(
    [
      'metricAllowed',
      'metricRefused',
      'metricWouldRefuse',
      'metricStoreUnavailable',
      'metricClientSecretSeen',
      'metricTokenRefused',
      'metricEvaluatorError',
      'metricLookupLatency',
    ] as const
  ).map((name) => [name, ({ allowlist, given }: Call) => allowlist[name](given), 'options'] as const),
  ['metric', ({ allowlist, given }) => allowlist.metric('Allowed', given), 'options'],
];

/** Arguments of another kind than options. */
const ARGUMENTS: readonly (readonly [name: string, call: (call: Call) => unknown, prop: string])[] = [
  [
    'CorsBackend.lambdaFunction',
    (call) => gateway(call, { backends: { '/services': CorsBackend.lambdaFunction(call.given) } }),
    'backends["/services"].handler',
  ],
  [
    'CorsBackend.http',
    (call) => gateway(call, { defaultBackend: CorsBackend.http(call.given) }),
    'defaultBackend.url',
  ],
  ['AdminAuth.cognito', (call) => auth(call, AdminAuth.cognito(call.given)), 'auth.userPool'],
  [
    'protect',
    ({ allowlist, given }) => {
      allowlist.protect(given);
    },
    'target',
  ],
  ['fromRoutes', (call) => table(call, CorsEndpoints.fromRoutes(call.given)), 'endpoints'],
  ['authorizerFor', ({ allowlist, given }) => allowlist.authorizerFor(given), 'api'],
  ['grantRead', ({ allowlist, given }) => allowlist.grantRead(given), 'grantee'],
  ['grantMiddleware', ({ allowlist, given }) => allowlist.grantMiddleware(given), 'handler'],
  ['protectedDefinitionFile', ({ allowlist, given }) => allowlist.protectedDefinitionFile(given), 'file'],
];

function propsOf(call: (call: Call) => unknown, given: unknown): readonly string[] {
  const stack = new Stack(scratchApp(), 'Example');
  const { api, allowlist } = parts(stack);
  return complaints(() => call({ stack, api, allowlist, given: given as never }));
}

describe('a program without types', () => {
  test.each(OPTIONS)('gets an error that names the options of %s', (_, call, prop) => {
    for (const given of WRONG) {
      expect(propsOf(call, given)).toContainEqual(`${prop} is ${JSON.stringify(given)}`);
    }
  });

  test.each(ARGUMENTS)('gets an error that names the argument of %s', (_, call, prop) => {
    for (const given of [undefined, null, 5, true, {}]) {
      expect(propsOf(call, given).some((line) => line.startsWith(`${prop} is `))).toBe(true);
    }
  });

  test('gets an error where a construct of another kind is given', () => {
    const role = (stack: Stack) =>
      new Role(stack, 'Role', { assumedBy: new ServicePrincipal('a.example.com') });
    expect(
      propsOf((call) => call.allowlist.authorizerFor(role(call.stack) as never as IRestApi), null),
    ).toHaveLength(1);
    expect(
      propsOf(
        (call) => gateway(call, { defaultBackend: CorsBackend.lambdaFunction(role(call.stack) as never) }),
        null,
      ),
    ).toEqual(['defaultBackend.handler is "Example/Role"']);
  });
});
