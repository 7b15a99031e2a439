import type { OAuthRole } from './oauth-role';

/** Options that the layouts of all issuers share. */
export interface OAuthLayoutOptions {
  /**
   * Roles of endpoints that listed pages may call beside those that every client in a page needs: discovery document, keys,
   * authorization, token, user info, revocation and end of session. An endpoint that is not called is closed, and the discovery
   * document of the gateway does not name it.
   *
   * @default - no further roles
   */
  readonly furtherRoles?: OAuthRole[];

  /**
   * Whether the token endpoint answers with `Access-Control-Allow-Credentials: true`. Say true where a client asks for a token with
   * `credentials: 'include'`, which keycloak-js does: browsers then block an answer without this header. Pages can then send
   * cookies there, and entries with `allowSharedOrigin` (apps, hosting suffixes) do not count on that endpoint.
   *
   * @default - true for `CorsEndpoints.keycloak()`, else false
   */
  readonly credentials?: boolean;
}
