import { CfnGatewayResponse, ResponseType, type RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import { FAILURES, PROBLEM_MEDIA_TYPE, problemType, VARY_OPTIONS, type Failure } from '../../../core';

/** A problem as a code, the status that goes with it, and the sentence that documents it. */
export interface ResponseProblem {
  readonly code: string;
  /** @default - the problem type of the code */
  readonly type?: string;
  readonly status: number;
  readonly title: string;
}

/** An answer that API Gateway makes by itself, whether a resource or a document defines it. */
export interface GatewayAnswer {
  /** @default - the status that API Gateway gives the error */
  readonly statusCode?: string;
  /** Mappings by the name of the header. */
  readonly headers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

/** Errors that API Gateway answers by itself in front of every API of ours. Its own 413 cannot be shaped. */
const COMMON: Readonly<Record<string, Failure>> = {
  API_CONFIGURATION_ERROR: 'api_misconfigured',
  BAD_REQUEST_BODY: 'bad_request',
  BAD_REQUEST_PARAMETERS: 'bad_request',
  EXPIRED_TOKEN: 'expired_token',
  INTEGRATION_FAILURE: 'backend_unavailable',
  INTEGRATION_TIMEOUT: 'backend_timeout',
  INVALID_API_KEY: 'invalid_api_key',
  INVALID_SIGNATURE: 'invalid_signature',
  QUOTA_EXCEEDED: 'quota_exceeded',
  RESOURCE_NOT_FOUND: 'not_found',
  THROTTLED: 'throttled',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported_media_type',
  WAF_FILTERED: 'firewall_refused',
};

/** Every error without a type of its own. Several statuses share each of them, so they keep their status. */
const DEFAULTS: Readonly<Record<string, Failure>> = {
  DEFAULT_4XX: 'request_rejected',
  DEFAULT_5XX: 'api_failure',
};

/** None repeats the request's `Origin`, which proves nothing before a verdict. */
const HEADERS = {
  // A gateway response cannot tell an `OPTIONS` from other requests, so each varies as the answer to a preflight does.
  Vary: literalValue(VARY_OPTIONS),
  'Content-Type': literalValue(PROBLEM_MEDIA_TYPE),
  'Cache-Control': literalValue('no-store'),
};

/** A failure as a problem. */
export function failure(code: Failure): ResponseProblem {
  return { code, ...FAILURES[code] };
}

/** The problems that mean the same in front of every API. */
export function commonProblems(): Record<string, ResponseProblem> {
  return Object.fromEntries(Object.entries(COMMON).map(([type, code]) => [type, failure(code)]));
}

/**
 * Answers to errors that API Gateway makes by itself, in the form of our own problems: the named types, and the two defaults for
 * all other types.
 *
 * @param problems by type of response
 * @param headers further headers of each, as mappings
 * @returns answers by type of response
 */
export function problemAnswers(
  problems: Readonly<Record<string, ResponseProblem>>,
  headers: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, GatewayAnswer> {
  const answer = (
    response: string,
    { code, type, title }: ResponseProblem,
    status: number | undefined,
  ): [string, GatewayAnswer] => [
    response,
    {
      ...(status === undefined ? {} : { statusCode: String(status) }),
      headers: { ...HEADERS, ...headers },
      // The only key that API Gateway looks for, whatever the request accepts.
      templates: { 'application/json': template({ type: type ?? problemType(code), title, status, code }) },
    },
  ];
  return new Map([
    ...Object.entries(problems).map(([type, problem]) => answer(type, problem, problem.status)),
    ...Object.entries(DEFAULTS).map(([type, code]) => answer(type, failure(code), undefined)),
  ]);
}

/** Gives an API these answers. An answer that it already has for a type stays. */
export function addAnswers(api: RestApiBase, answers: ReadonlyMap<string, GatewayAnswer>): void {
  const existing = new Set(gatewayResponsesOf(api).map(({ responseType }) => responseType));
  for (const [type, { headers, ...answer }] of answers) {
    if (existing.has(type)) continue;
    api.addGatewayResponse(type, { type: ResponseType.of(type), responseHeaders: headers, ...answer });
  }
}

/** The gateway responses of an API, in whichever scope of the app they are made. */
export function gatewayResponsesOf({ node, restApiId }: RestApiBase): readonly CfnGatewayResponse[] {
  return node.root.node
    .findAll()
    .filter((child) => child instanceof CfnGatewayResponse)
    .filter((response) => response.restApiId === restApiId);
}

/** A body, which API Gateway fills in without escaping anything; `$context.requestId` would be the client's to set. */
function template(body: object): string {
  return JSON.stringify({ ...body, requestId: '$context.extendedRequestId' });
}

function literalValue(value: string): string {
  return `'${value}'`;
}
