import { compileRule } from './compiled-rule';
import { EndpointTable } from './endpoint-table';
import type { EndpointRule, PathMatch } from './endpoint-rule';
import type { ExecuteApiHostKind } from './host-kind';
import { HostTable, type HostRule } from './host-table';
import { checksTokens } from './rule-treatment';

/**
 * Every enforcement: a refused actual request is answered with 403; or it passes without CORS headers and is reported; or some
 * refusals are answered as if the origin were listed, for an API that answers every origin today.
 */
export const ENFORCEMENTS = ['enforce', 'report', 'observe'] as const;
export type Enforcement = (typeof ENFORCEMENTS)[number];

/** Every way to treat a request without `Origin` that a page of another site makes: it passes, or is refused. */
export const CROSS_SITE_READS = ['allow', 'refuse'] as const;
export type CrossSiteReads = (typeof CROSS_SITE_READS)[number];

/** Everything that is configured, as data; what an administrator changes at run time is not part of it. */
export interface PolicyDocument {
  readonly endpoints: readonly EndpointRule[];
  readonly hosts: readonly HostRule[];
  /** Kind of the host that AWS gives the API (execute-api) or a Function URL, also when an event names no domain. */
  readonly executeApiHostKind: ExecuteApiHostKind;
  /** Further origins that are the API's own (a CDN in front of it). */
  readonly sameOriginAliases: readonly string[];
  readonly enforcement: Enforcement;
  readonly crossSiteReads: CrossSiteReads;
  /** `Access-Control-Expose-Headers` where a rule says nothing else. */
  readonly exposedHeaders: readonly string[];
  /** `Access-Control-Max-Age` in seconds where a rule says nothing else. */
  readonly maxAgeSeconds: number;
}

/** A policy document compiled once; requests only read it. */
export interface Policy {
  readonly document: PolicyDocument;
  readonly endpoints: EndpointTable;
  readonly hosts: HostTable;
  /** Where tokens are checked by path or route: the tables in which no spelling of a path may get around a check. */
  readonly guarded: readonly EndpointTable[];
}

/** Paths for which a route or an upstream names a check of tokens, or none. */
export interface GuardedPlace {
  readonly path: string;
  readonly match: PathMatch;
  readonly tokens: string;
}

/** Names that pages may read besides the safelisted ones: what clients need for OAuth, caching, paging, ranges, throttling and support. */
export const DEFAULT_EXPOSED_HEADERS: readonly string[] = [
  'WWW-Authenticate',
  'x-amzn-remapped-www-authenticate',
  'Retry-After',
  'ETag',
  'Location',
  'Link',
  'Content-Range',
  'DPoP-Nonce',
  'X-Request-Id',
  'x-amzn-RequestId',
];

/** Two hours, the most that Chromium honours; a cached preflight never prolongs access. */
export const DEFAULT_MAX_AGE_SECONDS = 7200;

/**
 * Compiles a document in which `policyIssues` finds nothing.
 *
 * @param places checks of tokens beside those of the rules
 */
export function compilePolicy(document: PolicyDocument, places: readonly GuardedPlace[] = []): Policy {
  const table = (rules: readonly EndpointRule[]): EndpointTable =>
    new EndpointTable(rules.map((rule) => compileRule(rule, document)));
  const endpoints = table(document.endpoints);
  const rules = places.map((place): EndpointRule => ({
    ...place,
    access: 'closed',
    methods: [],
    hostKinds: [],
  }));
  return {
    document,
    endpoints,
    hosts: new HostTable(document),
    guarded: [
      ...(document.endpoints.some(checksTokens) ? [endpoints] : []),
      ...(places.length > 0 ? [table(rules)] : []),
    ],
  };
}
