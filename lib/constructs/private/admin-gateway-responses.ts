import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { ADMIN_PROBLEMS, type AdminProblemCode } from '../../contract';
import { FAILURES, PROBLEM_MEDIA_TYPE, problemType, type Failure } from '../../core';

type Code = AdminProblemCode | Failure;

/**
 * What API Gateway answers by itself. A request without signature or token and one to a path without a route get the same
 * type; every path below the root has a route here, so it is the former.
 */
const CODES: readonly (readonly [type: string, code: Code])[] = [
  ['ACCESS_DENIED', 'not_permitted'],
  ['API_CONFIGURATION_ERROR', 'api_misconfigured'],
  ['AUTHORIZER_CONFIGURATION_ERROR', 'api_misconfigured'],
  ['AUTHORIZER_FAILURE', 'api_failure'],
  ['BAD_REQUEST_BODY', 'bad_request'],
  ['BAD_REQUEST_PARAMETERS', 'bad_request'],
  ['EXPIRED_TOKEN', 'expired_token'],
  ['INTEGRATION_FAILURE', 'backend_unavailable'],
  ['INTEGRATION_TIMEOUT', 'backend_timeout'],
  ['INVALID_SIGNATURE', 'invalid_signature'],
  ['MISSING_AUTHENTICATION_TOKEN', 'not_authenticated'],
  ['THROTTLED', 'throttled'],
  ['UNAUTHORIZED', 'not_authenticated'],
  ['WAF_FILTERED', 'firewall_refused'],
];

/** What stands for all that has no type of its own; several statuses share them, so they keep theirs. */
const DEFAULTS: readonly (readonly [type: string, code: Failure])[] = [
  ['DEFAULT_4XX', 'request_rejected'],
  ['DEFAULT_5XX', 'api_failure'],
];

/** No `Access-Control-*` in any: nothing but the API's own origin is meant to read it in a browser. */
const HEADERS = {
  Vary: literal('Origin'),
  'Content-Type': literal(PROBLEM_MEDIA_TYPE),
  'Cache-Control': literal('no-store'),
};

/** Gives every error that API Gateway makes by itself the form of the functions' own. */
export function addAdminGatewayResponses(api: RestApi): void {
  const add = (type: string, body: object, statusCode?: number): void => {
    api.addGatewayResponse(type, {
      type: ResponseType.of(type),
      ...(statusCode === undefined ? {} : { statusCode: String(statusCode) }),
      responseHeaders: HEADERS,
      // `$context.requestId` would be one that the client can set.
      templates: { 'application/json': JSON.stringify({ ...body, requestId: '$context.extendedRequestId' }) },
    });
  };
  for (const [type, code] of CODES) {
    const { status, title } = { ...FAILURES, ...ADMIN_PROBLEMS }[code];
    add(type, { type: problemType(code), title, status, code }, status);
  }
  for (const [type, code] of DEFAULTS) {
    add(type, { type: problemType(code), title: FAILURES[code].title, code });
  }
}

function literal(value: string): string {
  return `'${value}'`;
}
