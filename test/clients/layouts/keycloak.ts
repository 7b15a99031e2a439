import { CorsEndpoints, OAuthRole } from '../../../lib';
import { GATEWAY, type Layout, type LayoutPaths } from './layout';

const REALM = '/realms/main';
const PROTOCOL = `${REALM}/protocol/openid-connect`;

const PATHS: LayoutPaths = {
  document: `${REALM}/.well-known/openid-configuration`,
  authorization: `${PROTOCOL}/auth`,
  token: `${PROTOCOL}/token`,
  userinfo: `${PROTOCOL}/userinfo`,
  jwks: `${PROTOCOL}/certs`,
  revocation: `${PROTOCOL}/revoke`,
  introspection: `${PROTOCOL}/token/introspect`,
  end_session: `${PROTOCOL}/logout`,
  device_authorization: `${PROTOCOL}/auth/device`,
  code_verification: `${REALM}/device`,
  pushed_authorization_request: `${PROTOCOL}/ext/par/request`,
  registration: `${REALM}/clients-registrations/openid-connect`,
};

const FURTHER_ROLES = [
  OAuthRole.INTROSPECT,
  OAuthRole.DEVICE_AUTHORIZATION,
  OAuthRole.PUSHED_AUTHORIZATION,
  OAuthRole.REGISTRATION,
];

/** A page in a frame that answers its parent, as those of Keycloak do. */
function framed(script: string): { readonly headers: Record<string, string>; readonly body: string } {
  return { headers: { 'Content-Type': 'text/html' }, body: `<!doctype html><script>${script}</script>` };
}

/** A realm of Keycloak, whose client knows the paths by heart. */
export const KEYCLOAK: Layout = {
  name: 'Keycloak',
  issuer: `${GATEWAY}${REALM}`,
  paths: PATHS,
  login: `${REALM}/login-actions`,
  endpoints: CorsEndpoints.keycloak({ realm: 'main', furtherRoles: FURTHER_ROLES }),
  files: {
    [`${PROTOCOL}/3p-cookies/step1.html`]: framed('parent.postMessage("supported", "*")'),
    [`${PROTOCOL}/login-status-iframe.html`]: framed(
      // The message names the client and its session, where it has one.
      `addEventListener("message", ({ source, origin, data }) => {
        source.postMessage(data.endsWith(" session") ? "unchanged" : "changed", origin);
      })`,
    ),
  },
  behaviour: { readableTokens: true },
};
