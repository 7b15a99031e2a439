import type { OktaLayoutOptions } from '../../okta-layout-options';
import { FLAG, TEXT, typedProps, type PropType } from '../synth/prop-types';
import type { ReadLayout } from './issuer-layout';
import { layoutOptions } from './layout-options';
import { LAYOUT_TYPES, roleIssues, roleRules, type RolePaths } from './layout-roles';
import { segmentIssues } from './path-segment';
import { calledBelow, pagesBelow, roleRule } from './role-rules';

const NAME = 'CorsEndpoints.okta()';

const TYPES: { readonly [K in keyof OktaLayoutOptions]: PropType } = {
  ...LAYOUT_TYPES,
  authorizationServerId: TEXT,
  embeddedLogin: FLAG,
};

/** Pages that a browser sees during a log-in. */
const PAGES = ['/oauth2', '/login', '/signin', '/app', '/sso', '/idp', '/auth', '/activate', '/assets'];

/** The endpoints that the sign-in widget and `okta-auth-js` call from other pages, each with the cookies of Okta's session. */
const EMBEDDED = ['/idp/idx', '/api/v1/authn', '/api/v1/sessions'];

/**
 * The paths of the org authorization server, or of a custom one.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS
 */
export function oktaLayout(given: OktaLayoutOptions): ReadLayout {
  const { props, issues } = layoutOptions(NAME, typedProps<OktaLayoutOptions>(given, TYPES, 'options'));
  const { authorizationServerId: server } = props;
  const issuerPath = server === undefined ? '' : `/oauth2/${server}`;
  const base = server === undefined ? '/oauth2/v1' : `${issuerPath}/v1`;
  const paths: RolePaths = {
    'openid-configuration': `${issuerPath}/.well-known/openid-configuration`,
    jwks: `${base}/keys`,
    authorize: `${base}/authorize`,
    token: `${base}/token`,
    userinfo: `${base}/userinfo`,
    revoke: `${base}/revoke`,
    'end-session': `${base}/logout`,
    introspect: `${base}/introspect`,
    'device-authorization': `${base}/device/authorize`,
    'pushed-authorization': `${base}/par`,
    registration: '/oauth2/v1/clients',
    'backchannel-authentication': `${base}/bc/authorize`,
  };
  const embedded = props.embeddedLogin === true ? [...EMBEDDED, `${base}/interact`] : [];
  return {
    layout: {
      rules: [
        ...roleRules(paths, props),
        roleRule('openid-configuration', `${issuerPath}/.well-known/oauth-authorization-server`),
        ...embedded.map((path) => calledBelow(path, true)),
        ...PAGES.map(pagesBelow),
      ],
      passed: [...PAGES, ...embedded],
      paths: {},
      issuerPath,
    },
    issues: [
      ...issues,
      ...(server === undefined ? [] : segmentIssues(`${NAME}.authorizationServerId`, server, 'default')),
      ...roleIssues(NAME, paths, props),
    ],
  };
}
