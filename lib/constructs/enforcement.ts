/** What happens to a cross-origin request that is not allowed. */
export enum Enforcement {
  /** It is answered with 403, and no backend is called. */
  ENFORCE = 'enforce',

  /**
   * It passes to the backend without CORS headers, and is logged and counted as `WouldRefuse` with its reason. Preflights
   * are still refused.
   */
  REPORT = 'report',
}
