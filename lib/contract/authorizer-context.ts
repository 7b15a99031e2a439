/*
 * Keys of the authorizer's context. API Gateway turns every value into a string. A key whose value does not apply is left
 * out, so API Gateway leaves out the header that is mapped from it.
 */

/** The request that the verdict is about. The middleware takes a verdict only if all four equal its own request's. */
export const CONTEXT_ORIGIN = 'corsOrigin';
export const CONTEXT_METHOD = 'corsMethod';
export const CONTEXT_PATH = 'corsPath';
export const CONTEXT_REQUEST_ID = 'corsRequestId';

/** The verdict: `allow`, `pass` or `refuse`, and its reason code. */
export const CONTEXT_OUTCOME = 'corsOutcome';
export const CONTEXT_REASON = 'corsReason';

/** The pattern of the entry that let the origin in, for the access log. */
export const CONTEXT_ENTRY = 'corsEntry';

/**
 * `code`, `title` and `type` of the body of `ACCESS_DENIED`. The code is not the reason: a resource policy can still deny a
 * request that the verdict allowed, and that body must not say `origin_allowlisted`.
 */
export const CONTEXT_PROBLEM = 'corsProblem';
export const CONTEXT_TITLE = 'corsTitle';
export const CONTEXT_TYPE = 'corsType';

/** The reason code of a refusal, and only of a refusal; the header `Cors-Refused` is mapped from it. */
export const CONTEXT_REFUSED = 'corsRefused';

/** Who was checked beside the origin: `token`, or `authorizer` for one that was asked; missing where nobody was. */
export const CONTEXT_CALLER = 'corsCaller';

/** `WWW-Authenticate` for a token without a scope that is needed. */
export const CONTEXT_CHALLENGE = 'corsChallenge';

/** The verdict's response headers, as one JSON object and each by itself. */
export const CONTEXT_HEADERS = 'corsHeaders';
export const CONTEXT_ALLOW_ORIGIN = 'corsAllowOrigin';
export const CONTEXT_ALLOW_CREDENTIALS = 'corsAllowCredentials';
export const CONTEXT_EXPOSE_HEADERS = 'corsExposeHeaders';
export const CONTEXT_VARY = 'corsVary';
