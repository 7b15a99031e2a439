import { CorsEndpoints } from '../../../lib';
import { type Layout, type LayoutPaths } from './layout';

const TENANT = '6f2b7a0e-9f6c-4a3e-8a54-0d4f7c1f3b21';
const V2 = `/${TENANT}/oauth2/v2.0`;

const PATHS: LayoutPaths = {
  document: `/${TENANT}/v2.0/.well-known/openid-configuration`,
  authorization: `${V2}/authorize`,
  token: `${V2}/token`,
  userinfo: '/oidc/userinfo',
  jwks: `/${TENANT}/discovery/v2.0/keys`,
  revocation: `${V2}/revoke`,
  introspection: `${V2}/introspect`,
  end_session: `${V2}/logout`,
  device_authorization: `${V2}/devicecode`,
  code_verification: '/common/oauth2/deviceauth',
  pushed_authorization_request: `${V2}/par`,
  registration: '/register',
};

/** Entra's own host, where its pages stay. */
const ENTRA_PAGES = 'https://login.entra.example';

/** A tenant of Microsoft Entra. */
export const ENTRA: Layout = {
  name: 'Entra',
  issuer: `${ENTRA_PAGES}/${TENANT}/v2.0`,
  paths: PATHS,
  login: '/login',
  endpoints: CorsEndpoints.entra({ tenant: TENANT }),
  // Who signed in.
  besideTokens: { client_info: Buffer.from('{"uid":"somebody","utid":"tenant"}').toString('base64url') },
};
