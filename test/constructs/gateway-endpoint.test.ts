import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { EndpointType, SecurityPolicy, type EndpointConfiguration } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { InterfaceVpcEndpoint, type IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  CorsAdminApi,
  CorsAllowlist,
  CorsGateway,
  CorsHost,
  HostKind,
  type CorsCustomHostOptions,
  type CorsGatewayProps,
} from '../../lib';
import { complaints } from './support/complaints';
import { onlyResource, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const env = { account: '123456789012', region: 'eu-central-1' };

function gateway(
  props: (stack: Stack) => CorsGatewayProps,
  more: (cors: CorsGateway, stack: Stack) => void = () => undefined,
): Built {
  const build = (stack: Stack): void => {
    more(new CorsGateway(stack, 'Cors', { adminApi: false, ...props(stack) }), stack);
  };
  return stackOf(build, {}, { env });
}

function endpointOf(stack: Stack): IVpcEndpoint {
  return InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', {
    vpcEndpointId: 'vpce-0a1b2c3d4e5f67890',
    port: 443,
  });
}

function privateOf(stack: Stack): EndpointConfiguration {
  return { types: [EndpointType.PRIVATE], vpcEndpoints: [endpointOf(stack)] };
}

function policy(): PolicyDocument {
  const principals = [new AnyPrincipal()];
  return new PolicyDocument({
    statements: [new PolicyStatement({ actions: ['execute-api:Invoke'], resources: ['*'], principals })],
  });
}

function custom(stack: Stack, more: Partial<CorsCustomHostOptions> = {}): CorsHost {
  const arn = 'arn:aws:acm:eu-central-1:123456789012:certificate/one';
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', arn);
  return CorsHost.custom({ domainName: 'api.example.com', certificate, kind: HostKind.API, ...more });
}

