import type { OAuthLayoutOptions } from '../../oauth-layout-options';
import { typedProps } from '../synth/prop-types';
import type { ReadLayout } from './issuer-layout';
import { layoutOptions } from './layout-options';
import { LAYOUT_TYPES, roleIssues, roleRules, type RolePaths } from './layout-roles';
import { pagesBelow } from './role-rules';

const NAME = 'CorsEndpoints.cognito()';

/** A domain of a user pool has no keys, and a discovery document that names another issuer, so neither is an endpoint here. */
const PATHS: RolePaths = {
  authorize: '/oauth2/authorize',
  token: '/oauth2/token',
  userinfo: '/oauth2/userInfo',
  revoke: '/oauth2/revoke',
  'end-session': '/logout',
};

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html */
const PAGES = [
  '/oauth2',
  '/saml2',
  '/login',
  '/logout',
  '/signup',
  '/confirm',
  '/confirmUser',
  '/resendcode',
  '/forgotPassword',
  '/confirmforgotPassword',
  '/changePassword',
  '/mfa',
  '/passkeys',
  '/error',
];

/**
 * The paths of the domain of a user pool in Amazon Cognito.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function cognitoLayout(given: OAuthLayoutOptions): ReadLayout {
  const { props, issues } = layoutOptions(
    NAME,
    typedProps<OAuthLayoutOptions>(given, LAYOUT_TYPES, 'options'),
  );
  return {
    layout: {
      rules: [...roleRules(PATHS, props), ...PAGES.map(pagesBelow)],
      passed: PAGES,
      paths: {},
      issuerPath: '',
    },
    issues: [...issues, ...roleIssues(NAME, PATHS, props)],
  };
}
