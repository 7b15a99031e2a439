/** An issuer (authorization server, OpenID provider) behind the endpoints of the table that have an OAuth role. */
export interface OAuthUpstreamOptions {
  /**
   * Issuer identifier, exactly as its discovery document has it: an https URL, or http on this machine. Endpoints are read
   * from the discovery document below it, once, where `paths` does not name them.
   */
  readonly issuer: string;

  /**
   * Where a path of the endpoint table is sent: a path on the issuer's origin, by the path of the table. Paths without an
   * OAuth role can be named here too.
   *
   * @default - every endpoint comes from the discovery document
   */
  readonly paths?: { [tablePath: string]: string };

  /**
   * Paths that the issuer's own pages need, such as `/interaction` or `/logout`: each and everything below it is passed
   * through as it is, and is a page of the endpoint table that is closed to cross-origin requests.
   *
   * @default - no further pages
   */
  readonly pages?: string[];
}
