import type { Respond } from './evaluator';
import type * as Responder from './responder';

/** A responder that is loaded and made when the first request goes on to an upstream. */
export interface LateResponder {
  readonly respond: Respond;
  /** Loads its code. */
  load(): Promise<unknown>;
}

/**
 * Nearly a third of the evaluator's code is for upstreams, and an authorizer would wait for it at each start. In a bundle it is the
 * file `responder.js` beside `index.js`.
 */
export function lateResponder(options: () => Responder.ResponderOptions): LateResponder {
  let made: Respond | undefined;
  const load = (): Promise<typeof Responder> => import('./responder');
  return {
    load,
    respond: async (...asked) => {
      if (made === undefined) {
        const { createResponder } = await load();
        made ??= createResponder(options());
      }
      return made(...asked);
    },
  };
}
