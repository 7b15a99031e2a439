/** The answer to a cross-origin request that is not allowed. */
export enum Enforcement {
  /** The request is answered with 403, and no backend is called. */
  ENFORCE = 'enforce',

  /**
   * The request passes to the backend without CORS headers, and is logged and counted as `WouldRefuse` with its reason.
   * Preflights are still refused.
   */
  REPORT = 'report',
}
