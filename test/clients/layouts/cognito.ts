import { CorsEndpoints } from '../../../lib';
import { GATEWAY, type Layout, type LayoutPaths } from './layout';

const PATHS: LayoutPaths = {
  document: '/.well-known/openid-configuration',
  authorization: '/oauth2/authorize',
  token: '/oauth2/token',
  userinfo: '/oauth2/userInfo',
  jwks: '/.well-known/jwks.json',
  revocation: '/oauth2/revoke',
  introspection: '/oauth2/introspect',
  end_session: '/logout',
  device_authorization: '/oauth2/device',
  code_verification: '/device',
  pushed_authorization_request: '/oauth2/par',
  registration: '/register',
};

/** The custom domain of a user pool in Amazon Cognito. */
export const COGNITO: Layout = {
  name: 'Cognito',
  issuer: GATEWAY,
  paths: PATHS,
  login: '/login',
  endpoints: CorsEndpoints.cognito(),
  rename: { logout_uri: 'post_logout_redirect_uri' },
  behaviour: { readableTokens: true },
};
