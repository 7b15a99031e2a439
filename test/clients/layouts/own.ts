import { CorsEndpoints, OAuthRole } from '../../../lib';
import { documentOf, GATEWAY, type Layout, type LayoutPaths } from './layout';

const PATHS: LayoutPaths = {
  document: '/.well-known/openid-configuration',
  authorization: '/auth',
  token: '/token',
  userinfo: '/me',
  jwks: '/jwks',
  revocation: '/token/revocation',
  introspection: '/token/introspection',
  end_session: '/session/end',
  device_authorization: '/device/auth',
  code_verification: '/device',
  pushed_authorization_request: '/request',
  registration: '/reg',
};

const FURTHER_ROLES = [
  OAuthRole.INTROSPECT,
  OAuthRole.DEVICE_AUTHORIZATION,
  OAuthRole.PUSHED_AUTHORIZATION,
  OAuthRole.REGISTRATION,
];

/** `oidc-provider` by its own. */
export const OWN: Layout = {
  name: 'oidc-provider',
  issuer: GATEWAY,
  paths: PATHS,
  login: '/interaction',
  endpoints: CorsEndpoints.issuer({
    document: documentOf(GATEWAY, PATHS),
    pages: ['/interaction', '/auth', '/session', '/device'],
    furtherRoles: FURTHER_ROLES,
  }),
  // Empty, and text/plain.
  behaviour: { emptyRevocation: false },
};
