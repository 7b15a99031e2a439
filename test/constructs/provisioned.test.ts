import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Deployment,
  LambdaIntegration,
  RestApi,
  SpecRestApi,
  Stage,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CorsAllowlist, CorsBackend, CorsGateway } from '../../lib';
import { backendFunction } from './support/backend-function';
import { scratchApp } from './support/scratch-app';
import { idsOf, onlyResource, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const evaluator = { provisionedConcurrency: 2, reservedConcurrentExecutions: 10 };

/** Three ways to put an evaluator in front of an API. */
const WAYS: [string, (stack: Stack) => void][] = [
  [
    'a gateway',
    (stack) => {
      new CorsGateway(stack, 'Cors', {
        adminApi: false,
        evaluator,
        backends: { '/services/data': CorsBackend.http('https://a.example') },
        defaultBackend: CorsBackend.lambdaFunction(backendFunction(stack)),
      });
    },
  ],
  [
    'protect()',
    (stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
      new CorsAllowlist(stack, 'Cors', { ...WITH_TABLE, evaluator }).protect(api);
    },
  ],
  [
    'a document',
    (stack) => {
      const allowlist = new CorsAllowlist(stack, 'Cors', { ...WITH_TABLE, evaluator });
      const uri = backendFunction(stack).functionArn;
      const apiDefinition = allowlist.protectedDefinition({
        openapi: '3.0.1',
        paths: { '/orders': { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri } } } },
      });
      new SpecRestApi(stack, 'Api', { apiDefinition, cloudWatchRole: false });
    },
  ],
];

/** Everything in a template by which something calls the evaluator, or may. */
function callsOf(built: Built): string {
  const types = ['Method', 'Authorizer', 'RestApi'].map((name) => `AWS::ApiGateway::${name}`);
  const found = [...types, 'AWS::Lambda::Permission'].flatMap((type) =>
    Object.values(built.resources(type)).map(({ Properties }) => Properties),
  );
  return JSON.stringify(found);
}

describe.each(WAYS)('with %s', (_, build) => {
  const built = stackOf(build);
  const [alias] = idsOf(built, 'AWS::Lambda::Alias');

  test('API Gateway calls the alias, and never the function behind it', () => {
    const calls = callsOf(built);
    expect(calls.match(new RegExp(`"Ref":"${alias!}"`, 'g'))!.length).toBeGreaterThan(2);
    expect(calls).not.toMatch(/CorsAllowlistEvaluatorFunction[0-9A-F]{8}"|CorsEvaluatorFunction[0-9A-F]{8}"/);
  });

  test('one permission is enough, and deployments wait for it', () => {
    const permissions = Object.entries(
      built.resources<{ FunctionName: unknown }>('AWS::Lambda::Permission'),
    ).filter(([, { Properties }]) => JSON.stringify(Properties.FunctionName).includes(alias!));
    expect(permissions).toHaveLength(1);
    const { DependsOn } = onlyResource(built, 'AWS::ApiGateway::Deployment');
    expect(DependsOn).toContain(permissions[0]![0]);
  });

  test('the alias leads to the version of the function, which goes when another one comes', () => {
    const { Properties } = onlyResource<Record<string, unknown>>(built, 'AWS::Lambda::Alias');
    const [version] = idsOf(built, 'AWS::Lambda::Version');
    expect(Properties).toMatchObject({
      Name: 'live',
      FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] },
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 },
    });
    expect(onlyResource(built, 'AWS::Lambda::Version').DeletionPolicy).toBeUndefined();
  });
});

test('deployments of the user wait for the permission too', () => {
  const built = stackOf((stack) => {
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false, deploy: false });
    api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
    new CorsAllowlist(stack, 'Cors', { ...WITH_TABLE, evaluator }).protect(api);
    const deployment = new Deployment(stack, 'Own', { api: api as IRestApi });
    new Stage(stack, 'Stage', { deployment });
  });
  const { DependsOn } = onlyResource(built, 'AWS::ApiGateway::Deployment');
  expect(DependsOn).toContainEqual(expect.stringMatching(/^ApiInvokeCorsEvaluatorFunction/));
});

