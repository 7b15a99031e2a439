import { Names, RemovalPolicy } from 'aws-cdk-lib';
import { EndpointType, MethodLoggingLevel, RestApi, type StageOptions } from 'aws-cdk-lib/aws-apigateway';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { accessLog } from './access-log';
import { acknowledge } from '../synth/acknowledge';

/** The differences between our REST APIs. */
export interface RegionalApiProps {
  readonly description: string;
  /** @default prod */
  readonly stageName?: string | undefined;
  readonly throttling: Pick<StageOptions, 'throttlingRateLimit' | 'throttlingBurstLimit'>;
  readonly logRetention?: RetentionDays | undefined;
  /** Whether the role with which API Gateway writes logs is made. */
  readonly cloudWatchRole: boolean;
  readonly disableExecuteApiEndpoint?: boolean | undefined;
  /** Why API Gateway itself validates no requests. */
  readonly validatedElsewhere: string;
}

/** A regional REST API without routes, whose stage is traced and logged. */
export function makeRegionalApi(scope: Construct, id: string, props: RegionalApiProps): RestApi {
  const api = new RestApi(scope, id, {
    // A label, not a key: several APIs may share one, but CloudWatch counts those as one.
    restApiName: Names.uniqueResourceName(scope, { separator: '-', maxLength: 128 }),
    description: props.description,
    // Edge-optimized APIs rewrite the case of header names and hide the host.
    endpointTypes: [EndpointType.REGIONAL],
    // Bodies pass as bytes, whatever they are.
    binaryMediaTypes: ['*/*'],
    disableExecuteApiEndpoint: props.disableExecuteApiEndpoint ?? false,
    cloudWatchRole: props.cloudWatchRole,
    ...(props.cloudWatchRole ? { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN } : {}),
    deployOptions: {
      stageName: props.stageName ?? 'prod',
      tracingEnabled: true,
      // No data traces, because they would hold bodies and tokens.
      loggingLevel: MethodLoggingLevel.ERROR,
      ...props.throttling,
      ...accessLog(scope, 'AccessLog', props.logRetention),
    },
  });
  // The construct puts an output into the user's stack, with a slash at its end.
  api.node.tryRemoveChild('Endpoint');
  acknowledge(api, {
    'AwsSolutions-APIG2': props.validatedElsewhere,
    'AwsSolutions-APIG3': 'A firewall costs money, so the user decides; it can be associated with the stage.',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
      'The role for logs is a setting of the account, for which AWS names this policy.',
  });
  return api;
}
