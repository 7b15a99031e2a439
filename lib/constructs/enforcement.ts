/** The answer to a cross-origin request that is not allowed. */
export enum Enforcement {
  /** The request is answered with 403, and no backend is called. */
  ENFORCE = 'enforce',

  /**
   * The request passes to the backend without CORS headers, and is logged and counted as `WouldRefuse` with its reason.
   * Preflights are still refused.
   */
  REPORT = 'report',

  /**
   * For an API that answers every origin today: an origin that is not listed is answered as if it were, preflights too, and never
   * with credentials; so are paths that no rule names, and hosts that the endpoint does not support. Each is logged and counted as
   * `WouldRefuse`. Use it to find out which origins must be on the list, and leave it then: synth warns while it is on. What an
   * administrator or a rule refuses on purpose stays refused.
   */
  OBSERVE = 'observe',
}
