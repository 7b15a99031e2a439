import { refuseStreamingHandler } from './streaming';

/**
 * A handler of events. One that declares the third parameter gets a callback, because the adapters of Express and Nest
 * declare one; its answer must be a promise or a result all the same.
 */
export type WrappedHandler<TEvent, TContext> = (event: TEvent, context: TContext, callback: never) => unknown;

/** A handler that can be awaited: it rejects where the handler throws. */
export type Backend<TEvent, TContext> = (event: TEvent, context: TContext) => Promise<unknown>;

/** A handler gave its answer only to a callback. */
class CallbackHandlerError extends Error {
  override readonly name = 'CallbackHandlerError';

  constructor() {
    super(
      'the handler declares a callback and returned neither a promise nor a result: ' +
        'the Node.js 24 runtime has no callbacks (fix: return the result, or a promise of it)',
    );
  }
}

/**
 * The handler as a function that returns a promise.
 *
 * @throws TypeError for a value that is not a function, and for a function that streams its answer
 */
export function backendOf<TEvent, TContext>(
  handler: WrappedHandler<TEvent, TContext>,
): Backend<TEvent, TContext> {
  checkFunction(handler);
  if (handler.length > 2) return (event, context) => callBack(handler, event, context);
  return async (event, context) => (handler as Backend<TEvent, TContext>)(event, context);
}

function checkFunction(handler: unknown): void {
  if (typeof handler === 'function') {
    refuseStreamingHandler(handler);
    return;
  }
  const found = handler === null ? 'null' : typeof handler;
  throw new TypeError(
    `withCors: handler is ${found}: must be a function (fix: pass the function, not its name)`,
  );
}

/** Adapters return a promise, and some of them settle it only by the callback: the first of the two counts. */
async function callBack<TEvent, TContext>(
  handler: WrappedHandler<TEvent, TContext>,
  event: TEvent,
  context: TContext,
): Promise<unknown> {
  let callback: (error: Error | string | null | undefined, result: unknown) => void = () => undefined;
  const called = new Promise<unknown>((resolve, reject) => {
    callback = (error, result) => {
      if (error === undefined || error === null) resolve(result);
      else reject(error instanceof Error ? error : new Error(error));
    };
  });
  // It may reject when nobody waits for it any more.
  called.catch(() => undefined);
  const returned = handler(event, context, callback as never);
  // Also when the callback was called: a handler that calls it later would be answered without its result.
  if (returned === undefined) throw new CallbackHandlerError();
  return Promise.race([called, Promise.resolve(returned)]);
}
