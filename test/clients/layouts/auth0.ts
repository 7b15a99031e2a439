import { CorsEndpoints } from '../../../lib';
import { GATEWAY, type Layout, type LayoutPaths } from './layout';

const PATHS: LayoutPaths = {
  document: '/.well-known/openid-configuration',
  authorization: '/authorize',
  token: '/oauth/token',
  userinfo: '/userinfo',
  jwks: '/.well-known/jwks.json',
  revocation: '/oauth/revoke',
  introspection: '/oauth/introspect',
  end_session: '/v2/logout',
  device_authorization: '/oauth/device/code',
  code_verification: '/activate',
  pushed_authorization_request: '/oauth/par',
  registration: '/oidc/register',
};

/** A tenant of Auth0 with a custom domain. */
export const AUTH0: Layout = {
  name: 'Auth0',
  issuer: `${GATEWAY}/`,
  paths: PATHS,
  login: '/u/login',
  endpoints: CorsEndpoints.auth0(),
  rename: { returnTo: 'post_logout_redirect_uri' },
};
