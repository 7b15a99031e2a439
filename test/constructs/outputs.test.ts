import { CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CorsAdminApi,
  CorsAllowlist,
  CorsGateway,
  CorsHost,
  HostKind,
  type CorsGatewayProps,
} from '../../lib';
import { complaints } from './support/complaints';
import { scratchApp } from './support/scratch-app';
import { stackOf } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

type Outputs = Record<string, { readonly Value: unknown; readonly Export?: unknown }>;

/** The outputs that a stack has, beside those that the CDK gives to its APIs. */
function outputsOf(build: (stack: Stack) => void): Outputs {
  const app = scratchApp();
  const stack = new Stack(app, 'Example');
  build(stack);
  const { Outputs: all = {} } = Template.fromStack(stack).toJSON() as { Outputs?: Outputs };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !/Endpoint[0-9A-F]{8}$/.test(name)));
}

function namesOf(build: (stack: Stack) => void): string[] {
  return Object.keys(outputsOf(build)).sort();
}

const gateway =
  (props: CorsGatewayProps = {}, id = 'Cors') =>
  (stack: Stack): CorsGateway =>
    new CorsGateway(stack, id, props);
const generated = (name: string, id: string): unknown =>
  expect.stringMatching(new RegExp(`^${id}${name}[0-9A-F]{8}$`));

test.each<[string, (stack: Stack) => void, unknown[]]>([
  ['a gateway', gateway(), ['AdminUrl', 'GatewayUrl', 'TableName']],
  ['a gateway without an admin API', gateway({ adminApi: false }), ['GatewayUrl', 'TableName']],
  ['a gateway that shall have none', gateway({ outputs: false }), []],
  [
    'a second gateway, whose names the CDK makes',
    (stack) => {
      gateway({ adminApi: false })(stack);
      gateway({ adminApi: false }, 'Partners')(stack);
    },
    ['GatewayUrl', generated('GatewayUrl', 'Partners'), generated('TableName', 'Partners'), 'TableName'],
  ],
  [
    'a gateway beside an output of the user, made before it',
    (stack) => {
      new CfnOutput(stack, 'GatewayUrl', { value: 'mine' });
      gateway({ adminApi: false })(stack);
    },
    [generated('GatewayUrl', 'Cors'), 'GatewayUrl', 'TableName'],
  ],
  [
    'and after it',
    (stack) => {
      gateway({ adminApi: false })(stack);
      new CfnOutput(stack, 'TableName', { value: 'mine' });
    },
    [generated('TableName', 'Cors'), 'GatewayUrl', 'TableName'],
  ],
  [
    'an admin API',
    (stack) =>
      new CorsAdminApi(stack, 'Admin', { allowlist: new CorsAllowlist(stack, 'Allowlist', WITH_TABLE) }),
    ['AdminUrl'],
  ],
  [
    'an admin API that shall have none',
    (stack) => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
      new CorsAdminApi(stack, 'Admin', { allowlist, outputs: false });
    },
    [],
  ],
  ['an allowlist alone', (stack) => new CorsAllowlist(stack, 'Allowlist', WITH_TABLE), []],
])('%s', (_, build, expected) => {
  expect(namesOf(build)).toEqual(expected);
});

test("what the user calls by one of the names stays the user's", () => {
  const outputs = outputsOf((stack) => {
    gateway()(stack);
    new CfnOutput(stack, 'GatewayUrl', { value: 'mine' });
  });
  expect(outputs['GatewayUrl']).toEqual({ Value: 'mine' });
});

test('gateways in nested stacks have theirs on the stack that is deployed', () => {
  const outputs = outputsOf((stack) => {
    for (const id of ['One', 'Two']) gateway({ adminApi: false })(new NestedStack(stack, id));
  });
  expect(Object.keys(outputs).sort()).toEqual([
    expect.stringMatching(/^ExampleTwoCorsGatewayUrl/),
    expect.stringMatching(/^ExampleTwoCorsTableName/),
    'GatewayUrl',
    'TableName',
  ]);
  expect(JSON.stringify(outputs['GatewayUrl']!.Value)).toMatch(/^\{"Fn::(Join|GetAtt)".*Outputs\./);
});

test('the URL is that of a host where the execute-api host refuses all requests', () => {
  const arn = 'arn:aws:acm:eu-central-1:123456789012:certificate/one';
  const outputs = outputsOf((stack) => {
    const certificate = Certificate.fromCertificateArn(stack, 'Certificate', arn);
    const host = CorsHost.custom({
      domainName: 'api.example.com',
      basePath: '/v1',
      certificate,
      kind: HostKind.API,
    });
    gateway({ disableExecuteApiEndpoint: true, hosts: [host], adminApi: false })(stack);
  });
  expect(outputs['GatewayUrl']!.Value).toBe('https://api.example.com/v1');
});

test.each<[string, (stack: Stack) => void]>([
  ['a gateway', (stack) => new CorsGateway(stack, 'Cors', { outputs: 'no' as never })],
  [
    'an admin API',
    (stack) => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
      new CorsAdminApi(stack, 'Admin', { allowlist, outputs: 'no' as never });
    },
  ],
])('%s: a choice of another type is an error', (_, build) => {
  expect(complaints(() => stackOf(build))).toEqual(['outputs is "no"']);
});
