import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  CONTEXT_ALLOW_CREDENTIALS,
  CONTEXT_ALLOW_ORIGIN,
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_REASON,
  CONTEXT_TITLE,
  CONTEXT_TYPE,
} from '../../contract';
import { FAILURES, PROBLEM_MEDIA_TYPE, problemType, type Failure } from '../../core';

/** What API Gateway answers by itself, and the code of our answer. Its own 413 cannot be shaped. */
const CODES: readonly (readonly [type: string, code: Failure])[] = [
  ['API_CONFIGURATION_ERROR', 'api_misconfigured'],
  ['AUTHORIZER_CONFIGURATION_ERROR', 'verdict_unavailable'],
  ['AUTHORIZER_FAILURE', 'verdict_unavailable'],
  ['BAD_REQUEST_BODY', 'bad_request'],
  ['BAD_REQUEST_PARAMETERS', 'bad_request'],
  ['EXPIRED_TOKEN', 'expired_token'],
  ['INTEGRATION_FAILURE', 'backend_unavailable'],
  ['INTEGRATION_TIMEOUT', 'backend_timeout'],
  ['INVALID_API_KEY', 'invalid_api_key'],
  ['INVALID_SIGNATURE', 'invalid_signature'],
  ['MISSING_AUTHENTICATION_TOKEN', 'not_found'],
  ['QUOTA_EXCEEDED', 'quota_exceeded'],
  ['RESOURCE_NOT_FOUND', 'not_found'],
  ['THROTTLED', 'throttled'],
  ['UNAUTHORIZED', 'unauthorized'],
  ['UNSUPPORTED_MEDIA_TYPE', 'unsupported_media_type'],
  ['WAF_FILTERED', 'firewall_refused'],
];

/** What stands for all that has no type of its own; several statuses share them, so they keep theirs. */
const DEFAULTS: readonly (readonly [type: string, code: Failure])[] = [
  ['DEFAULT_4XX', 'request_rejected'],
  ['DEFAULT_5XX', 'api_failure'],
];

/** Errors that can come after an allow, whose headers the page needs to read them. */
const AFTER_VERDICT = new Set(['INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT', 'DEFAULT_5XX']);

/** Headers of every answer. The request's `Origin` is in none: without a verdict it proves nothing. */
const HEADERS = {
  Vary: literal('Origin'),
  'Content-Type': literal(PROBLEM_MEDIA_TYPE),
  'Cache-Control': literal('no-store'),
};

const VERDICT_HEADERS = {
  'Access-Control-Allow-Origin': `context.authorizer.${CONTEXT_ALLOW_ORIGIN}`,
  'Access-Control-Allow-Credentials': `context.authorizer.${CONTEXT_ALLOW_CREDENTIALS}`,
  'Access-Control-Expose-Headers': `context.authorizer.${CONTEXT_EXPOSE_HEADERS}`,
};

/** `$context.requestId` would be one that the client can set. */
const REQUEST_ID = '$context.extendedRequestId';

/** Gives every error that API Gateway makes by itself the form of our own answers. */
export function addGatewayResponses(restApi: RestApi): void {
  const add = (type: string, body: object, statusCode?: number): void => {
    restApi.addGatewayResponse(type, {
      type: ResponseType.of(type),
      ...(statusCode === undefined ? {} : { statusCode: String(statusCode) }),
      responseHeaders: AFTER_VERDICT.has(type) ? { ...HEADERS, ...VERDICT_HEADERS } : HEADERS,
      // The only key that API Gateway looks for, whatever the request accepts.
      templates: { 'application/json': JSON.stringify({ ...body, requestId: REQUEST_ID }) },
    });
  };
  add('ACCESS_DENIED', refusal(), 403);
  for (const [type, code] of CODES) {
    const { status, title } = FAILURES[code];
    add(type, { type: problemType(code), title, status, code }, status);
  }
  for (const [type, code] of DEFAULTS)
    add(type, { type: problemType(code), title: FAILURES[code].title, code });
}

/** The refusal of the authorizer, in its own words. */
function refusal(): object {
  const said = (key: string): string => `$context.authorizer.${key}`;
  return { type: said(CONTEXT_TYPE), title: said(CONTEXT_TITLE), status: 403, code: said(CONTEXT_REASON) };
}

function literal(value: string): string {
  return `'${value}'`;
}
