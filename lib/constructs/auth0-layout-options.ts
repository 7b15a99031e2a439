import type { OAuthLayoutOptions } from './oauth-layout-options';

/** A tenant of Auth0. */
export interface Auth0LayoutOptions extends OAuthLayoutOptions {
  /**
   * Whether pages of listed origins have log-in forms of their own: `/co/authenticate`, `/dbconnections`, `/passwordless`, `/mfa` and
   * `/passkey` are then endpoints too, the first one with credentials.
   *
   * @default false
   */
  readonly embeddedLogin?: boolean;
}
