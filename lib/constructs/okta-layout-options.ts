import type { OAuthLayoutOptions } from './oauth-layout-options';

/** An authorization server of Okta. */
export interface OktaLayoutOptions extends OAuthLayoutOptions {
  /**
   * Id of a custom authorization server, such as `default`.
   *
   * @default - the org authorization server, whose issuer has no path
   */
  readonly authorizationServerId?: string;

  /**
   * Whether pages of listed origins have log-in forms of their own, such as the sign-in widget, or ask for Okta's session: `/idp/idx`,
   * `/api/v1/authn`, `/api/v1/sessions` and the endpoint `interact` are then endpoints too, with credentials.
   *
   * @default false
   */
  readonly embeddedLogin?: boolean;
}
