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
}
