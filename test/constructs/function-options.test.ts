import { Annotations as Say, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { GatewayVpcEndpointAwsService, type IVpc, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LayerVersion,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import {
  AdminAuth,
  CorsAdminApi,
  CorsAllowlist,
  CorsBackend,
  CorsGateway,
  type CorsFunctionOptions,
  type CorsGatewayProps,
} from '../../lib';
import { complaints } from './support/complaints';
import { scratchApp } from './support/scratch-app';
import { stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const folder = mkdtempSync(join(tmpdir(), 'function-options-'));
const pem = join(folder, 'authority.pem');
const PEM = '-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n';
writeFileSync(pem, PEM);
writeFileSync(join(folder, 'key.pem'), `${PEM}-----BEGIN EC PRIVATE KEY-----\nAA==\n`);
writeFileSync(join(folder, 'text.pem'), 'no certificate');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface FunctionProperties {
  readonly Environment: { readonly Variables: Record<string, unknown> };
  readonly Code: { readonly S3Key: string };
}

/** The functions that take options, by the logical id that they begin with; `prop` is what names the options. */
const SEATS = [
  { seat: 'the evaluator', id: /^CorsAllowlistEvaluator/, prop: 'evaluator' },
  { seat: 'the function of initial entries', id: /^CorsAllowlistInitialEntriesWriter/, prop: 'evaluator' },
  { seat: 'the admin function of the allowlist', id: /^CorsAdminAllowlistFunction/, prop: 'admin' },
  { seat: 'the admin function of the settings', id: /^CorsAdminSettings/, prop: 'admin' },
  { seat: 'the function of the console', id: /^CorsAdminConsolePageFunction/, prop: 'admin' },
] as const;

const EVERYTHING: CorsGatewayProps = {
  initialOrigins: [{ pattern: 'https://a.example' }],
  defaultBackend: CorsBackend.echo(),
};

/** A VPC with public subnets, and private ones with a way out. */
function vpcOf(stack: Stack): IVpc {
  return new Vpc(stack, 'Vpc', { maxAzs: 1 }) as IVpc;
}

type Options = CorsFunctionOptions | ((stack: Stack) => CorsFunctionOptions);

function gateway(prop: 'evaluator' | 'admin', options: Options): Built {
  return stackOf((stack) => {
    const given = typeof options === 'function' ? options(stack) : options;
    const pool = new UserPool(stack, 'Pool');
    pool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'example' } });
    new CorsGateway(stack, 'Cors', {
      ...EVERYTHING,
      ...(prop === 'admin' ? { adminAuth: AdminAuth.cognito(pool) } : {}),
      [prop]: given,
    });
  });
}

function propertiesOf(built: Built, id: RegExp): FunctionProperties & Record<string, unknown> {
  const functions = Object.entries(built.resources<FunctionProperties>('AWS::Lambda::Function'));
  const found = functions.find(([one]) => id.test(one));
  return found![1].Properties as FunctionProperties & Record<string, unknown>;
}

