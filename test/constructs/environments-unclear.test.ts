import { Stack, Stage, type Environment } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CorsAdminApi, CorsAllowlist, CorsBackend, CorsEndpoints, CorsGateway } from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { scratchApp } from './support/scratch-app';
import { WITH_TABLE } from './support/with-table';

const HOME = { account: '123456789012', region: 'eu-central-1' };
const OTHER_REGION = { ...HOME, region: 'us-east-1' };
const OTHER_ACCOUNT = { ...HOME, account: '210987654321' };

function stacks(home: Environment, other: Environment): { home: Stack; other: Stack; synth: () => void } {
  const app = scratchApp();
  const made = {
    home: new Stack(app, 'Home', { env: home }),
    other: new Stack(app, 'Other', { env: other }),
  };
  return { ...made, synth: () => app.synth() };
}

function apiIn(stack: Stack): RestApi {
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
  return api;
}

describe.each<[string, Environment, Environment]>([
  ['only the allowlist', HOME, {}],
  ['only the other one', {}, HOME],
])('where %s says its environment', (_, home, other) => {
  test.each<[string, string, (home: Stack, other: Stack) => unknown]>([
    [
      'an API cannot be protected',
      'target is "Other/Api"',
      (mine, theirs) => {
        new CorsAllowlist(mine, 'Allowlist', WITH_TABLE).protect(apiIn(theirs));
      },
    ],
    [
      'an API cannot have the authorizer',
      'api is "Other/Api"',
      (mine, theirs) =>
        new CorsAllowlist(mine, 'Allowlist', WITH_TABLE).authorizerFor(apiIn(theirs) as IRestApi),
    ],
    [
      'a function cannot be a backend',
      'defaultBackend is "Other/Backend"',
      (mine, theirs) => {
        const defaultBackend = CorsBackend.lambdaFunction(backendFunction(theirs), { middleware: false });
        return new CorsGateway(mine, 'Cors', { defaultBackend });
      },
    ],
    [
      'an API cannot be the one that a simulator predicts',
      'gatewayApi is "Other/Api"',
      (mine, theirs) => {
        const allowlist = new CorsAllowlist(mine, 'Allowlist', WITH_TABLE);
        return new CorsAdminApi(mine, 'Admin', { allowlist, gatewayApi: apiIn(theirs) as IRestApi });
      },
    ],
  ])('%s', (_name, expected, use) => {
    const made = stacks(home, other);
    expect(complaints(() => use(made.home, made.other))).toEqual([expected]);
  });

  test('a function that the code names can be a backend', () => {
    const made = stacks(home, other);
    const handler = new LambdaFunction(made.other, 'Backend', {
      functionName: 'backend',
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    });
    const defaultBackend = CorsBackend.lambdaFunction(handler, { middleware: false });
    new CorsGateway(made.home, 'Cors', { defaultBackend, adminApi: false });
    expect(made.synth).not.toThrow();
  });
});

describe('the key of a table of another stack', () => {
  const tableArn = `arn:aws:dynamodb:${HOME.region}:${HOME.account}:table/allowlist`;
  const keyArn = (region: string, account = HOME.account): string =>
    `arn:aws:kms:${region}:${account}:key/abc`;
  type KeyOf = (home: Stack, other: Stack) => unknown;
  const builds = (other: Environment, key: KeyOf): readonly [existing: () => void, imported: () => void] => [
    () => {
      const made = stacks(HOME, other);
      const existingTable = { tableArn, encryptionKey: key(made.home, made.other) as IKey };
      new CorsAllowlist(made.home, 'Allowlist', { ...WITH_TABLE, existingTable });
      made.synth();
    },
    () => {
      const made = stacks(HOME, other);
      const encryptionKey = key(made.home, made.other) as IKey;
      const attributes = { ...WITH_TABLE, tableArn, encryptionKey };
      CorsAllowlist.fromCorsAllowlistAttributes(made.home, 'Allowlist', attributes);
      made.synth();
    },
  ];
  const ofApp: KeyOf = (_, other) => new Key(other, 'Key');
  const byArn =
    (region: string, account?: string): KeyOf =>
    (home) =>
      Key.fromKeyArn(home, 'Key', keyArn(region, account));

  test.each<[string, KeyOf]>([
    ['a key of the stack', (home) => new Key(home, 'Key')],
    ['a key of a stack beside it', ofApp],
    ['the literal ARN of a key', byArn(HOME.region)],
    ['that of another account', byArn(HOME.region, OTHER_ACCOUNT.account)],
  ])('%s works', (_, key) => {
    for (const build of builds(HOME, key)) expect(build).not.toThrow();
  });

  test.each<[string, string, Environment, KeyOf]>([
    ['the literal ARN of a key of another region', '"Home/Key"', HOME, byArn('us-east-1')],
    ['a key of this app in another region', '"Other/Key"', OTHER_REGION, ofApp],
    ['a key of this app in another account', '"Other/Key"', OTHER_ACCOUNT, ofApp],
    ['a key of a stack that does not say where it is', '"Other/Key"', {}, ofApp],
    ['an ARN for a key', `"${keyArn(HOME.region)}"`, HOME, () => keyArn(HOME.region)],
  ])('%s is an error', (_, value, other, key) => {
    const [existing, imported] = builds(other, key);
    expect(complaints(existing)).toEqual([`existingTable.encryptionKey is ${value}`]);
    expect(complaints(imported)).toEqual([`encryptionKey is ${value}`]);
  });
});

test('the routes of an API in another stage of the app are not known', () => {
  const app = scratchApp();
  const [one, two] = ['One', 'Two'].map((id) => new Stack(new Stage(app, id, { env: HOME }), 'Stack'));
  const endpoints = CorsEndpoints.fromRoutes(apiIn(two!) as IRestApi);
  new CorsAllowlist(one!, 'Allowlist', { endpoints });
  expect(() => app.synth()).toThrow('endpoints is "Two/Stack/Api": the API is in another stage of the app');
});
