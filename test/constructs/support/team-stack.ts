import { Duration, type Stack } from 'aws-cdk-lib';
import { EndpointType, MethodLoggingLevel, Stage } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { TableEncryptionV2 } from 'aws-cdk-lib/aws-dynamodb';
import {
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpoint,
  Vpc,
  type IVpc,
  type IVpcEndpoint,
} from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ApplicationLogLevel, Architecture, LayerVersion, Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  CorsBackend,
  CorsGateway,
  CorsHost,
  CorsMonitoring,
  HostKind,
  type CorsFunctionOptions,
} from '../../../lib';

const ARN = 'arn:aws';
const PLACE = 'eu-central-1:123456789012';

/** Every choice that a team has for functions. */
function options(stack: Stack, vpc: IVpc): CorsFunctionOptions {
  const layer = `${ARN}:lambda:${PLACE}:layer:observability:1`;
  const id = `Layer${String(stack.node.children.length)}`;
  return {
    memorySize: 1024,
    architecture: Architecture.X86_64,
    vpc,
    vpcSubnets: { subnets: vpc.privateSubnets },
    reservedConcurrentExecutions: 100,
    provisionedConcurrency: 2,
    logRetention: RetentionDays.ONE_YEAR,
    logLevel: ApplicationLogLevel.INFO,
    tracing: Tracing.ACTIVE,
    layers: [LayerVersion.fromLayerVersionArn(stack, id, layer)],
    environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper' },
  };
}

function network(stack: Stack): IVpc {
  const attributes = {
    vpcId: 'vpc-0a1b2c3d4e5f67890',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    privateSubnetIds: ['subnet-0a1b2c3d4e5f67890', 'subnet-0a1b2c3d4e5f67891'],
    privateSubnetRouteTableIds: ['rtb-0a1b2c3d4e5f67890', 'rtb-0a1b2c3d4e5f67891'],
  };
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', attributes);
  vpc.addGatewayEndpoint('DynamoDb', { service: GatewayVpcEndpointAwsService.DYNAMODB });
  return vpc;
}

/** A public gateway with everything that a team can set, and a private one. */
export const TEAM_STORIES: Readonly<Record<string, (stack: Stack) => void>> = {
  'a gateway of a team, with all that a team can set': (stack) => {
    const certificate = Certificate.fromCertificateArn(
      stack,
      'Certificate',
      `${ARN}:acm:${PLACE}:certificate/00000000-0000-4000-8000-000000000000`,
    );
    const vpc = network(stack);
    const gateway = new CorsGateway(stack, 'Cors', {
      changeEvents: {},
      evaluator: options(stack, vpc),
      admin: options(stack, vpc),
      initialOrigins: [{ pattern: 'https://www.example.com' }],
      encryption: TableEncryptionV2.customerManagedKey(new Key(stack, 'Key', { enableKeyRotation: true })),
      logRetention: RetentionDays.ONE_YEAR,
      disableExecuteApiEndpoint: true,
      hosts: [
        CorsHost.custom({
          domainName: 'api.example.com',
          certificate,
          kind: HostKind.API,
          mtls: { bucket: Bucket.fromBucketName(stack, 'Trust', 'trust'), key: 'truststore.pem' },
        }),
      ],
      backends: {
        '/services/data': CorsBackend.http('http://orders.internal', {
          allowHttp: true,
          apiKeyRequired: true,
        }),
      },
      defaultBackend: CorsBackend.echo(),
      upstreamTimeout: Duration.seconds(10),
      webAclArn: `${ARN}:wafv2:${PLACE}:regional/webacl/ours/00000000-0000-4000-8000-000000000000`,
      stageOptions: { metricsEnabled: true, loggingLevel: MethodLoggingLevel.INFO, throttlingRateLimit: 100 },
      retainDeployments: true,
    });
    const { api } = gateway;
    new CorsMonitoring(stack, 'Monitoring', { gateway });
    const plan = api.addUsagePlan('Plan', { throttle: { rateLimit: 10, burstLimit: 5 } });
    plan.addApiKey(api.addApiKey('ApiKey'));
    plan.addApiStage({ stage: api.deploymentStage });
    if (api.latestDeployment === undefined) throw new Error('the API has no deployment');
    new Stage(stack, 'Beta', { deployment: api.latestDeployment, stageName: 'beta', tracingEnabled: true });
  },
  'a private gateway of a team': (stack) => {
    const endpoint: IVpcEndpoint = InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(
      stack,
      'Endpoint',
      {
        vpcEndpointId: 'vpce-0a1b2c3d4e5f67890',
        port: 443,
      },
    );
    const { api } = new CorsGateway(stack, 'Cors', {
      adminApi: false,
      endpointConfiguration: { types: [EndpointType.PRIVATE], vpcEndpoints: [endpoint] },
      evaluator: { vpc: network(stack), tracing: Tracing.DISABLED },
      defaultBackend: CorsBackend.http('https://orders.internal'),
    });
    api.grantInvokeFromVpcEndpointsOnly([endpoint]);
  },
};
