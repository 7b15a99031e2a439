import { lastValues } from '../../http/headers';
import { eventParts, type RoutedCall } from '../call/api-call';

/** API Gateway's limit on the ARN of a method that has an authorizer, in bytes; longer ones are 414. */
export const METHOD_ARN_LIMIT = 1600;

/** The ARN that an authorizer's policy is asked about. It holds the path as the client sent it. */
export function methodArn({ api, method, request }: RoutedCall): string {
  return `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/${api.stage.name}/${method}${request.path}`;
}

/**
 * The event of a TOKEN authorizer.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function tokenEvent(call: RoutedCall, authorizationToken: string): unknown {
  return { type: 'TOKEN', methodArn: methodArn(call), authorizationToken };
}

/**
 * The event of a REQUEST authorizer. Unlike in a proxy event, maps without an entry are empty maps.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function authorizerEvent(call: RoutedCall): unknown {
  return {
    type: 'REQUEST',
    methodArn: methodArn(call),
    ...eventParts(call),
    queryStringParameters: lastValues(call.query),
    multiValueQueryStringParameters: call.query,
    pathParameters: call.route.pathParameters,
    stageVariables: call.api.stage.variables,
    requestContext: call.context,
  };
}
