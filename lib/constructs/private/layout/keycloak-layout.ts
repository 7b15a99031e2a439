import type { KeycloakLayoutOptions } from '../../keycloak-layout-options';
import { TEXT, typedProps, type PropType } from '../synth/prop-types';
import type { ReadLayout } from './issuer-layout';
import { LAYOUT_TYPES, roleIssues, roleRules, type RolePaths } from './layout-roles';
import { layoutOptions } from './layout-options';
import { basePathIssues, segmentIssues } from './path-segment';
import { calledBelow, pagesBelow, roleRule } from './role-rules';

const NAME = 'CorsEndpoints.keycloak()';

const TYPES: { readonly [K in keyof KeycloakLayoutOptions]: PropType } = {
  ...LAYOUT_TYPES,
  realm: TEXT,
  basePath: TEXT,
};

/**
 * The paths of a realm of Keycloak. Everything of the realm and the resources of its themes pass as pages; what is beside them, such as
 * `/admin`, does not.
 *
 * @see https://www.keycloak.org/securing-apps/oidc-layers
 * @see https://www.keycloak.org/server/reverseproxy#_exposed_path_recommendations
 */
export function keycloakLayout(given: KeycloakLayoutOptions): ReadLayout {
  const { props, issues } = layoutOptions(NAME, typedProps<KeycloakLayoutOptions>(given, TYPES, 'options'));
  const { realm = '', basePath = '', credentials = true } = props;
  const base = `${basePath}/realms/${realm}`;
  const protocol = `${base}/protocol/openid-connect`;
  const paths: RolePaths = {
    'openid-configuration': `${base}/.well-known/openid-configuration`,
    jwks: `${protocol}/certs`,
    authorize: `${protocol}/auth`,
    token: `${protocol}/token`,
    userinfo: `${protocol}/userinfo`,
    revoke: `${protocol}/revoke`,
    'end-session': `${protocol}/logout`,
    introspect: `${protocol}/token/introspect`,
    'device-authorization': `${protocol}/auth/device`,
    'pushed-authorization': `${protocol}/ext/par/request`,
    registration: `${base}/clients-registrations/openid-connect`,
    'backchannel-authentication': `${protocol}/ext/ciba/auth`,
  };
  const pages = [base, `${basePath}/resources`];
  return {
    layout: {
      rules: [
        ...roleRules(paths, { ...props, credentials }),
        roleRule('openid-configuration', `/.well-known/oauth-authorization-server${base}`),
        // Pages, and below them the API of the account, which `loadUserProfile()` of its client reads.
        { ...calledBelow(`${base}/account`), access: 'allowlist', page: true },
        ...pages.map(pagesBelow),
      ],
      passed: pages,
      paths: {},
      issuerPath: base,
    },
    issues: [
      ...issues,
      ...segmentIssues(`${NAME}.realm`, props.realm, 'main'),
      ...basePathIssues(`${NAME}.basePath`, basePath),
      ...roleIssues(NAME, paths, props),
    ],
  };
}
