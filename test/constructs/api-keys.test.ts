import { Stage } from 'aws-cdk-lib/aws-apigateway';
import type { Stack } from 'aws-cdk-lib';
import { CorsBackend, CorsEndpoint, CorsEndpoints, CorsGateway, PathMatch } from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { stackOf, type Built } from './support/stack-of';

const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/', { match: PathMatch.PREFIX })]);

/** Methods that need a key, and those that need none: `GET /path`. */
function keyed(built: Built, isKeyed: boolean): string[] {
  const resources = built.resources<{ ParentId: { Ref?: string }; PathPart: string }>(
    'AWS::ApiGateway::Resource',
  );
  const pathOf = ({ Ref: id = '' }: { Ref?: string }): string =>
    id in resources
      ? `${pathOf(resources[id]!.Properties.ParentId)}/${resources[id]!.Properties.PathPart}`
      : '';
  const methods = built.resources<{
    HttpMethod: string;
    ResourceId: { Ref?: string };
    ApiKeyRequired?: boolean;
  }>('AWS::ApiGateway::Method');
  return Object.values(methods)
    .filter(({ Properties }) => (Properties.ApiKeyRequired ?? false) === isKeyed)
    .map(({ Properties }) => `${Properties.HttpMethod} ${pathOf(Properties.ResourceId) || '/'}`)
    .sort();
}

test('a key is required by backend, in front of functions and of servers, and never by a preflight', () => {
  const built = stackOf((stack) => {
    const handler = backendFunction(stack);
    new CorsGateway(stack, 'Cors', {
      adminApi: false,
      endpoints,
      backends: {
        '/open': CorsBackend.lambdaFunction(handler),
        '/keyed': CorsBackend.lambdaFunction(handler, { apiKeyRequired: true }),
        '/server': CorsBackend.http('https://a.example'),
        '/keyed-server': CorsBackend.http('https://b.example', { apiKeyRequired: true }),
      },
    });
  });
  expect(keyed(built, true)).toEqual([
    'ANY /keyed',
    'ANY /keyed-server',
    'ANY /keyed-server/{proxy+}',
    'ANY /keyed/{proxy+}',
  ]);
  expect(keyed(built, false).filter((method) => method.startsWith('OPTIONS'))).toHaveLength(8);
  expect(keyed(built, false)).toEqual(expect.arrayContaining(['ANY /', 'ANY /open', 'ANY /{proxy+}']));
});

test('a backend below one with the same function, but without a key, keeps resources of its own', () => {
  const built = stackOf((stack) => {
    const handler = backendFunction(stack);
    new CorsGateway(stack, 'Cors', {
      adminApi: false,
      endpoints,
      backends: { '/status': CorsBackend.lambdaFunction(handler) },
      defaultBackend: CorsBackend.lambdaFunction(handler, { apiKeyRequired: true }),
    });
  });
  expect(keyed(built, true)).toEqual(['ANY /', 'ANY /{proxy+}']);
  expect(keyed(built, false)).toEqual(expect.arrayContaining(['ANY /status', 'ANY /status/{proxy+}']));
});

test('a usage plan and its key belong to the stages of the gateway', () => {
  const built = stackOf((stack) => {
    const { api } = new CorsGateway(stack, 'Cors', { adminApi: false });
    const second = new Stage(stack, 'Beta', { deployment: api.latestDeployment!, stageName: 'beta' });
    const plan = api.addUsagePlan('Plan', { throttle: { rateLimit: 10, burstLimit: 5 } });
    plan.addApiKey(api.addApiKey('Key'));
    plan.addApiStage({ stage: api.deploymentStage });
    plan.addApiStage({ stage: second });
  });
  const [plan] = Object.values(built.resources<{ ApiStages: unknown[] }>('AWS::ApiGateway::UsagePlan'));
  expect(plan!.Properties.ApiStages).toHaveLength(2);
  expect(Object.keys(built.resources('AWS::ApiGateway::UsagePlanKey'))).toHaveLength(1);
});

test.each<[string, (stack: Stack) => CorsBackend, string]>([
  [
    'a function',
    (stack) =>
      CorsBackend.lambdaFunction(backendFunction(stack), JSON.parse('{"apiKeyRequired":"yes"}') as object),
    'defaultBackend.apiKeyRequired is "yes"',
  ],
  [
    'a server',
    () => CorsBackend.http('https://a.example', JSON.parse('{"apiKeyRequired":1}') as object),
    'defaultBackend.apiKeyRequired is 1',
  ],
])('a choice that is none is an error of %s', (_, backend, expected) => {
  const build = (): unknown =>
    stackOf((stack) => new CorsGateway(stack, 'Cors', { adminApi: false, defaultBackend: backend(stack) }));
  expect(complaints(build)).toEqual([expected]);
});
