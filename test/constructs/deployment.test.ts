import { Duration, type Stack } from 'aws-cdk-lib';
import {
  Deployment,
  LambdaIntegration,
  MockIntegration,
  ResponseType,
  RestApi,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import {
  CorsAllowlist,
  CorsBackend,
  CorsGateway,
  CorsHost,
  HostKind,
  type CorsGatewayProps,
} from '../../lib';
import { backendFunction } from './support/backend-function';
import { stackOf, type TemplateResource } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

/** The logical id of the deployment of a gateway in an app without feature flags. */
function deploymentOf(
  props: CorsGatewayProps,
  change: (gateway: CorsGateway) => void = () => undefined,
): string {
  const built = stackOf((stack) => {
    change(new CorsGateway(stack, 'Cors', { adminApi: false, ...props }));
  });
  const [id] = Object.keys(built.resources('AWS::ApiGateway::Deployment'));
  return id!;
}

const echo = { defaultBackend: CorsBackend.echo() };

test('the same API has the same deployment', () => {
  expect(deploymentOf(echo)).toBe(deploymentOf(echo));
});

// Each builds in its test, so that a construct that throws fails the test that names it.
test.each<[string, () => string]>([
  [
    'a further route',
    () => deploymentOf({ ...echo, backends: { '/services/data': CorsBackend.http('https://a.example') } }),
  ],
  ['methods without the authorizer', () => deploymentOf({})],
  [
    'a property of the API',
    () => deploymentOf({ ...echo, disableExecuteApiEndpoint: true, hosts: [host()] }),
  ],
  [
    'another gateway response',
    () =>
      deploymentOf(echo, ({ api }) => {
        api.addGatewayResponse('Teapot', { type: ResponseType.of('TEAPOT') });
      }),
  ],
])('%s makes a new deployment', (_, after) => {
  expect(after()).not.toBe(deploymentOf(echo));
});

test('an authorizer that asks another function makes a new deployment, also without the feature flag for it', () => {
  const deploymentWith = (id: string): string => {
    const built = stackOf((stack) => {
      const api = new RestApi(stack, 'Api');
      const authorizer = new CorsAllowlist(stack, id, WITH_TABLE).authorizerFor(api as IRestApi);
      api.root.addMethod('GET', new MockIntegration(), { authorizer });
    });
    const [[deployment, { DependsOn }]] = Object.entries(built.resources('AWS::ApiGateway::Deployment')) as [
      [string, TemplateResource],
    ];
    expect(DependsOn).toContain(Object.keys(built.resources('AWS::ApiGateway::Authorizer'))[0]);
    return deployment;
  };
  expect(deploymentWith('Other')).not.toBe(deploymentWith('Allowlist'));
});

test.each<[string, CorsGatewayProps]>([
  ['the policy', { ...echo, cacheTtl: Duration.seconds(60) }],
  ['a host', { ...echo, hosts: [host()] }],
  ['throttling', { ...echo, throttlingRateLimit: 5 }],
])('%s alone makes none', (_, props) => {
  expect(deploymentOf(props)).toBe(deploymentOf(echo));
});

function host(): CorsHost {
  return CorsHost.existing('login.example.com', HostKind.MY_DOMAIN);
}

describe('the deployment of another API', () => {
  /** An API that nobody protects, beside one that `change` may protect; both imported, deployed here. */
  const build = (change: (stack: Stack, imported: IRestApi) => void): Record<string, TemplateResource> =>
    stackOf((stack) => {
      const other = importedApi(stack, 'Other');
      other.root.addMethod('GET', new MockIntegration());
      new Deployment(stack, 'OtherDeployment', { api: other });
      change(stack, other);
    }).resources('AWS::ApiGateway::Deployment');

  test('stays as it is when an imported API beside it is protected', () => {
    const before = build(() => undefined);
    const after = build((stack) => {
      const api = importedApi(stack, 'Api');
      const orders = api.root.addResource('orders');
      orders.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
      new Deployment(stack, 'Mine', { api });
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(orders);
    });
    const others = Object.entries(after).filter(([id]) => id.startsWith('Other'));
    expect(Object.keys(after)).toHaveLength(2);
    expect(others).toEqual(Object.entries(before));
  });

  test('stays as it is when an API of the app beside it is protected', () => {
    const before = build(() => undefined);
    const after = build((stack) => {
      const api = new RestApi(stack, 'Api');
      api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
    });
    expect(Object.entries(after).filter(([id]) => id.startsWith('Other'))).toEqual(Object.entries(before));
  });
});

function importedApi(stack: Stack, id: string): IRestApi {
  return RestApi.fromRestApiAttributes(stack, id, { restApiId: `api-${id}`, rootResourceId: `root-${id}` });
}
