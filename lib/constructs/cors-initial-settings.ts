/** Settings that a deployment writes where nobody has written the settings yet. */
export interface CorsInitialSettings {
  /**
   * The setting *Enable CORS for OAuth endpoints*: whether an endpoint of the access class `oauth` can be allowed at all.
   *
   * @default false
   */
  readonly enableCorsForOAuthEndpoints?: boolean;
}
