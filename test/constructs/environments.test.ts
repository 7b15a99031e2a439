import { Aws, Stack, type App, type Environment } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi, SpecRestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { Dashboard, GraphWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { AccountPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CorsAdminApi, CorsAllowlist, CorsBackend, CorsGateway, type CorsAllowlistProps } from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { scratchApp } from './support/scratch-app';
import { WITH_TABLE } from './support/with-table';

const HOME = { account: '123456789012', region: 'eu-central-1' };
const OTHER_REGION = { ...HOME, region: 'us-east-1' };
const OTHER_ACCOUNT = { ...HOME, account: '210987654321' };
const ELSEWHERE = [
  ['another region', OTHER_REGION],
  ['another account', OTHER_ACCOUNT],
  ['an environment that is not known beside one that is', {}],
] as const;
const KNOWN = [ELSEWHERE[0], ELSEWHERE[1]] as const;

interface Parts {
  readonly app: App;
  /** The stack that makes the table. */
  readonly home: Stack;
  readonly allowlist: CorsAllowlist;
  /** The stack that would use it. */
  readonly other: Stack;
}

function parts(other: Environment, home: Environment = HOME, props: CorsAllowlistProps = {}): Parts {
  const app = scratchApp();
  const stack = new Stack(app, 'Home', { env: home });
  return {
    app,
    home: stack,
    allowlist: new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, ...props }),
    other: new Stack(app, 'Other', { env: other }),
  };
}

/** The name that the template gives the table; undefined where CloudFormation makes one. */
function tableNameIn(home: Stack): unknown {
  const tables = Object.values(Template.fromStack(home).findResources('AWS::DynamoDB::GlobalTable'));
  return (tables[0] as { Properties: { TableName?: unknown } }).Properties.TableName;
}

