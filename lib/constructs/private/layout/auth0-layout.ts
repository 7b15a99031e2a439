import type { Auth0LayoutOptions } from '../../auth0-layout-options';
import { FLAG, typedProps, type PropType } from '../synth/prop-types';
import type { ReadLayout } from './issuer-layout';
import { layoutOptions } from './layout-options';
import { LAYOUT_TYPES, roleIssues, roleRules, type RolePaths } from './layout-roles';
import { calledBelow, pagesBelow, roleRule } from './role-rules';

const NAME = 'CorsEndpoints.auth0()';

const TYPES: { readonly [K in keyof Auth0LayoutOptions]: PropType } = {
  ...LAYOUT_TYPES,
  embeddedLogin: FLAG,
};

const PATHS: RolePaths = {
  'openid-configuration': '/.well-known/openid-configuration',
  jwks: '/.well-known/jwks.json',
  authorize: '/authorize',
  token: '/oauth/token',
  userinfo: '/userinfo',
  revoke: '/oauth/revoke',
  'end-session': '/oidc/logout',
  'device-authorization': '/oauth/device/code',
  'pushed-authorization': '/oauth/par',
  registration: '/oidc/register',
  'backchannel-authentication': '/bc-authorize',
};

/** The pages of a log-in: `/authorize/resume`, Universal Login, its classic form, connections, logout, and the device flow. */
const PAGES = [
  '/authorize',
  '/u',
  '/login',
  '/logout',
  '/v2/logout',
  '/oidc/logout',
  '/activate',
  '/device',
  '/decision',
  '/continue',
  '/consent',
  '/lo',
  '/samlp',
  '/wsfed',
];

/** The endpoints that forms call which are not on Auth0's own pages. */
const EMBEDDED = ['/dbconnections', '/passwordless', '/mfa', '/passkey'];
/** The same, with the cookies of cross-origin authentication. */
const EMBEDDED_WITH_COOKIES = ['/co', '/usernamepassword'];

/**
 * The paths of a tenant of Auth0.
 *
 * @see https://auth0.com/docs/api/authentication
 */
export function auth0Layout(given: Auth0LayoutOptions): ReadLayout {
  const { props, issues } = layoutOptions(NAME, typedProps<Auth0LayoutOptions>(given, TYPES, 'options'));
  const isEmbedded = props.embeddedLogin === true;
  const embedded = isEmbedded ? [...EMBEDDED, ...EMBEDDED_WITH_COOKIES] : [];
  return {
    layout: {
      rules: [
        ...roleRules(PATHS, props),
        roleRule('openid-configuration', '/.well-known/oauth-authorization-server'),
        ...embedded.map((path) => calledBelow(path, EMBEDDED_WITH_COOKIES.includes(path))),
        ...PAGES.map(pagesBelow),
      ],
      passed: [...PAGES, ...embedded],
      paths: {},
      issuerPath: '',
    },
    issues: [...issues, ...roleIssues(NAME, PATHS, props)],
  };
}
