/** The mark that `awslambda.streamifyResponse` leaves on a handler. Powertools, Middy and Hono use it too. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

const NOT_YET = 'withCors does not stream answers yet';
const FIX =
  'wrap a handler that returns its whole result; or leave withCors out behind the authorizer of CorsAllowlist, and give ' +
  'HttpResponseStream.from() the headers in event.requestContext.authorizer.corsHeaders';

/** @throws TypeError for a handler that streams its answer */
export function refuseStreamingHandler(handler: object): void {
  if (!(STREAMING in handler)) return;
  throw new TypeError(`withCors: handler is made by streamifyResponse: ${NOT_YET} (fix: ${FIX})`);
}

/**
 * The runtime hands a stream to a handler that `streamifyResponse` made of a wrapped one, in the place of the context. What
 * is returned then goes nowhere, and the page gets an empty answer.
 *
 * @throws TypeError for a stream
 */
export function refuseStream(context: unknown): void {
  if (typeof context !== 'object' || context === null || !('write' in context) || !('end' in context)) return;
  throw new TypeError(
    `withCors: the wrapped handler is given to streamifyResponse: ${NOT_YET} (fix: ${FIX})`,
  );
}
