import type { OAuthLayoutOptions } from './oauth-layout-options';

/** A realm of Keycloak. */
export interface KeycloakLayoutOptions extends OAuthLayoutOptions {
  /** Name of the realm, as its URLs have it. */
  readonly realm: string;

  /**
   * The path before `/realms`, such as `/auth`: Keycloak's option `http-relative-path`.
   *
   * @default - none
   */
  readonly basePath?: string;
}
