import { CorsEndpoints } from '../../../lib';
import { GATEWAY, type Layout, type LayoutPaths } from './layout';

const SERVER = '/oauth2/default';

const PATHS: LayoutPaths = {
  document: `${SERVER}/.well-known/openid-configuration`,
  authorization: `${SERVER}/v1/authorize`,
  token: `${SERVER}/v1/token`,
  userinfo: `${SERVER}/v1/userinfo`,
  jwks: `${SERVER}/v1/keys`,
  revocation: `${SERVER}/v1/revoke`,
  introspection: `${SERVER}/v1/introspect`,
  end_session: `${SERVER}/v1/logout`,
  device_authorization: `${SERVER}/v1/device/authorize`,
  code_verification: '/activate',
  pushed_authorization_request: `${SERVER}/v1/par`,
  registration: '/oauth2/v1/clients',
};

/** A custom authorization server of Okta. */
export const OKTA: Layout = {
  name: 'Okta',
  issuer: `${GATEWAY}${SERVER}`,
  paths: PATHS,
  login: '/login',
  endpoints: CorsEndpoints.okta({ authorizationServerId: 'default' }),
};
