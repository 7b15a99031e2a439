import type { OAuthRole } from '../core';

/** Roles whose endpoint a discovery document names: all but the document itself. */
export type EndpointRole = Exclude<OAuthRole, 'openid-configuration'>;

/**
 * The member of a discovery document that names the endpoint of a role.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2
 */
export const ENDPOINT_MEMBERS: Readonly<Record<EndpointRole, string>> = {
  jwks: 'jwks_uri',
  authorize: 'authorization_endpoint',
  token: 'token_endpoint',
  introspect: 'introspection_endpoint',
  revoke: 'revocation_endpoint',
  userinfo: 'userinfo_endpoint',
  'end-session': 'end_session_endpoint',
  'device-authorization': 'device_authorization_endpoint',
  'pushed-authorization': 'pushed_authorization_request_endpoint',
  registration: 'registration_endpoint',
  'backchannel-authentication': 'backchannel_authentication_endpoint',
};

/** Every role with an endpoint. */
export const ENDPOINT_ROLES = Object.keys(ENDPOINT_MEMBERS) as readonly EndpointRole[];
