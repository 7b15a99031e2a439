/**
 * The role of an endpoint in OAuth and OpenID Connect. The issuer's endpoint of the same role answers it.
 */
export enum OAuthRole {
  /** The discovery document. */
  OPENID_CONFIGURATION = 'openid-configuration',

  /** The key set. */
  JWKS = 'jwks',

  /** The authorization endpoint, a page. */
  AUTHORIZE = 'authorize',

  /** The token endpoint. */
  TOKEN = 'token',

  /** The introspection endpoint. */
  INTROSPECT = 'introspect',

  /** The revocation endpoint. */
  REVOKE = 'revoke',

  /** The user info endpoint. */
  USERINFO = 'userinfo',

  /** The end-session endpoint (logout), a page. */
  END_SESSION = 'end-session',

  /** The device authorization endpoint, for devices without a keyboard (RFC 8628). */
  DEVICE_AUTHORIZATION = 'device-authorization',

  /** The endpoint of pushed authorization requests (RFC 9126). */
  PUSHED_AUTHORIZATION = 'pushed-authorization',

  /**
   * The client registration endpoint (RFC 7591). With `PathMatch.PREFIX`, the rule is also the endpoint below it at which a client
   * reads its registration back (RFC 7592).
   */
  REGISTRATION = 'registration',

  /** The backchannel authentication endpoint, for a log-in on another device (CIBA). */
  BACKCHANNEL_AUTHENTICATION = 'backchannel-authentication',
}
