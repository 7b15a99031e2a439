/** An issuer (authorization server, OpenID provider) behind the endpoints of the table that have an OAuth role. */
export interface OAuthUpstreamOptions {
  /**
   * Issuer identifier, exactly as its discovery document has it: an https URL, or http for localhost. The evaluator reads the
   * endpoints that `paths` does not name from the discovery document, once.
   */
  readonly issuer: string;

  /**
   * Scheme, host and port at which the issuer is reached, such as `https://keycloak.internal.example.com`. The paths are those of
   * `issuer`. Give it where the issuer calls itself by a host of the gateway, which many clients and DPoP need: they insist that
   * the issuer is where they found its discovery document. Without it such an issuer is an error at synth, because the gateway
   * would be its own upstream.
   *
   * @default - the issuer is reached at its own name
   */
  readonly address?: string;

  /**
   * The issuer's path for a path of the endpoint table, such as `{ '/services/oauth2/token': '/oauth2/v1/token' }`. Use it where
   * the issuer has no discovery document, and for paths without an OAuth role. Where the endpoint has `PathMatch.PREFIX`, what is
   * below it goes to what is below the issuer's path.
   *
   * @default - the paths of the table where it is made from a layout, such as `CorsEndpoints.keycloak()`; else every endpoint comes
   * from the discovery document
   */
  readonly paths?: { [tablePath: string]: string };

  /**
   * Paths that the issuer's own pages need, such as `/interaction` or `/logout`. Each path and everything below it goes to the
   * issuer unchanged. The endpoint table gets a page for it that is closed to cross-origin requests.
   *
   * @default - the pages of the layout, such as `CorsEndpoints.keycloak()`; else none
   */
  readonly pages?: string[];

  /**
   * Request headers that the issuer always gets, such as `{ 'cname-api-key': key }`, which Auth0 wants from a proxy in front of a custom
   * domain. Values that a client sends under these names are dropped. They are in the environment of the evaluator, as
   * plain text for whoever may read its configuration: take a key from a secret with `secretValue.unsafeUnwrap()`, so that it is not
   * in the template.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };

  /**
   * Further request headers that never reach the issuer. The gateway always drops headers that tell a server where it is, what
   * was asked or who asks, such as `X-Original-URL`, `X-Forwarded-Host` and `Script-Name`. Letter case does not count, nor does
   * the choice between `-` and `_`.
   *
   * @default - no further headers
   */
  readonly droppedHeaders?: string[];
}
