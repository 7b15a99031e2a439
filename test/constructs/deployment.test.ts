import { Duration } from 'aws-cdk-lib';
import { MockIntegration, ResponseType, RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsAllowlist,
  CorsBackend,
  CorsGateway,
  CorsHost,
  HostKind,
  type CorsGatewayProps,
} from '../../lib';
import { stackOf, type TemplateResource } from './support/stack-of';

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
const before = deploymentOf(echo);

test('the same API has the same deployment', () => {
  expect(deploymentOf(echo)).toBe(before);
});

test.each<[string, string]>([
  [
    'a further route',
    deploymentOf({ ...echo, backends: { '/services/data': CorsBackend.http('https://a.example') } }),
  ],
  ['methods without the authorizer', deploymentOf({})],
  ['a property of the API', deploymentOf({ ...echo, disableExecuteApiEndpoint: true, hosts: [host()] })],
  [
    'another gateway response',
    deploymentOf(echo, ({ api }) => {
      api.addGatewayResponse('Teapot', { type: ResponseType.of('TEAPOT') });
    }),
  ],
])('%s makes a new deployment', (_, after) => {
  expect(after).not.toBe(before);
});

test('an authorizer that asks another function makes a new deployment, also without the feature flag for it', () => {
  const deploymentWith = (id: string): string => {
    const built = stackOf((stack) => {
      const api = new RestApi(stack, 'Api');
      const authorizer = new CorsAllowlist(stack, id).authorizerFor(api as IRestApi);
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
  expect(deploymentOf(props)).toBe(before);
});

function host(): CorsHost {
  return CorsHost.existing('login.example.com', HostKind.MY_DOMAIN);
}