test('a change of the function makes another version, and no other deployment of the API', () => {
  const withMemory = (memorySize: number): Built =>
    stackOf((stack) => {
      new CorsGateway(stack, 'Cors', { adminApi: false, evaluator: { ...evaluator, memorySize } });
    });
  const [before, after] = [withMemory(512), withMemory(1024)];
  expect(idsOf(after, 'AWS::Lambda::Version')).not.toEqual(idsOf(before, 'AWS::Lambda::Version'));
  for (const type of ['AWS::Lambda::Alias', 'AWS::ApiGateway::Deployment', 'AWS::Lambda::Permission']) {
    expect(idsOf(after, type)).toEqual(idsOf(before, type));
  }
});

test('API Gateway calls the aliases of the admin functions', () => {
  const built = stackOf((stack) => {
    new CorsGateway(stack, 'Cors', { admin: { provisionedConcurrency: 1 } });
  });
  expect(idsOf(built, 'AWS::Lambda::Alias')).toHaveLength(3);
  expect(callsOf(built)).not.toMatch(/CorsAdmin(Allowlist|Settings|Queries)Function[0-9A-F]{8}"/);
});

test('only the evaluator has a door that waits for the table, and only where instances are kept started', () => {
  const handlers = (props: object): Record<string, unknown> => {
    const built = stackOf((stack) => {
      new CorsGateway(stack, 'Cors', props);
    });
    const functions = Object.entries(built.resources<{ Handler: string }>('AWS::Lambda::Function'));
    return Object.fromEntries(
      functions.map(([id, { Properties }]) => [id.replace(/Function[0-9A-F]{8}$/, ''), Properties.Handler]),
    );
  };
  const instances = { provisionedConcurrency: 1 };
  expect(handlers({ evaluator: instances, admin: instances })).toEqual({
    CorsAllowlistEvaluator: 'provisioned.handler',
    CorsAdminAllowlist: 'allowlist.handler',
    CorsAdminQueries: 'queries.handler',
    CorsAdminSettings: 'settings.handler',
  });
  expect(handlers({})).toMatchObject({ CorsAllowlistEvaluator: 'index.handler' });
});

test('middleware and grants are those of the function, as without the alias', () => {
  const build = (own: object): Built =>
    stackOf((stack) => {
      const allowlist = new CorsAllowlist(stack, 'Cors', { ...WITH_TABLE, ...own });
      allowlist.grantMiddleware(backendFunction(stack));
    });
  const policies = (built: Built): unknown => built.resources('AWS::IAM::Policy');
  expect(policies(build({ evaluator }))).toEqual(policies(build({})));
});

test('an API of another stack calls the alias too', () => {
  const app = scratchApp();
  const home = new Stack(app, 'Home');
  const allowlist = new CorsAllowlist(home, 'Cors', { ...WITH_TABLE, evaluator });
  const other = new Stack(app, 'Other');
  const api = new RestApi(other, 'Api', { cloudWatchRole: false });
  api.root.addMethod('GET', new LambdaIntegration(backendFunction(other)));
  allowlist.protect(api);
  const template = Template.fromStack(other);
  const [authorizer] = Object.values(template.findResources('AWS::ApiGateway::Authorizer'));
  expect(JSON.stringify(authorizer)).toMatch(/"Fn::ImportValue":"[^"]*Live/);
  const permissions = Object.entries(template.findResources('AWS::Lambda::Permission'));
  const [id] = permissions.find(([, one]) => JSON.stringify(one).includes('Live'))!;
  const [deployment] = Object.values(template.findResources('AWS::ApiGateway::Deployment'));
  expect((deployment as { DependsOn: string[] }).DependsOn).toContain(id);
});
