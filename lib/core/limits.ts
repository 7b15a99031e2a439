/*
 * Every limit on input that a stranger controls, in one place. Tests hold each at the limit and one past it.
 */

/** Characters of a pattern, as entered. */
export const MAX_PATTERN_LENGTH = 512;
/** Characters of an `Origin` header value. */
export const MAX_ORIGIN_LENGTH = 512;
/** Octets of a host name without a trailing dot. @see https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
export const MAX_HOST_LENGTH = 253;
/** Octets of one label of a host name. @see https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
export const MAX_LABEL_LENGTH = 63;
/**
 * Labels of a host name, a wildcard counted as one. It bounds the keys of a look-up: one exact pattern, at most 30
 * wildcards and the settings stay far below the 100 keys of one `BatchGetItem`.
 */
export const MAX_LABELS = 32;
/** Names in `Access-Control-Request-Headers` that a preflight answer echoes. */
export const MAX_REQUESTED_HEADERS = 100;
/** Octets of `Access-Control-Request-Headers` that a preflight answer echoes. */
export const MAX_REQUESTED_HEADERS_LENGTH = 4096;
/** Names that a backend may add to `Access-Control-Expose-Headers`; what is past it is left out. */
export const MAX_EXPOSED_HEADERS = 100;
/** Characters of a request path; API Gateway itself ends at 10,240 bytes for request line and headers together. */
export const MAX_PATH_LENGTH = 10_240;
/** Longest value of `Access-Control-Max-Age` in seconds; no browser honours more than a day. */
export const MAX_MAX_AGE_SECONDS = 86_400;
/** Bytes of a body in which a client secret is looked for; a larger one counts as unread. */
export const MAX_SECRET_BODY_BYTES = 65_536;
