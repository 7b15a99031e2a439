import type { CompiledRule } from './compiled-rule';
import { CROSS_SITE_VARY } from './fetch-metadata';
import { echoedHeaderNames } from './header-names';
import { PROBLEM_MEDIA_TYPE } from './problem';
import type { Reason } from './reasons';
import type { CorsRequest } from './request';
import type { Outcome, ResponseHeaders } from './verdict';

/** The value of `Vary` on every answer. */
export const VARY = 'Origin';
/** An answer to `OPTIONS` depends on what the preflight asks for, whoever asks. */
export const VARY_OPTIONS = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';
/** The response header that names the reason of a refusal: developer tools do not show the body of a blocked response. */
export const REFUSED_HEADER = 'Cors-Refused';

const NO_STORE = { 'Cache-Control': 'no-store' };

/** The part of a verdict on which its headers depend. */
interface Judged {
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly rule: CompiledRule | undefined;
  /** Whether reads of other sites are refused on the endpoint. */
  readonly isolates: boolean;
}

/** Whether the request is a CORS preflight. @see https://fetch.spec.whatwg.org/#cors-preflight-request */
export function isPreflight(request: CorsRequest): boolean {
  return request.method === 'OPTIONS' && request.origins.length > 0 && (request.requestedMethod ?? '') !== '';
}

/** The headers of the answer to a request. */
export function verdictHeaders(request: CorsRequest, judged: Judged): ResponseHeaders {
  const { outcome, rule } = judged;
  const vary = varyOf(request, judged);
  if (outcome === 'refuse') {
    // No `Access-Control-*`: a refusal is not readable across origins.
    return {
      Vary: vary,
      ...NO_STORE,
      'Content-Type': PROBLEM_MEDIA_TYPE,
      [REFUSED_HEADER]: judged.reason,
    };
  }
  const allowed = outcome === 'allow' ? rule : undefined;
  if (isPreflight(request)) {
    return allowed === undefined
      ? { Vary: vary, ...NO_STORE, ...allowHeader(rule) }
      : preflightHeaders(request, allowed, vary);
  }
  const headers = allowed === undefined ? { Vary: vary } : actualHeaders(request, allowed, vary);
  return request.method === 'OPTIONS' ? { ...headers, ...allowHeader(rule) } : headers;
}

function varyOf({ method }: CorsRequest, { isolates }: Judged): string {
  const names = method === 'OPTIONS' ? VARY_OPTIONS : VARY;
  return isolates ? `${names}, ${CROSS_SITE_VARY}` : names;
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
    ...(rule.methods === '' ? {} : { 'Access-Control-Allow-Methods': rule.methods }),
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
