/*
 * The closed lists of codes that the product answers with, each with the sentence that documents it. Nothing else may
 * be sent to a client as a code.
 */

/** Why a request was passed, allowed or refused, in words for a person. */
export const REASONS = {
  not_cors: 'The request has no Origin header, so it is not a CORS request.',
  public_endpoint: 'The endpoint is public: every origin may read it, without credentials.',
  navigation: 'A browser navigates to a page; that is not a cross-origin read.',
  same_origin: 'The request comes from the own origin.',
  origin_allowlisted: 'An active entry of the allowlist matches the origin.',
  null_origin:
    'The origin is null: a sandboxed frame, a local file or a redirect has no origin that could be allowlisted.',
  malformed_origin: 'The Origin header is not the serialization of one origin.',
  endpoint_closed: 'The endpoint is closed to cross-origin requests.',
  host_not_supported: 'The endpoint does not support cross-origin requests on this host.',
  oauth_cors_disabled: 'CORS for OAuth endpoints is switched off.',
  api_version_too_old: 'Browser extensions must call a later API version than the path names.',
  origin_not_allowlisted: 'No active entry of the allowlist matches the origin.',
  cross_site_read:
    'A page of another site makes the browser read the endpoint, which is neither public nor a page.',
  store_unavailable: 'The allowlist could not be read, so nothing is allowed.',
} as const;

/** The code of a verdict. */
export type Reason = keyof typeof REASONS;

/** The codes of refusals: of requests that are refused, or would be. The other codes let a request through. */
export const REFUSALS = [
  'cross_site_read',
  'null_origin',
  'malformed_origin',
  'endpoint_closed',
  'host_not_supported',
  'oauth_cors_disabled',
  'api_version_too_old',
  'origin_not_allowlisted',
  'store_unavailable',
] as const satisfies readonly Reason[];

/** The code of a refusal. */
export type Refusal = (typeof REFUSALS)[number];

/** Why a pattern is refused, in words for a person. */
export const PATTERN_REASONS = {
  not_a_string: 'The pattern must be a string.',
  empty: 'The pattern is empty.',
  too_long: 'The pattern is longer than any origin can be.',
  null_origin: 'The null origin cannot be allowlisted: any site can produce it.',
  bad_character:
    'The pattern holds white space, a control character or another character that no origin has.',
  missing_scheme: 'The pattern must begin with a scheme, for example https://.',
  unsupported_scheme:
    'The scheme must be https, http (this machine only), that of a browser extension (chrome-extension, moz-extension, safari-web-extension) or that of an app (capacitor, ionic, tauri, app).',
  insecure_scheme:
    'http is only accepted for this machine, without a wildcard: localhost, names below .localhost, 127.0.0.1 and [::1]. Use https.',
  has_userinfo: 'An origin has no user information before the host.',
  has_path: 'An origin has no path, not even a trailing slash.',
  has_query: 'An origin has no query.',
  has_fragment: 'An origin has no fragment.',
  bad_host: 'The host is not a domain name.',
  bad_ip: 'The host is not an IP address in canonical form.',
  bad_port: 'The port must be a plain decimal number from 1 to 65535.',
  wildcard_position: 'The wildcard must be the whole left-most label, as in https://*.example.com.',
  wildcard_multiple: 'A pattern holds at most one wildcard.',
  wildcard_public_suffix:
    'The wildcard covers a public suffix, so it would admit the sites of everybody. Add one wildcard for each domain of your own, or exact origins.',
  wildcard_private_suffix:
    'The wildcard covers a suffix under which strangers register names. If the suffix is your own, add one wildcard for each subdomain of your own beside it (https://*.www.example.com), or exact origins. Set allowSharedOrigin to admit all names under the suffix, without credentials.',
  wildcard_ip: 'An IP address takes no wildcard.',
  wildcard_localhost: 'localhost takes no wildcard.',
  wildcard_port: 'The port takes no wildcard.',
  wildcard_scheme: 'An origin of an app takes no wildcard.',
  bad_extension_id: 'The id of the browser extension does not have the form of its scheme.',
  shared_origin:
    'Strangers can have this origin too: every app on every device, or every extension of Firefox. Set allowSharedOrigin to admit all of them, without credentials.',
} as const;

/** A second sentence of a refusal, where its code has a frequent special case. */
export const PATTERN_ADVICE = {
  part_of_label:
    'A part of a label cannot be a wildcard: on hosting suffixes anybody can choose a name that begins or ends that way. Two ways are safe: an exact origin that expires for each preview, or a wildcard over a subdomain of your own, such as https://*.preview.example.com.',
} as const;

/** The code of a refused pattern. */
export type PatternReason = keyof typeof PATTERN_REASONS;