describe.each(ELSEWHERE)('a table in %s', (_, env) => {
  test.each<[string, string, (parts: Parts) => unknown]>([
    [
      'as existingTable by its token',
      'existingTable.tableArn is "Home/Allowlist/Table/Resource"',
      ({ other, allowlist }) =>
        new CorsAllowlist(other, 'Reader', {
          ...WITH_TABLE,
          existingTable: { tableArn: allowlist.table.tableArn },
        }),
    ],
    [
      'of a gateway, as existingTable by its token',
      'existingTable.tableArn is "Home/Allowlist/Table/Resource"',
      ({ other, allowlist }) =>
        new CorsGateway(other, 'Reader', {
          existingTable: { tableArn: allowlist.table.tableArn },
          adminApi: false,
        }),
    ],
    [
      'of an imported allowlist, by its token',
      'tableArn is "Home/Allowlist/Table/Resource"',
      ({ other, allowlist }) =>
        CorsAllowlist.fromCorsAllowlistAttributes(other, 'Reader', {
          ...WITH_TABLE,
          tableArn: allowlist.table.tableArn,
        }),
    ],
    [
      'for a function with withCors',
      'handler is "Other/Backend"',
      ({ other, allowlist }) => allowlist.grantMiddleware(backendFunction(other)),
    ],
    [
      'for a role',
      'grantee is "Other/Role"',
      ({ other, allowlist }) =>
        allowlist.grantRead(
          new Role(other, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
        ),
    ],
    [
      'for an admin API',
      'allowlist is "Home/Allowlist"',
      ({ other, allowlist }) => new CorsAdminApi(other, 'Admin', { allowlist }),
    ],
  ])('%s is an error, and the table gets no name', (_name, expected, use) => {
    const made = parts(env);
    expect(complaints(() => use(made))).toEqual([expected]);
    expect(tableNameIn(made.home)).toBeUndefined();
  });

  test('is an error in every other way too, once the CDK has named it', () => {
    const { other, allowlist, app } = parts(env);
    new Dashboard(other, 'Dashboard', {
      widgets: [[new GraphWidget({ left: [allowlist.metricAllowed()] }) as IWidget]],
    });
    expect(() => app.synth()).toThrow(/\[Home\/Allowlist\] tableName is "[^"]+": .+ \(fix: .+\)/);
  });
});

describe('the same environment', () => {
  test.each<[string, Environment]>([
    ['known', HOME],
    ['unknown to both stacks', {}],
  ])('%s is left alone', (_, env) => {
    const { other, allowlist, home, app } = parts(env, env);
    allowlist.grantMiddleware(backendFunction(other));
    new CorsAllowlist(other, 'Reader', {
      ...WITH_TABLE,
      existingTable: { tableArn: allowlist.table.tableArn },
    });
    new CorsAdminApi(other, 'Admin', { allowlist });
    const api = new RestApi(other, 'Api');
    api.root.addMethod('GET', new LambdaIntegration(backendFunction(other, 'Plain')));
    allowlist.protect(api);
    app.synth();
    expect(tableNameIn(home)).toBeUndefined();
  });
});

describe('a table whose name the code gives', () => {
  const named = { tableName: 'cors-allowlist' };

  test('is read from another account by its ARN, and keeps its name', () => {
    const { other, allowlist, home, app } = parts(OTHER_ACCOUNT, HOME, named);
    allowlist.grantRead(new AccountPrincipal(OTHER_ACCOUNT.account));
    const reader = new CorsAllowlist(other, 'Reader', {
      ...WITH_TABLE,
      existingTable: { tableArn: allowlist.table.tableArn },
    });
    app.synth();
    expect(tableNameIn(home)).toBe('cors-allowlist');
    expect(JSON.stringify(other.resolve(reader.middlewareEnvironment['CORS_TABLE_NAME']))).toContain(
      `:dynamodb:${HOME.region}:${HOME.account}:table/cors-allowlist`,
    );
  });

  test('is still an error from another region, and for a function that knows it by its name alone', () => {
    const { other, allowlist } = parts(OTHER_REGION, HOME, named);
    const existingTable = { tableArn: allowlist.table.tableArn };
    expect(complaints(() => new CorsAllowlist(other, 'Reader', { ...WITH_TABLE, existingTable }))).toEqual([
      'existingTable.tableArn is "Home/Allowlist/Table/Resource"',
    ]);
    const { other: account, allowlist: owner } = parts(OTHER_ACCOUNT, HOME, named);
    expect(complaints(() => owner.grantMiddleware(backendFunction(account)))).toEqual([
      'handler is "Other/Backend"',
    ]);
  });

  test.each(['a', 'a b', 'x'.repeat(256)])('must be one that DynamoDB takes: not %s', (tableName) => {
    const [complaint] = complaints(() => parts(HOME, HOME, { tableName }));
    expect(complaint).toMatch(/^tableName is "(a|a b|x+…)"?$/);
  });

  test('is refused beside existingTable, where another stack names it', () => {
    const existingTable = { tableArn: 'arn:aws:dynamodb:eu-central-1:123456789012:table/allowlist' };
    expect(complaints(() => parts(HOME, HOME, { existingTable, tableName: 'other' }))).toEqual([
      'tableName is "given"',
    ]);
  });
});

test('a literal ARN of another account works, as do parts that are known only at deployment', () => {
  const { other, app } = parts(OTHER_ACCOUNT);
  const arn = `arn:aws:dynamodb:${HOME.region}:${HOME.account}:table/allowlist`;
  new CorsAllowlist(other, 'Literal', { ...WITH_TABLE, existingTable: { tableArn: arn } });
  const late = `arn:${Aws.PARTITION}:dynamodb:${Aws.REGION}:${Aws.ACCOUNT_ID}:table/allowlist`;
  new CorsAllowlist(other, 'Late', { ...WITH_TABLE, existingTable: { tableArn: late } });
  app.synth();
});

describe.each(KNOWN)('an API in %s', (_, env) => {
  function apiOf(stack: Stack): RestApi {
    const api = new RestApi(stack, 'Api');
    api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
    return api;
  }

  test.each<[string, string, (parts: Parts) => unknown]>([
    [
      'cannot be protected',
      'target is "Other/Api"',
      ({ other, allowlist }) => {
        allowlist.protect(apiOf(other));
      },
    ],
    [
      'cannot have the authorizer',
      'api is "Other/Api"',
      ({ other, allowlist }) => allowlist.authorizerFor(apiOf(other) as IRestApi),
    ],
    [
      'cannot be made from a protected document',
      'apiDefinition is "Other/Spec"',
      ({ other, allowlist }) =>
        new SpecRestApi(other, 'Spec', {
          apiDefinition: allowlist.protectedDefinition({
            openapi: '3.0.1',
            info: { title: 'Orders', version: '1' },
            paths: {
              '/orders': {
                get: {
                  responses: {},
                  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: 'arn:x' },
                },
              },
            },
          }),
        }),
    ],
    [
      'cannot be the one that a simulator predicts',
      'gatewayApi is "Other/Api"',
      ({ home, other, allowlist }) =>
        new CorsAdminApi(home, 'Admin', { allowlist, gatewayApi: apiOf(other) as IRestApi }),
    ],
  ])('%s', (_name, expected, use) => {
    const made = parts(env);
    expect(complaints(() => use(made))).toEqual([expected]);
  });

  test('cannot have a function of this app there as a backend', () => {
    const { home, other } = parts(env);
    const defaultBackend = CorsBackend.lambdaFunction(backendFunction(other));
    expect(complaints(() => new CorsGateway(home, 'Cors', { defaultBackend }))).toEqual([
      'defaultBackend is "Other/Backend"',
    ]);
  });
});

test('a function of another account that is imported is a backend, once its owner lets the API invoke it', () => {
  const { home, app } = parts(HOME);
  const arn = `arn:aws:lambda:${HOME.region}:${OTHER_ACCOUNT.account}:function:backend`;
  const handler = LambdaFunction.fromFunctionArn(home, 'Imported', arn);
  new CorsGateway(home, 'Cors', { adminApi: false, defaultBackend: CorsBackend.lambdaFunction(handler) });
  app.synth();
});
