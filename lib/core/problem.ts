import { REASONS, type Reason } from './reasons';

/** Failures that are not a verdict: the upstream, the limits of the platform, and the evaluator itself. */
export const FAILURES = {
  verdict_unavailable: { status: 503, title: 'No verdict could be reached, so nothing is allowed.' },
  upstream_unreachable: { status: 502, title: 'The upstream could not be reached.' },
  upstream_invalid: { status: 502, title: 'The upstream gave an answer that cannot be passed on.' },
  upstream_response_too_large: {
    status: 502,
    title: 'The answer of the upstream is larger than the gateway can pass on.',
  },
  upstream_timeout: { status: 504, title: 'The upstream did not answer in time.' },
  malformed_request: { status: 400, title: 'The request cannot be read.' },
  request_too_large: { status: 413, title: 'The request body is larger than the gateway can pass on.' },
  no_backend: { status: 404, title: 'No backend is configured for the path.' },
  internal_error: { status: 500, title: 'The backend failed.' },
  // Answers of API Gateway itself.
  not_found: { status: 404, title: 'The API has no such route.' },
  unauthorized: { status: 401, title: 'The request carries no credentials that the API accepts.' },
  token_missing: { status: 401, title: 'The request carries no token.' },
  token_invalid: { status: 401, title: 'The token of the request is not accepted.' },
  token_expired: { status: 401, title: 'The token of the request has expired.' },
  token_refused: { status: 401, title: 'The request carries no token that is accepted.' },
  scope_missing: { status: 403, title: 'The token of the request lacks a scope that is needed.' },
  access_denied: { status: 403, title: 'A policy of the API denies the request.' },
  invalid_api_key: { status: 403, title: 'The API key is missing or not accepted.' },
  invalid_signature: { status: 403, title: 'The signature of the request does not match.' },
  expired_token: { status: 403, title: 'The security token of the request has expired.' },
  bad_request: { status: 400, title: 'The request does not have the form that the API expects.' },
  unsupported_media_type: { status: 415, title: 'The API does not take bodies of this media type.' },
  throttled: { status: 429, title: 'Too many requests; try again later.' },
  quota_exceeded: { status: 429, title: 'The quota of the API key is used up.' },
  firewall_refused: { status: 403, title: 'The firewall refused the request.' },
  backend_unavailable: { status: 502, title: 'The backend could not be called.' },
  backend_timeout: { status: 504, title: 'The backend did not answer in time.' },
  api_misconfigured: { status: 500, title: 'The API is not set up correctly.' },
  request_rejected: { status: 400, title: 'The API refused the request.' },
  api_failure: { status: 500, title: 'The API failed.' },
} as const;

/** The code of a failure that is not a verdict. */
export type Failure = keyof typeof FAILURES;

/** Every code that a problem body of the gateway can carry. */
export type ProblemCode = Reason | Failure;

/** Media type of problem bodies. @see https://www.rfc-editor.org/rfc/rfc9457#section-3 */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** A problem body. @see https://www.rfc-editor.org/rfc/rfc9457#section-3.1 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
}

/** The problem type of a code; a name to compare, not a page to open. */
export function problemType(code: string): string {
  return `urn:apigateway-cors-allowlist:problem:${code}`;
}

/** The problem body of a verdict (403, 503 for `store_unavailable`) or a failure. It never holds request input. */
export function problemOf(code: ProblemCode, requestId: string): Problem {
  const { status, title } = statusAndTitle(code);
  return { type: problemType(code), title, status, code, requestId };
}

function statusAndTitle(code: ProblemCode): { readonly status: number; readonly title: string } {
  if (code in FAILURES) return FAILURES[code as Failure];
  return { status: refusalStatus(code as Reason), title: REASONS[code as Reason] };
}

/** The status with which a refused request is answered. */
export function refusalStatus(reason: Reason): 403 | 503 {
  return reason === 'store_unavailable' ? 503 : 403;
}
