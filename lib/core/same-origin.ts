import { parseOrigin } from './origin';
import type { CorsRequest } from './request';
import { FINDINGS, type TraceStep } from './trace';

/** Whether the request comes from the gateway's own origin. Everything that needs to know asks here. */
export function isSameOrigin(request: CorsRequest): boolean {
  return sameOriginFinding(request) !== undefined;
}

/**
 * How the request is known to come from the own origin; undefined where it does not.
 *
 * `Sec-Fetch-Site` can be forged outside browsers, where leaving `Origin` out has the same effect. It only counts beside the
 * origin of a page: Firefox says `same-origin` of extensions with host permissions too, which are never the own origin.
 */
export function sameOriginFinding({ origins, ownOrigins, secFetchSite }: CorsRequest): TraceStep | undefined {
  // Several headers are not the serialization of one origin, even when all of them say the same.
  const [value, ...others] = origins;
  if (value === undefined || others.length > 0) return undefined;
  if (ownOrigins.includes(value)) return FINDINGS.ownOrigin;
  return secFetchSite === 'same-origin' && isOriginOfPage(value) ? FINDINGS.sameOriginFetch : undefined;
}

/** Pages with `Referrer-Policy: no-referrer` send `null`. @see https://fetch.spec.whatwg.org/#append-a-request-origin-header */
function isOriginOfPage(value: string): boolean {
  if (value === 'null') return true;
  const scheme = parseOrigin(value)?.scheme;
  return scheme === 'https' || scheme === 'http';
}
