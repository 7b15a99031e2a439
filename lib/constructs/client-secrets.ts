/**
 * What happens to a cross-origin call to token, revoke or introspect that carries a client secret. Secrets do not belong
 * in browsers.
 */
export enum ClientSecrets {
  /** It is counted and logged. */
  REPORT = 'report',

  /** It is refused after the allow, with 400 and an OAuth `invalid_request` body that the page can read. */
  BLOCK = 'block',
}
