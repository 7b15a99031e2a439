/*
 * Keys of the authorizer's context. API Gateway turns every value into a string; a key whose value does not apply is
 * left out, so that a header mapped from it is left out too.
 */

/** What the verdict is about; the middleware takes a verdict only when all four equal its own request's. */
export const CONTEXT_ORIGIN = 'corsOrigin';
export const CONTEXT_METHOD = 'corsMethod';
export const CONTEXT_PATH = 'corsPath';
export const CONTEXT_REQUEST_ID = 'corsRequestId';

/** The verdict: `allow`, `pass` or `refuse`, its reason code and the title of its problem body. */
export const CONTEXT_OUTCOME = 'corsOutcome';
export const CONTEXT_REASON = 'corsReason';
export const CONTEXT_TITLE = 'corsTitle';
/** `type` of the problem body. */
export const CONTEXT_TYPE = 'corsType';

/** The response headers, as one JSON object and each by itself. */
export const CONTEXT_HEADERS = 'corsHeaders';
export const CONTEXT_ALLOW_ORIGIN = 'corsAllowOrigin';
export const CONTEXT_ALLOW_CREDENTIALS = 'corsAllowCredentials';
export const CONTEXT_EXPOSE_HEADERS = 'corsExposeHeaders';
export const CONTEXT_VARY = 'corsVary';