describe('a private gateway', () => {
  const PRIVATE = { Types: ['PRIVATE'], VpcEndpointIds: ['vpce-0a1b2c3d4e5f67890'] };

  test('has its VPC endpoints and the policy that is given', () => {
    const built = gateway((stack) => ({ endpointConfiguration: privateOf(stack), policy: policy() }));
    const { Properties } = onlyResource<Record<string, unknown>>(built, 'AWS::ApiGateway::RestApi');
    expect(Properties).toMatchObject({
      EndpointConfiguration: PRIVATE,
      Policy: { Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow' }] },
    });
  });

  test('can have its policy later', () => {
    const built = gateway(
      (stack) => ({
        endpointConfiguration: { types: [EndpointType.PRIVATE], vpcEndpoints: [endpointOf(stack)] },
      }),
      ({ api, node }) => {
        api.grantInvokeFromVpcEndpointsOnly([
          Stack.of(api).node.findChild('Endpoint') as unknown as IVpcEndpoint,
        ]);
        expect(node.id).toBe('Cors');
      },
    );
    const { Properties } = onlyResource<{ Policy: unknown }>(built, 'AWS::ApiGateway::RestApi');
    expect(JSON.stringify(Properties.Policy)).toContain('aws:SourceVpce');
  });

  test('without a policy is an error that names the way', () => {
    expect(() => gateway((stack) => ({ endpointConfiguration: privateOf(stack) }))).toThrow(
      /policy is missing: .*resource policy.*grantInvokeFromVpcEndpointsOnly.*InterfaceVpcEndpoint/,
    );
  });

  test('can have a private admin API beside it', () => {
    const built = stackOf((stack) => {
      const allowlist = new CorsAllowlist(stack, 'A', WITH_TABLE);
      const endpointConfiguration = privateOf(stack);
      new CorsAdminApi(stack, 'Admin', { allowlist, endpointConfiguration, policy: policy() });
    });
    const { Properties } = onlyResource<Record<string, unknown>>(built, 'AWS::ApiGateway::RestApi');
    expect(Properties).toMatchObject({ EndpointConfiguration: PRIVATE });
  });

  test.each<[string, (stack: Stack) => CorsGatewayProps, string[]]>([
    [
      'that is edge-optimized',
      () => ({ endpointConfiguration: { types: [EndpointType.EDGE] } }),
      ['endpointConfiguration.types is ["EDGE"]'],
    ],
    [
      'of two types',
      () => ({ endpointConfiguration: { types: [EndpointType.REGIONAL, EndpointType.PRIVATE] } }),
      ['endpointConfiguration.types is ["REGIONAL","PRIVATE"]'],
    ],
    [
      'of a type that is none',
      () => ({ endpointConfiguration: JSON.parse('{"types":["LOCAL"]}') as EndpointConfiguration }),
      ['endpointConfiguration.types is ["LOCAL"]'],
    ],
    [
      'without types',
      () => ({ endpointConfiguration: JSON.parse('{}') as EndpointConfiguration }),
      ['endpointConfiguration.types is missing'],
    ],
    [
      'that is no object, with a policy that is none',
      () => JSON.parse('{"endpointConfiguration":"PRIVATE","policy":{}}') as CorsGatewayProps,
      ['endpointConfiguration is "PRIVATE"', 'policy is {}'],
    ],
    [
      'that is regional and has VPC endpoints',
      (stack) => ({
        endpointConfiguration: { types: [EndpointType.REGIONAL], vpcEndpoints: [endpointOf(stack)] },
      }),
      ['endpointConfiguration.vpcEndpoints is ["Example/Endpoint"]'],
    ],
    [
      'that is private and has a regional custom domain name',
      (stack) => ({ endpointConfiguration: privateOf(stack), policy: policy(), hosts: [custom(stack)] }),
      ['hosts[0] is "api.example.com"'],
    ],
    [
      'that is private and has no host left',
      (stack) => ({
        endpointConfiguration: privateOf(stack),
        policy: policy(),
        disableExecuteApiEndpoint: true,
      }),
      ['disableExecuteApiEndpoint is true'],
    ],
  ])('%s is an error', (_, props, expected) => {
    expect(complaints(() => gateway(props))).toEqual(expected);
  });

  test('whose execute-api endpoint is off answers on a private custom domain name', () => {
    const built = gateway((stack) => ({
      endpointConfiguration: privateOf(stack),
      policy: policy(),
      disableExecuteApiEndpoint: true,
      hosts: [CorsHost.existing('api.internal.example', HostKind.API)],
    }));
    expect(onlyResource<Record<string, unknown>>(built, 'AWS::ApiGateway::RestApi').Properties).toMatchObject(
      {
        DisableExecuteApiEndpoint: true,
      },
    );
  });

  test('an edge-optimized admin API is an error', () => {
    const build = (): unknown =>
      stackOf((stack) => {
        const allowlist = new CorsAllowlist(stack, 'A', WITH_TABLE);
        new CorsAdminApi(stack, 'Admin', {
          allowlist,
          endpointConfiguration: { types: [EndpointType.EDGE] },
        });
      });
    expect(complaints(build)).toEqual(['endpointConfiguration.types is ["EDGE"]']);
  });
});

describe('a web ACL', () => {
  const arn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/ours/0a1b';

  test('is associated with the stage', () => {
    const built = gateway(() => ({ webAclArn: arn }));
    const { Properties } = onlyResource<{ ResourceArn: unknown }>(built, 'AWS::WAFv2::WebACLAssociation');
    expect(Properties).toMatchObject({ WebACLArn: arn });
    expect(JSON.stringify(Properties.ResourceArn)).toMatch(
      /\/restapis\/.*\/stages\/.*"Ref":"CorsApiDeploymentStage/,
    );
  });

  test('is associated with the stage of an admin API', () => {
    const admin = (webAclArn: string): Built =>
      stackOf(
        (stack) => {
          const allowlist = new CorsAllowlist(stack, 'A', WITH_TABLE);
          new CorsAdminApi(stack, 'Admin', { allowlist, webAclArn });
        },
        {},
        { env },
      );
    expect(Object.keys(admin(arn).resources('AWS::WAFv2::WebACLAssociation'))).toHaveLength(1);
    expect(complaints(() => admin('ours'))).toEqual(['webAclArn is "ours"']);
  });

  test('is not there unless it is given', () => {
    expect(Object.keys(gateway(() => ({})).resources('AWS::WAFv2::WebACLAssociation'))).toEqual([]);
  });

  test.each([
    ['of CloudFront', 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/ours/0a1b'],
    ['of another region', 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/ours/0a1b'],
    ['of WAF Classic', 'arn:aws:waf-regional:eu-central-1:123456789012:webacl/0a1b'],
    ['that is a name', 'ours'],
    ['that is empty', ''],
  ])('%s is an error', (_, webAclArn) => {
    expect(complaints(() => gateway(() => ({ webAclArn })))).toEqual([
      `webAclArn is ${JSON.stringify(webAclArn)}`,
    ]);
  });
});

describe('mutual TLS', () => {
  const truststore = (stack: Stack): NonNullable<CorsCustomHostOptions['mtls']> => ({
    bucket: Bucket.fromBucketName(stack, 'Trust', 'trust'),
    key: 'truststore.pem',
  });

  test('of a host is in its domain name, with a warning of preflights', () => {
    const built = gateway((stack) => ({
      disableExecuteApiEndpoint: true,
      hosts: [custom(stack, { mtls: truststore(stack) })],
    }));
    const { Properties } = onlyResource<Record<string, unknown>>(built, 'AWS::ApiGateway::DomainName');
    expect(Properties).toMatchObject({
      MutualTlsAuthentication: { TruststoreUri: 's3://trust/truststore.pem' },
    });
    const found = Annotations.fromStack(built.stack).findWarning(
      '*',
      Match.stringLikeRegexp('mutualTlsPreflights'),
    );
    expect(found).toHaveLength(1);
  });

  test.each<[string, (stack: Stack) => CorsGatewayProps, string[]]>([
    [
      'that the execute-api host goes around',
      (stack) => ({ hosts: [custom(stack, { mtls: truststore(stack) })] }),
      ['hosts[0].mtls is "truststore.pem"'],
    ],
    [
      'with another security policy',
      (stack) => ({
        disableExecuteApiEndpoint: true,
        hosts: [custom(stack, { mtls: truststore(stack), securityPolicy: SecurityPolicy.TLS_1_0 })],
      }),
      ['hosts[0].securityPolicy is "TLS_1_0"'],
    ],
    [
      'without a truststore',
      (stack) => ({
        disableExecuteApiEndpoint: true,
        hosts: [
          custom(stack, { mtls: JSON.parse('{"key":"a"}') as NonNullable<CorsCustomHostOptions['mtls']> }),
        ],
      }),
      ['hosts[0].mtls is "an object"'],
    ],
  ])('%s is an error', (_, props, expected) => {
    expect(complaints(() => gateway(props))).toEqual(expected);
  });
});
