/** Settings that a deployment writes where nobody has written the settings yet. */
export interface CorsInitialSettings {
  /**
   * Whether endpoints of the access class `oauth` can be allowed at all.
   *
   * @default false
   */
  readonly enableCorsForOAuthEndpoints?: boolean;
}
