import { sameName } from '../../http/headers';
import type { HttpResponse } from '../../http/response';
import { requestValues, type ApiCall } from './api-call';
import { fillTemplate } from '../mapping/body-template';
import { mappedHeaders } from '../mapping/mapped-headers';

/**
 * The errors that API Gateway answers by itself, of the kinds that can happen here.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export type GatewayResponseType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'AUTHORIZER_FAILURE'
  | 'BAD_REQUEST_BODY'
  | 'BAD_REQUEST_PARAMETERS'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_API_KEY'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'QUOTA_EXCEEDED'
  | 'THROTTLED'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE';

/** An error to answer with a gateway response. */
export interface GatewayFault {
  readonly type: GatewayResponseType;
  /** The default message for the client; some errors of API Gateway have none. */
  readonly message: string | null;
  /**
   * The status where neither the type nor its DEFAULT_4XX or DEFAULT_5XX sets one.
   *
   * @default - the type's own
   */
  readonly status?: number;
  /** `$context.error.validationErrorString`: the rules that a body breaks. */
  readonly validation?: string;
}

/** Status and `x-amzn-ErrorType` of each, where a template does not say otherwise. */
const DEFAULTS: Readonly<Record<GatewayResponseType, readonly [status: number, errorType: string]>> = {
  ACCESS_DENIED: [403, 'AccessDeniedException'],
  API_CONFIGURATION_ERROR: [500, 'InternalServerErrorException'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'AuthorizerConfigurationException'],
  AUTHORIZER_FAILURE: [500, 'AuthorizerFailureException'],
  BAD_REQUEST_BODY: [400, 'BadRequestException'],
  BAD_REQUEST_PARAMETERS: [400, 'BadRequestException'],
  INTEGRATION_FAILURE: [504, 'InternalServerErrorException'],
  INTEGRATION_TIMEOUT: [504, 'InternalServerErrorException'],
  INVALID_API_KEY: [403, 'ForbiddenException'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'MissingAuthenticationTokenException'],
  QUOTA_EXCEEDED: [429, 'LimitExceededException'],
  THROTTLED: [429, 'TooManyRequestsException'],
  UNAUTHORIZED: [401, 'UnauthorizedException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'BadRequestException'],
};

const JSON_TYPE = 'application/json';
const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';
/** The one default body that spells its member with a capital. */
const DENIED_TEMPLATE = '{"Message":$context.error.messageString}';

/**
 * The response to an error: by the template's gateway response of this type, else by its DEFAULT_4XX or DEFAULT_5XX,
 * else by API Gateway's own defaults. Mappings and templates see the context as the call has it by now: that of an
 * authorizer too, when it was asked before the error.
 */
export function gatewayResponse(call: ApiCall, fault: GatewayFault): HttpResponse {
  const [defaultStatus, errorType] = DEFAULTS[fault.type];
  const original = fault.status ?? defaultStatus;
  const responses = call.api.gatewayResponses;
  const definition =
    responses.get(fault.type) ?? responses.get(original < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const values = requestValues(call, { error: errorContext(fault) });
  const mapped = mappedHeaders(definition?.headers ?? [], values);
  const [contentType, template] = bodyTemplate(definition?.templates, fault.type, definition !== undefined);
  const ownType = mapped.some(([name]) => sameName(name, 'Content-Type'));
  return {
    status: definition?.statusCode ?? original,
    headers: [
      ...(ownType ? [] : ([['Content-Type', contentType]] as const)),
      ['x-amzn-ErrorType', errorType],
      ...mapped,
    ],
    body: Buffer.from(fillTemplate(template, values, '')),
  };
}

/** `$context.error`; also what an access log reads. */
export function errorContext({
  type,
  message,
  validation,
}: GatewayFault): Readonly<Record<string, string | null>> {
  return {
    message,
    messageString: JSON.stringify(message),
    responseType: type,
    ...(validation === undefined ? {} : { validationErrorString: validation }),
  };
}

function bodyTemplate(
  templates: ReadonlyMap<string, string> | undefined,
  type: GatewayResponseType,
  customised: boolean,
): readonly [contentType: string, template: string] {
  // Whatever a client accepts: only the JSON template is used where there is one, as measured on AWS by others.
  const json = templates?.get(JSON_TYPE);
  if (json !== undefined) return [JSON_TYPE, json];
  const [first] = templates ?? [];
  if (first !== undefined) return first;
  return [JSON_TYPE, type === 'ACCESS_DENIED' && !customised ? DENIED_TEMPLATE : DEFAULT_TEMPLATE];
}