/** Options of a function, and the properties that follow from them. */
const OPTIONS: [string, Options, Record<string, unknown>][] = [
  ['memory', { memorySize: 2048 }, { MemorySize: 2048 }],
  ['an architecture', { architecture: Architecture.X86_64 }, { Architectures: ['x86_64'] }],
  [
    'a network',
    (stack) => {
      const vpc = vpcOf(stack);
      const group = new SecurityGroup(stack, 'Group', { vpc });
      const vpcSubnets = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
      return { vpc, vpcSubnets, securityGroups: [group] };
    },
    {
      VpcConfig: {
        SubnetIds: [{ Ref: expect.stringMatching(/^VpcPrivateSubnet1Subnet/) as string }],
        SecurityGroupIds: [{ 'Fn::GetAtt': [expect.stringMatching(/^Group/), 'GroupId'] }],
      },
    },
  ],
  [
    'a log group',
    (stack) => ({ logGroup: new LogGroup(stack, 'Ours') }),
    { LoggingConfig: { LogGroup: { Ref: expect.stringMatching(/^Ours/) as string } } },
  ],
  [
    'a log level',
    { logLevel: ApplicationLogLevel.WARN },
    { Environment: { Variables: expect.objectContaining({ POWERTOOLS_LOG_LEVEL: 'WARN' }) as unknown } },
  ],
  [
    'a log level that Powertools calls by another name',
    { logLevel: ApplicationLogLevel.FATAL },
    { Environment: { Variables: expect.objectContaining({ POWERTOOLS_LOG_LEVEL: 'CRITICAL' }) as unknown } },
  ],
  ['tracing', { tracing: Tracing.PASS_THROUGH }, { TracingConfig: { Mode: 'PassThrough' } }],
  [
    'layers',
    (stack) => ({
      layers: [LayerVersion.fromLayerVersionArn(stack, 'Layer', 'arn:aws:lambda:eu-central-1:1:layer:a:1')],
    }),
    { Layers: ['arn:aws:lambda:eu-central-1:1:layer:a:1'] },
  ],
  [
    'an environment',
    { environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper' } },
    {
      Environment: {
        Variables: expect.objectContaining({
          AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper',
        }) as unknown,
      },
    },
  ],
  [
    'a certificate authority',
    { certificateAuthority: pem },
    {
      Environment: {
        Variables: expect.objectContaining({
          NODE_EXTRA_CA_CERTS: '/var/task/certificate-authority.pem',
        }) as unknown,
      },
    },
  ],
];

describe.each(SEATS)('$seat takes', ({ id, prop }) => {
  test.each(OPTIONS)('%s', (_, options, expected) => {
    expect(propertiesOf(gateway(prop, options), id)).toMatchObject(expected);
  });
});

test.each(SEATS)('$seat logs as long as its own options say, and not as the gateway says', ({ id, prop }) => {
  const retentions = (built: Built): unknown[] =>
    Object.entries(built.resources<{ RetentionInDays: number }>('AWS::Logs::LogGroup'))
      .filter(([one]) => id.test(one.replace(/Logs[0-9A-F]{8}$/, 'Function')))
      .map(([, { Properties }]) => Properties.RetentionInDays);
  const built = gateway(prop, { logRetention: RetentionDays.ONE_YEAR });
  expect(retentions(built)).toEqual([365]);
});

describe('concurrency', () => {
  const both: CorsFunctionOptions = { reservedConcurrentExecutions: 20, provisionedConcurrency: 5 };

  test.each(SEATS)('of $seat', ({ id, prop }) => {
    const isAlone = /Writer|Console/.test(id.source);
    const built = gateway(prop, both);
    expect(propertiesOf(built, id)['ReservedConcurrentExecutions']).toBe(isAlone ? undefined : 20);
    const provisioned = Object.entries(
      built.resources<{ ProvisionedConcurrencyConfig: unknown }>('AWS::Lambda::Alias'),
    ).filter(([one]) => id.test(one.replace(/Live[0-9A-F]{8}$/, 'Function')));
    const amount = { ProvisionedConcurrentExecutions: 5 };
    expect(provisioned.map(([, { Properties }]) => Properties.ProvisionedConcurrencyConfig)).toEqual(
      isAlone ? [] : [amount],
    );
  });
});

describe('permissions', () => {
  const statements = (built: Built): string =>
    JSON.stringify(Object.values(built.resources('AWS::IAM::Policy')).map(({ Properties }) => Properties));

  test('of X-Ray are there only where functions are traced', () => {
    const untraced = { tracing: Tracing.DISABLED };
    const traced = stackOf((stack) => new CorsAllowlist(stack, 'A', WITH_TABLE));
    const not = stackOf((stack) => new CorsAllowlist(stack, 'A', { ...WITH_TABLE, evaluator: untraced }));
    expect(statements(traced)).toContain('xray:');
    expect(statements(not)).not.toContain('xray:');
    expect(statements(not)).not.toContain('"*"');
  });

  test('of network interfaces are there only in a VPC, and never those of all log groups', () => {
    const inside = stackOf((stack) => {
      new CorsAllowlist(stack, 'A', { ...WITH_TABLE, evaluator: { vpc: vpcOf(stack) } });
    });
    expect(statements(inside)).toContain('ec2:CreateNetworkInterface');
    expect(statements(inside)).not.toContain('logs:CreateLogGroup');
    expect(statements(stackOf((stack) => new CorsAllowlist(stack, 'A', WITH_TABLE)))).not.toContain('ec2:');
  });

  test('of a log group that is given are those to write it', () => {
    const built = stackOf((stack) => {
      new CorsAllowlist(stack, 'A', { ...WITH_TABLE, evaluator: { logGroup: new LogGroup(stack, 'Ours') } });
    });
    expect(statements(built)).toMatch(/logs:PutLogEvents.{1,80}"Ours/);
    expect(Object.keys(built.resources('AWS::Logs::LogGroup'))).toHaveLength(1);
  });
});

test('a certificate authority is a file beside the bundle, and another file makes another upload', () => {
  const app = scratchApp();
  const stack = new Stack(app, 'Example');
  new CorsAllowlist(stack, 'A', { ...WITH_TABLE, evaluator: { certificateAuthority: pem } });
  const key = JSON.stringify(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const [, hash] = /"S3Key":"([0-9a-f]+)\.zip"/.exec(key)!;
  const asset = join(app.outdir, `asset.${hash!}`);
  expect(readFileSync(join(asset, 'certificate-authority.pem'), 'utf8')).toBe(PEM);
});

describe('an error names', () => {
  const foreign = (stack: Stack): LayerVersion =>
    new LayerVersion(stack, 'Layer', {
      code: Code.fromAsset(folder),
      compatibleRuntimes: [Runtime.PYTHON_3_13],
    });
  const wrong = (value: unknown): CorsFunctionOptions => value as CorsFunctionOptions;

  const CASES: [string, Options, string[]][] = [
    ['options that are none', wrong(512), ['PROP is 512']],
    ['types', wrong({ memorySize: '512', vpc: {} }), ['PROP.memorySize is "512"', 'PROP.vpc is {}']],
    [
      'lists',
      wrong({ layers: {}, securityGroups: [1] }),
      ['PROP.layers is {}', 'PROP.securityGroups is [1]'],
    ],
    ['too little memory', { memorySize: 64 }, ['PROP.memorySize is 64']],
    ['half a MiB', { memorySize: 512.5 }, ['PROP.memorySize is 512.5']],
    [
      'a reservation that switches the function off',
      { reservedConcurrentExecutions: 0 },
      ['PROP.reservedConcurrentExecutions is 0'],
    ],
    ['no instances', { provisionedConcurrency: 0 }, ['PROP.provisionedConcurrency is 0']],
    [
      'more instances than are reserved',
      { reservedConcurrentExecutions: 4, provisionedConcurrency: 5 },
      ['PROP.provisionedConcurrency is 5'],
    ],
    [
      'subnets of no network',
      { vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } },
      ['PROP.vpcSubnets is {"subnetType":"Isolated"}'],
    ],
    [
      'security groups of no network',
      (stack) => {
        const vpc = vpcOf(stack);
        return { securityGroups: [new SecurityGroup(stack, 'Group', { vpc })] };
      },
      ['PROP.securityGroups is ["Example/Group"]'],
    ],
    [
      'public subnets',
      (stack) => ({
        vpc: vpcOf(stack),
        vpcSubnets: { subnetType: SubnetType.PUBLIC },
        securityGroups: [],
      }),
      ['PROP.vpcSubnets is {"subnetType":"Public"}', 'PROP.securityGroups is []'],
    ],
    [
      'subnets that the network has not',
      (stack) => ({
        vpc: vpcOf(stack),
        vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      }),
      ['PROP.vpcSubnets is {"subnetType":"Isolated"}'],
    ],
    [
      'a retention of a log group that is given',
      (stack) => ({ logGroup: new LogGroup(stack, 'Ours'), logRetention: RetentionDays.ONE_DAY }),
      ['PROP.logRetention is 1'],
    ],
    ['a retention that is none', wrong({ logRetention: 2 }), ['PROP.logRetention is 2']],
    ['a log level that is none', wrong({ logLevel: 'LOUD' }), ['PROP.logLevel is "LOUD"']],
    ['a way of tracing that is none', wrong({ tracing: 'On' }), ['PROP.tracing is "On"']],
    [
      'a layer of another runtime',
      (stack) => ({ layers: [foreign(stack)] }),
      ['PROP.layers[0] is "Example/Layer"'],
    ],
    [
      'too many layers',
      (stack) => ({
        layers: Array.from({ length: 6 }, (_, index) =>
          LayerVersion.fromLayerVersionArn(stack, `L${index}`, 'arn:aws:lambda:eu-central-1:1:layer:a:1'),
        ),
      }),
      ['PROP.layers is 6'],
    ],
    [
      'variables of this package, of Lambda, and of options',
      {
        environment: {
          CORS_POLICY: '{}',
          AWS_REGION: 'eu-central-1',
          POWERTOOLS_LOG_LEVEL: 'DEBUG',
          NODE_EXTRA_CA_CERTS: '/a.pem',
          '1st': 'a',
          toString: 'fine',
        },
      },
      [
        'PROP.environment.CORS_POLICY is "{}"',
        'PROP.environment.AWS_REGION is "eu-central-1"',
        'PROP.environment.POWERTOOLS_LOG_LEVEL is "DEBUG"',
        'PROP.environment.NODE_EXTRA_CA_CERTS is "/a.pem"',
        'PROP.environment.1st is "a"',
      ],
    ],
    ['a variable that is no text', wrong({ environment: { A_B: 1 } }), ['PROP.environment is {"A_B":1}']],
    [
      'a file that is not there',
      { certificateAuthority: '/nowhere.pem' },
      ['PROP.certificateAuthority is "/nowhere.pem"'],
    ],
    [
      'a file without certificates',
      { certificateAuthority: join(folder, 'text.pem') },
      [`PROP.certificateAuthority is "${join(folder, 'text.pem')}"`],
    ],
    [
      'a file with a private key',
      { certificateAuthority: join(folder, 'key.pem') },
      [`PROP.certificateAuthority is "${join(folder, 'key.pem')}"`],
    ],
  ];

  describe.each(['evaluator', 'admin'] as const)('in %s', (prop) => {
    test.each(CASES)('%s', (_, options, expected) => {
      const named = expected.map((text) => text.replace(/^PROP/, prop));
      expect(complaints(() => gateway(prop, options)).map((line) => line.replaceAll('Vpc/', ''))).toEqual(
        named,
      );
    });
  });

  test.each<[string, (stack: Stack) => void, string]>([
    [
      'of an allowlist',
      (stack) => new CorsAllowlist(stack, 'A', { ...WITH_TABLE, evaluator: { memorySize: 1 } }),
      'evaluator.memorySize is 1',
    ],
    [
      'of an admin API',
      (stack) =>
        new CorsAdminApi(stack, 'Admin', {
          allowlist: new CorsAllowlist(stack, 'A', WITH_TABLE),
          admin: { memorySize: 1 },
        }),
      'admin.memorySize is 1',
    ],
    [
      'of an admin API that is not there',
      (stack) => new CorsGateway(stack, 'Cors', { adminApi: false, admin: { memorySize: 512 } }),
      'admin is ["memorySize"]',
    ],
  ])('the options %s', (_, build, expected) => {
    expect(complaints(() => stackOf(build))).toEqual([expected]);
  });

  test('an environment that is too large with that of the user', () => {
    const environment = { LONG: 'x'.repeat(4000) };
    for (const prop of ['evaluator', 'admin'] as const) {
      expect(complaints(() => gateway(prop, { environment }))).toEqual([
        expect.stringMatching(/ is \d{4}$/) as string,
      ]);
    }
  });
});

describe('a function in a VPC', () => {
  test('that reads no table needs no way to it', () => {
    const built = gateway('admin', (stack) => ({ vpc: vpcOf(stack) }));
    const found = Annotations.fromStack(built.stack).findWarning('*', Match.stringLikeRegexp('DynamoDb'));
    expect(found.map(({ id }) => id).filter((id) => id.includes('Console'))).toEqual([]);
    expect(found).toHaveLength(3);
  });

  const ID = 'apigateway-cors-allowlist:vpcWithoutDynamoDb';
  const warnings = (stack: Stack, text: string): number =>
    Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(text)).length;
  const build = (more: (vpc: Vpc, gateway: CorsGateway) => void = () => undefined): Stack => {
    const stack = new Stack(scratchApp(), 'Example');
    const vpc = new Vpc(stack, 'Vpc', {
      maxAzs: 1,
      subnetConfiguration: [{ name: 'Inner', subnetType: SubnetType.PRIVATE_ISOLATED }],
    });
    const issuer = 'https://idp.example.com';
    more(
      vpc,
      new CorsGateway(stack, 'Cors', {
        adminApi: false,
        oauthUpstream: { issuer },
        evaluator: { vpc: vpc as IVpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } },
      }),
    );
    return stack;
  };

  test('is warned of where it has no way to DynamoDB and to its issuer', () => {
    const stack = build();
    expect(warnings(stack, ID)).toBe(1);
    expect(warnings(stack, 'idp.example.com')).toBe(1);
  });

  test('is not warned of where the app makes the endpoint, be it later than the gateway', () => {
    const stack = build((vpc) => {
      vpc.addGatewayEndpoint('DynamoDb', { service: GatewayVpcEndpointAwsService.DYNAMODB });
    });
    expect(warnings(stack, ID)).toBe(0);
  });

  test('is warned of where it writes initial entries and cannot answer CloudFormation', () => {
    const writer = (more: (vpc: Vpc) => void): number => {
      const stack = new Stack(scratchApp(), 'Example');
      const vpc = new Vpc(stack, 'Vpc', {
        maxAzs: 1,
        subnetConfiguration: [{ name: 'Inner', subnetType: SubnetType.PRIVATE_ISOLATED }],
      });
      const evaluator = {
        vpc: vpc as IVpc,
        vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      };
      new CorsAllowlist(stack, 'A', {
        ...WITH_TABLE,
        evaluator,
        initialOrigins: [{ pattern: 'https://a.example' }],
      });
      more(vpc);
      return warnings(stack, 'vpcWithoutS3');
    };
    expect(writer(() => undefined)).toBe(1);
    expect(
      writer((vpc) => {
        vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
      }),
    ).toBe(0);
  });

  test('is still warned of where the app makes another endpoint', () => {
    const stack = build((vpc) => {
      vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
    });
    expect(warnings(stack, ID)).toBe(1);
  });

  test.each<[string, (cors: CorsGateway) => Stack | CorsGateway]>([
    ['the gateway', (cors) => cors],
    ['the stack', (cors) => Stack.of(cors)],
  ])('is not warned of where %s acknowledges it', (_, at) => {
    const stack = build((_vpc, cors) => {
      Say.of(at(cors)).acknowledgeWarning(ID);
    });
    expect(warnings(stack, ID)).toBe(0);
  });
});

test('a user function stays as it is', () => {
  const built = stackOf((stack) => {
    const handler = new LambdaFunction(stack, 'Own', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    });
    new CorsGateway(stack, 'Cors', {
      adminApi: false,
      evaluator: { memorySize: 1024 },
      defaultBackend: CorsBackend.lambdaFunction(handler),
    });
  });
  expect(propertiesOf(built, /^Own/)['MemorySize']).toBeUndefined();
});
