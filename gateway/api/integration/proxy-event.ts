import { lastValues } from '../../http/headers';
import { matchesMediaType } from './media-types';
import { eventParts, type RoutedCall } from '../call/api-call';
import { headerValue, sameName } from '../../http/headers';

/**
 * The event of a Lambda proxy integration. Maps without an entry, and an empty body, are `null`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function proxyEvent(call: RoutedCall): unknown {
  const { api, request, query, route } = call;
  const binary = matchesMediaType(api.binaryMediaTypes, headerValue(request.headers, 'Content-Type'));
  return {
    ...eventParts(call),
    queryStringParameters: orNull(lastValues(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(route.pathParameters),
    stageVariables: orNull(api.stage.variables),
    requestContext: call.context,
    body: request.body.length === 0 ? null : request.body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && request.body.length > 0,
  };
}

/** The call without the `Authorization` header, which API Gateway keeps to itself where it checked it (AWS_IAM). */
export function withoutAuthorization(call: RoutedCall): RoutedCall {
  return { ...call, headers: call.headers.filter(([name]) => !sameName(name, 'Authorization')) };
}

function orNull<T extends object>(map: T): T | null {
  return Object.keys(map).length === 0 ? null : map;
}
