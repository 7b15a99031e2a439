import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat, LogGroupLogDestination, type StageOptions } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { CONTEXT_ENTRY, CONTEXT_REASON } from '../../../contract';

/** The fields of a line. No query and no headers, because both may hold tokens. */
const FIELDS = {
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  time: '$context.requestTime',
  host: '$context.domainName',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  reason: `$context.authorizer.${CONTEXT_REASON}`,
  entry: `$context.authorizer.${CONTEXT_ENTRY}`,
  errorType: '$context.error.responseType',
  authorizerStatus: '$context.authorizer.status',
  authorizerLatency: '$context.authorizer.latency',
  latency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
};

/** An access log in a log group of its own, one JSON object a request. */
export function accessLog(
  scope: Construct,
  id: string,
  retention: RetentionDays = RetentionDays.THREE_MONTHS,
): Pick<StageOptions, 'accessLogDestination' | 'accessLogFormat'> {
  const logGroup = new LogGroup(scope, id, { retention, removalPolicy: RemovalPolicy.DESTROY });
  return {
    accessLogDestination: new LogGroupLogDestination(logGroup),
    accessLogFormat: accessLogFormat(),
  };
}

/** The format of a line. */
export function accessLogFormat(): AccessLogFormat {
  return AccessLogFormat.custom(JSON.stringify(FIELDS));
}
