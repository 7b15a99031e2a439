/** The questions of the decision, in the order in which it asks them. */
export type TraceStepName =
  | 'origin_header'
  | 'endpoint'
  | 'cross_site'
  | 'navigation'
  | 'same_origin'
  | 'origin_form'
  | 'host_kind'
  | 'oauth_setting'
  | 'api_version'
  | 'allowlist'
  | 'enforcement';

/** One question of the decision and what was found. */
export interface TraceStep {
  /** The question, a stable code. */
  readonly step: TraceStepName;
  /** The answer, in words. */
  readonly finding: string;
}

/*
 * Findings that say the same of every request are made once, so that a trace costs the hot path next to nothing.
 */
export const FINDINGS = {
  noOrigin: { step: 'origin_header', finding: 'there is no Origin header' },
  oneOrigin: { step: 'origin_header', finding: 'there is one Origin header' },
  severalOrigins: { step: 'origin_header', finding: 'there are several Origin headers' },
  noRule: { step: 'endpoint', finding: 'no rule names the path, so it is closed' },
  noRuleForSpelling: {
    step: 'endpoint',
    finding: 'no rule names the path in this spelling, so it is closed; another spelling of it meets a rule',
  },
  otherSpelling: {
    step: 'endpoint',
    finding: 'another spelling of the path meets another rule, so it is closed',
  },
  otherPrefixSpelling: {
    step: 'endpoint',
    finding: 'the path begins with another spelling of the path prefix of the host, so it is closed',
  },
  otherCaller: {
    step: 'endpoint',
    finding: 'another spelling of the path meets another check of tokens, so it is refused to everybody',
  },
  ambiguousPath: {
    step: 'endpoint',
    finding: 'a path with ambiguous segments, characters or escapes is closed',
  },
  crossSiteRead: {
    step: 'cross_site',
    finding: 'a page of another site makes the browser read an endpoint that is neither public nor a page',
  },
  navigation: { step: 'navigation', finding: 'a browser navigates to the page' },
  noNavigation: { step: 'navigation', finding: 'the request is not a navigation to a page' },
  navigationToNoPage: {
    step: 'navigation',
    finding: 'a browser navigates here, but the endpoint is not marked as a page',
  },
  ownOrigin: { step: 'same_origin', finding: 'the origin is an own origin' },
  sameOriginFetch: { step: 'same_origin', finding: 'the browser says that the request is same-origin' },
  crossOrigin: { step: 'same_origin', finding: 'the request is cross-origin' },
  nullOrigin: { step: 'origin_form', finding: 'the origin is null' },
  malformedOrigin: { step: 'origin_form', finding: 'the value is not the serialization of one origin' },
  wellFormedOrigin: { step: 'origin_form', finding: 'the value is the serialization of one origin' },
  hostSupported: { step: 'host_kind', finding: 'the endpoint supports the kind of the host' },
  hostNotSupported: { step: 'host_kind', finding: 'the endpoint does not support the kind of the host' },
  hostWithoutKind: { step: 'host_kind', finding: 'the host has no kind' },
  oauthEnabled: { step: 'oauth_setting', finding: 'CORS for OAuth endpoints is switched on' },
  oauthDisabled: { step: 'oauth_setting', finding: 'CORS for OAuth endpoints is switched off' },
  versionTooOld: {
    step: 'api_version',
    finding: 'the path names an API version that extensions may not call, or no version where one must be',
  },
  versionNoMatter: { step: 'api_version', finding: 'the API version does not matter' },
  unavailable: { step: 'allowlist', finding: 'the allowlist could not be read' },
  notListed: { step: 'allowlist', finding: 'no entry has a pattern that matches the origin' },
  reported: {
    step: 'enforcement',
    finding: 'refusals are only reported, so the request passes without CORS headers',
  },
  observed: {
    step: 'enforcement',
    finding:
      'refusals are only observed, so the request is answered as if its origin were listed, without credentials',
  },
} as const satisfies Record<string, TraceStep>;
