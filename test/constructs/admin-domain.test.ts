import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DomainName, EndpointType, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  AdminAuth,
  CorsAdminApi,
  CorsAllowlist,
  CorsEndpoints,
  type CorsAdminApiProps,
  type CorsAdminDomainOptions,
} from '../../lib';
import { scratchApp } from './support/scratch-app';

const REGION = 'eu-central-1';
const CERTIFICATE = 'arn:aws:acm:eu-central-1:123456789012:certificate/0b1c2d3e';

interface Built {
  readonly stack: Stack;
  readonly admin: CorsAdminApi;
  readonly template: Template;
}

function build(props: (stack: Stack) => Partial<CorsAdminApiProps>): Built {
  const stack = new Stack(scratchApp(), 'Example', { env: { account: '123456789012', region: REGION } });
  const allowlist = new CorsAllowlist(stack, 'Allowlist', { endpoints: CorsEndpoints.salesforce() });
  const auth = AdminAuth.cognito(new UserPool(stack, 'Pool'));
  const admin = new CorsAdminApi(stack, 'Admin', { allowlist, auth, ...props(stack) });
  return { stack, admin, template: Template.fromStack(stack) };
}

function withDomain(options: Partial<CorsAdminDomainOptions> = {}, more: Partial<CorsAdminApiProps> = {}) {
  return build((stack) => ({
    customDomain: {
      domainName: 'admin.example.com',
      certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
      ...options,
    },
    ...more,
  }));
}

/** Where Cognito sends people back to, with the parts that are known. */
function callbacks({ template }: Built): readonly string[] {
  const [client] = Object.values(template.findResources('AWS::Cognito::UserPoolClient')) as {
    Properties: { CallbackURLs: (string | { 'Fn::Join': [string, unknown[]] })[] };
  }[];
  return (client?.Properties.CallbackURLs ?? []).map((url) =>
    typeof url === 'string'
      ? url
      : url['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : '…')).join(''),
  );
}

const OWN = `https://….execute-api.${REGION}.…/prod/console/index.html`;

test('a domain name is made and mapped, and is where the API and the console are', () => {
  const built = withDomain();
  const { admin, template } = built;
  template.hasResourceProperties('AWS::ApiGateway::DomainName', {
    DomainName: 'admin.example.com',
    RegionalCertificateArn: CERTIFICATE,
    EndpointConfiguration: { Types: ['REGIONAL'] },
    SecurityPolicy: 'TLS_1_2',
  });
  template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', {
    BasePath: Match.absent(),
    Stage: { Ref: Match.stringLikeRegexp('^AdminApi') },
  });
  expect([admin.url, admin.consoleUrl]).toEqual([
    'https://admin.example.com',
    'https://admin.example.com/console',
  ]);
  expect(admin.customDomain).toBeInstanceOf(DomainName);
  expect(callbacks(built)).toEqual([OWN, 'https://admin.example.com/console/index.html']);
  template.hasOutput('ConsoleUrl', { Value: 'https://admin.example.com/console' });
});

test('its base path is part of every URL', () => {
  const built = withDomain({ basePath: '/cors', securityPolicy: SecurityPolicy.TLS_1_0 });
  built.template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', { BasePath: 'cors' });
  built.template.hasResourceProperties('AWS::ApiGateway::DomainName', { SecurityPolicy: 'TLS_1_0' });
  expect(built.admin.consoleUrl).toBe('https://admin.example.com/cors/console');
  expect(callbacks(built)).toContain('https://admin.example.com/cors/console/index.html');
});

test('it serves an API without a console too', () => {
  const { admin, template } = withDomain({}, { auth: AdminAuth.iam() });
  expect([admin.url, admin.consoleUrl]).toEqual(['https://admin.example.com', undefined]);
  template.resourceCountIs('AWS::ApiGateway::DomainName', 1);
});

test('without one there is none', () => {
  const built = build(() => ({}));
  built.template.resourceCountIs('AWS::ApiGateway::DomainName', 0);
  expect([built.admin.customDomain, callbacks(built)]).toEqual([undefined, [OWN]]);
});

test.each<[field: string, options: object]>([
  ['customDomain.domainName', { domainName: 'https://admin.example.com' }],
  ['customDomain.domainName', { domainName: 'Admin.example.com' }],
  ['customDomain.domainName', { domainName: 'admin.example.com:443' }],
  ['customDomain.domainName', { domainName: '192.0.2.1' }],
  ['customDomain.domainName', { domainName: undefined }],
  ['customDomain.basePath', { basePath: 'cors' }],
  ['customDomain.basePath', { basePath: '/' }],
  ['customDomain.basePath', { basePath: '/cors/' }],
  ['customDomain.basePath', { basePath: '/a b' }],
  ['customDomain.certificate', { certificate: undefined }],
  [
    'customDomain.certificate',
    {
      certificate: {
        certificateArn: CERTIFICATE.replace(REGION, 'us-east-1'),
        env: { region: 'us-east-1', account: '123456789012' },
      },
    },
  ],
])('%s is refused: %j', (field, options) => {
  expect(() => withDomain(options)).toThrow(field);
});

test('something else than an object is refused', () => {
  const customDomain = 'admin.example.com' as unknown as CorsAdminDomainOptions;
  expect(() => build(() => ({ customDomain }))).toThrow('customDomain');
});

describe('a private API', () => {
  const policy = new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['execute-api:Invoke'],
        resources: ['*'],
      }),
    ],
  });

  test('takes no regional domain name', () => {
    const endpointConfiguration = { types: [EndpointType.PRIVATE] };
    expect(() => withDomain({}, { endpointConfiguration, policy })).toThrow('console.urls');
  });

  test('signs people in at each endpoint by which it is reached, too', () => {
    const built = build((stack) => {
      const endpoint = InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', {
        vpcEndpointId: 'vpce-0a1b2c3d',
        port: 443,
      });
      const endpointConfiguration = { types: [EndpointType.PRIVATE], vpcEndpoints: [endpoint] };
      return { endpointConfiguration, policy };
    });
    expect(callbacks(built)).toEqual([OWN, OWN.replace('…', '…-vpce-0a1b2c3d')]);
  });
});
