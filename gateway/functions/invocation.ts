/** The result of one synchronous invocation. */
export type Invocation =
  | { readonly kind: 'returned'; readonly json: string }
  /** The function ran and threw, crashed, ran out of time or answered too much: a function error on Lambda. */
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string }
  /** The function was never started. */
  | { readonly kind: 'rejected'; readonly reason: 'throttled' | 'request_too_large' };

/**
 * Lambda's limits on synchronous payloads, in bytes of JSON.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const REQUEST_PAYLOAD_LIMIT = 6 * 1024 * 1024;
export const RESPONSE_PAYLOAD_LIMIT = REQUEST_PAYLOAD_LIMIT + 100;
