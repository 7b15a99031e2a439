/**
 * The answer to a cross-origin call that carries a client secret, at an endpoint where clients authenticate themselves: token,
 * revocation, introspection, device, pushed and backchannel authorization. Secrets do not belong in browsers.
 */
export enum ClientSecrets {
  /** The call is counted (metric `ClientSecretSeen`) and logged, and goes on. */
  REPORT = 'report',

  /**
   * The call is also refused, with 400 and an OAuth `invalid_request` body that the page can read. The function behind the
   * endpoint must see the body: the evaluator, or a function that uses `withCors`.
   */
  BLOCK = 'block',
}
