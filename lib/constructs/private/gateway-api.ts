import { Names, RemovalPolicy } from 'aws-cdk-lib';
import {
  AuthorizationType,
  EndpointType,
  MethodLoggingLevel,
  RestApi,
  type IAuthorizer,
  type MethodResponse,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { CorsGatewayProps } from '../cors-gateway-props';
import { accessLog } from './access-log';
import { acknowledge } from './acknowledge';
import { defined } from './defined';
import { FunctionIntegration } from './function-integration';

/** The REST API of a gateway, without routes. */
export function makeApi(scope: Construct, id: string, props: CorsGatewayProps): RestApi {
  const { throttlingRateLimit, throttlingBurstLimit, logRetention, stageName = 'prod' } = props;
  const api = new RestApi(scope, id, {
    // A label, not a key: several APIs may share one, but CloudWatch counts those as one.
    restApiName: Names.uniqueResourceName(scope, { separator: '-', maxLength: 128 }),
    description: 'API behind a CORS allowlist',
    // Edge-optimized APIs rewrite the case of header names and hide the host.
    endpointTypes: [EndpointType.REGIONAL],
    // Bodies pass as bytes, whatever they are.
    binaryMediaTypes: ['*/*'],
    disableExecuteApiEndpoint: props.disableExecuteApiEndpoint ?? false,
    cloudWatchRole: props.cloudWatchRole ?? true,
    ...(props.cloudWatchRole === false ? {} : { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
    deployOptions: {
      stageName,
      tracingEnabled: true,
      // Without data traces: those would hold bodies and tokens.
      loggingLevel: MethodLoggingLevel.ERROR,
      ...defined({ throttlingRateLimit, throttlingBurstLimit }),
      ...accessLog(scope, 'AccessLog', logRetention),
    },
  });
  acknowledge(api, {
    'AwsSolutions-APIG2': 'Requests belong to the backends, whose form the gateway does not know.',
    'AwsSolutions-APIG3':
      'A firewall is a choice, and a cost, of whoever deploys; it can be associated with the stage.',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
      'The role for logs is a setting of the account, for which AWS names this policy.',
  });
  return api;
}

/** Who answers at a resource. */
export interface ResourceSeat {
  /** Answers everything but `OPTIONS`. */
  readonly handler: IFunction;
  /** Judges before the handler runs; undefined where the handler judges by itself. */
  readonly authorizer: IAuthorizer | undefined;
  /** Answers `OPTIONS`, which never reaches a backend. */
  readonly evaluator: IFunction;
}

/** Adds a resource and its methods. */
export function addSeat(api: RestApi, path: string, { handler, authorizer, evaluator }: ResourceSeat): void {
  const resource = api.root.resourceForPath(path);
  const any = resource.addMethod('ANY', new FunctionIntegration(handler), methodAuthorization(authorizer));
  const options = resource.addMethod('OPTIONS', new FunctionIntegration(evaluator), {
    authorizationType: AuthorizationType.NONE,
    methodResponses: [PREFLIGHT_RESPONSE],
  });
  acknowledge(any, {
    'AwsSolutions-COG4': 'Who may call an endpoint is for its backend to say; the allowlist says from where.',
    ...(authorizer === undefined
      ? { 'AwsSolutions-APIG4': 'The function itself judges each request before it forwards any.' }
      : {}),
  });
  acknowledge(options, {
    'AwsSolutions-APIG4': 'Browsers send preflights without credentials, and nothing stands behind them.',
  });
}

function methodAuthorization(authorizer: IAuthorizer | undefined) {
  return authorizer === undefined ? { authorizationType: AuthorizationType.NONE } : { authorizer };
}

/** What a preflight is answered with, for those who read the API's definition; the function sets the headers. */
const PREFLIGHT_RESPONSE: MethodResponse = {
  statusCode: '204',
  responseParameters: {
    'method.response.header.Access-Control-Allow-Origin': true,
    'method.response.header.Access-Control-Allow-Methods': true,
    'method.response.header.Access-Control-Allow-Headers': true,
    'method.response.header.Access-Control-Max-Age': true,
    'method.response.header.Vary': true,
  },
};
