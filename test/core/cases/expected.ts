import type { DecisionCase } from './decision-case';
import type { Reason } from '../../../lib/core';

type Expected = DecisionCase['expected'];
type Headers = Expected['headers'];

const EXPOSED =
  'WWW-Authenticate, x-amzn-remapped-www-authenticate, Retry-After, ETag, Location, Link, Content-Range, DPoP-Nonce, ' +
  'X-Request-Id, x-amzn-RequestId';
const VARY_OPTIONS = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

const REFUSAL = { 'Cache-Control': 'no-store', 'Content-Type': 'application/problem+json' };

/** An actual request that is none of ours to judge. */
export function passes(reason: Reason): Expected {
  return { outcome: 'pass', reason, status: undefined, headers: { Vary: 'Origin' }, asks: false };
}

/** `OPTIONS` that is no preflight and none of ours to judge. */
export function passesOptions(reason: Reason, allow: string): Expected {
  return { ...passes(reason), status: 204, headers: { Vary: VARY_OPTIONS, Allow: allow } };
}

/** A preflight that is none of ours to judge. */
export function passesPreflight(reason: Reason, allow: string): Expected {
  const headers = { Vary: VARY_OPTIONS, 'Cache-Control': 'no-store', Allow: allow };
  return { ...passes(reason), status: 204, headers };
}

/** An actual request that is refused without a look-up. */
export function refuses(reason: Reason): Expected {
  const status = reason === 'store_unavailable' ? 503 : 403;
  const headers = { Vary: 'Origin', ...REFUSAL, 'Cors-Refused': reason };
  return { outcome: 'refuse', reason, status, headers, asks: false };
}

/** Any `OPTIONS` that is refused without a look-up. */
export function refusesOptions(reason: Reason): Expected {
  return { ...refuses(reason), headers: { Vary: VARY_OPTIONS, ...REFUSAL, 'Cors-Refused': reason } };
}

/** Requests that report mode lets pass. */
export function wouldRefuse(reason: Reason): Expected {
  return { ...passes(reason), wouldRefuse: true };
}

/** An actual request that observe mode answers as if the origin were listed. */
export function observes(reason: Reason, origin: string): Expected {
  const { outcome, status, headers, asks } = allows(origin, '');
  return { outcome, status, headers, asks, reason, wouldRefuse: true };
}

/** A preflight that observe mode answers as if the origin were listed. */
export function observesPreflight(
  reason: Reason,
  origin: string,
  methods: string,
  more: Headers = {},
): Expected {
  const { headers, status } = allowsPreflight(origin, '', methods, more);
  return { ...observes(reason, origin), headers, status };
}

/** The same, known without a look-up. */
export function unasked(expected: Expected): Expected {
  return { ...expected, asks: false };
}

/** An actual request of an allowlisted origin. */
export function allows(origin: string, entry: string, more: Headers = {}): Expected {
  const headers = {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': EXPOSED,
    ...more,
  };
  return { outcome: 'allow', reason: 'origin_allowlisted', status: undefined, headers, entry, asks: true };
}

/** A preflight of an allowlisted origin. */
export function allowsPreflight(
  origin: string,
  entry: string,
  methods: string,
  more: Headers = {},
): Expected {
  const headers = {
    Vary: VARY_OPTIONS,
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Max-Age': '7200',
    ...more,
  };
  return { ...allows(origin, entry), status: 204, headers };
}

/** `OPTIONS` of an allowlisted origin that is no preflight. */
export function allowsOptions(origin: string, entry: string, allow: string): Expected {
  return { ...allows(origin, entry, { Vary: VARY_OPTIONS, Allow: allow }), status: 204 };
}

/** A request to a public endpoint, from whatever origin. */
export function allowsEveryone(): Expected {
  const { headers } = allows('*', '');
  return { outcome: 'allow', reason: 'public_endpoint', status: undefined, headers, asks: false };
}

/** A preflight for a public endpoint. */
export function allowsEveryonePreflight(methods: string, more: Headers = {}): Expected {
  return { ...allowsEveryone(), status: 204, headers: allowsPreflight('*', '', methods, more).headers };
}

/** The same verdict, found in the allowlist. */
export function asking(expected: Expected): Expected {
  return { ...expected, asks: true };
}
