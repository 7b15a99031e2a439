import { Names, RemovalPolicy } from 'aws-cdk-lib';
import {
  EndpointType,
  MethodLoggingLevel,
  RestApi,
  type RestApiProps,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { accessLog, accessLogFormat } from './access-log';
import { acknowledge, inPacks } from '../synth/acknowledge';
import { defined } from '../synth/values';
import { isPrivate, requirePolicy, type EndpointProps } from './endpoint-issues';
import { associateWebAcl } from './web-acl';
import { makesLogRole, warnOfNoLogRole } from './log-role';

/** The differences between our REST APIs. */
export interface OwnApiProps extends EndpointProps {
  readonly description: string;
  /** @default prod */
  readonly stageName?: string | undefined;
  readonly throttling: Pick<StageOptions, 'throttlingRateLimit' | 'throttlingBurstLimit'>;
  readonly logRetention?: RetentionDays | undefined;
  /** Further options of the stage. */
  readonly stageOptions?: StageOptions;
  readonly retainDeployments?: boolean;
  readonly webAclArn?: string;
  /** Whether the role by which API Gateway writes logs is made; undefined where the user says nothing. */
  readonly cloudWatchRole?: boolean | undefined;
  readonly disableExecuteApiEndpoint?: boolean | undefined;
  /** Why API Gateway itself validates no requests. */
  readonly validatedElsewhere: string;
}

/** A REST API without routes, regional where nothing else is said, whose stage is traced and logged. */
export function makeOwnApi(scope: Construct, id: string, props: OwnApiProps): RestApi {
  const cloudWatchRole = makesLogRole(scope, props.cloudWatchRole);
  const api = new RestApi(scope, id, {
    // A label, not a key: several APIs may share one, but CloudWatch counts those as one.
    restApiName: Names.uniqueResourceName(scope, { separator: '-', maxLength: 128 }),
    description: props.description,
    ...endpointOf(props),
    // Bodies pass as bytes, whatever they are.
    binaryMediaTypes: ['*/*'],
    disableExecuteApiEndpoint: props.disableExecuteApiEndpoint ?? false,
    cloudWatchRole,
    ...(cloudWatchRole ? { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN } : {}),
    ...defined({ retainDeployments: props.retainDeployments }),
    deployOptions: stageOf(scope, props),
  });
  warnOfNoLogRole(api, props.cloudWatchRole);
  if (isPrivate(props)) requirePolicy(api);
  if (props.webAclArn !== undefined) associateWebAcl(scope, api, props.webAclArn);
  // The construct puts an output into the user's stack, with a slash at its end.
  api.node.tryRemoveChild('Endpoint');
  acknowledge(api, {
    'AwsSolutions-APIG2': props.validatedElsewhere,
    ...inPacks(
      'APIGWCacheEnabledAndEncrypted',
      'A cache would give the CORS headers of one origin to another.',
    ),
    ...inPacks(
      'APIGWSSLEnabled',
      'Methods lead to functions, which API Gateway calls by IAM and by no client certificate.',
    ),
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
      'The role for logs is a setting of the account, for which AWS names this policy.',
  });
  return api;
}

/** Edge-optimized APIs rewrite the case of header names and hide the host. */
function endpointOf({ endpointConfiguration, policy }: EndpointProps): Partial<RestApiProps> {
  return {
    ...(endpointConfiguration === undefined
      ? { endpointTypes: [EndpointType.REGIONAL] }
      : { endpointConfiguration }),
    ...defined({ policy }),
  };
}

function stageOf(scope: Construct, props: OwnApiProps): StageOptions {
  const { stageOptions = {} } = props;
  return {
    stageName: props.stageName ?? 'prod',
    tracingEnabled: true,
    // No data traces, because they would hold bodies and tokens.
    loggingLevel: MethodLoggingLevel.ERROR,
    ...props.throttling,
    ...(stageOptions.accessLogDestination === undefined
      ? accessLog(scope, 'AccessLog', props.logRetention)
      : { accessLogFormat: accessLogFormat() }),
    ...stageOptions,
  };
}
