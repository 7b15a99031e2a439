import type { CompiledRule } from './compiled-rule';
import type { Outcome, ResponseHeaders } from './verdict';
import { echoedHeaderNames } from './header-names';
import { PROBLEM_MEDIA_TYPE } from './problem';
import type { CorsRequest } from './request';

const VARY = 'Origin';
/** An answer to `OPTIONS` depends on what the preflight asks for, whoever asks. */
export const VARY_OPTIONS = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

const NO_STORE = { 'Cache-Control': 'no-store' };

/** Whether the request is a CORS preflight. @see https://fetch.spec.whatwg.org/#cors-preflight-request */
export function isPreflight(request: CorsRequest): boolean {
  return request.method === 'OPTIONS' && request.origins.length > 0 && (request.requestedMethod ?? '') !== '';
}

/** The headers of the answer to a request with this outcome. */
export function verdictHeaders(
  request: CorsRequest,
  outcome: Outcome,
  rule: CompiledRule | undefined,
): ResponseHeaders {
  const vary = request.method === 'OPTIONS' ? VARY_OPTIONS : VARY;
  // No `Access-Control-*`: a refusal is not readable across origins.
  if (outcome === 'refuse') return { Vary: vary, ...NO_STORE, 'Content-Type': PROBLEM_MEDIA_TYPE };
  const allowed = outcome === 'allow' ? rule : undefined;
  if (isPreflight(request)) {
    return allowed === undefined
      ? { Vary: vary, ...NO_STORE, ...allowHeader(rule) }
      : preflightHeaders(request, allowed, vary);
  }
  const headers = allowed === undefined ? { Vary: vary } : actualHeaders(request, allowed, vary);
  return request.method === 'OPTIONS' ? { ...headers, ...allowHeader(rule) } : headers;
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.1 */
function allowHeader(rule: CompiledRule | undefined): ResponseHeaders {
  return { Allow: rule?.allow ?? 'OPTIONS' };
}

/** @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers */
function actualHeaders(request: CorsRequest, rule: CompiledRule, vary: string): ResponseHeaders {
  const headers: Record<string, string> = {
    Vary: vary,
    'Access-Control-Allow-Origin': allowedOrigin(request, rule),
  };
  if (rule.exposedHeaders !== '') headers['Access-Control-Expose-Headers'] = rule.exposedHeaders;
  if (rule.credentials) headers['Access-Control-Allow-Credentials'] = 'true';
  return headers;
}

/** @see https://fetch.spec.whatwg.org/#cors-preflight-fetch */
function preflightHeaders(request: CorsRequest, rule: CompiledRule, vary: string): ResponseHeaders {
  const headers: Record<string, string> = {
    Vary: vary,
    ...NO_STORE,
    'Access-Control-Allow-Origin': allowedOrigin(request, rule),
    'Access-Control-Allow-Methods': rule.methods,
    'Access-Control-Max-Age': rule.maxAge,
  };
  const names = rule.allowedHeaders ?? echoedHeaderNames(request.requestedHeaders);
  if (names !== undefined && names !== '') headers['Access-Control-Allow-Headers'] = names;
  if (rule.credentials) headers['Access-Control-Allow-Credentials'] = 'true';
  return headers;
}

function allowedOrigin(request: CorsRequest, { rule }: CompiledRule): string {
  return rule.access === 'public' ? '*' : (request.origins[0] ?? '');
}
