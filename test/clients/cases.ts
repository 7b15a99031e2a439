import { AUTH0 } from './layouts/auth0';
import { COGNITO } from './layouts/cognito';
import { ENTRA } from './layouts/entra';
import { KEYCLOAK } from './layouts/keycloak';
import type { Layout } from './layouts/layout';
import { OKTA } from './layouts/okta';
import { OWN } from './layouts/own';
import { SALESFORCE } from './layouts/salesforce';

/** A step that fails, and the reason that the documents give. */
export interface Failing {
  /** A part of the fault as the client has it. */
  readonly fault: string;
  readonly because: string;
}

/** One use of a client at an issuer. */
export interface Case {
  readonly layout: Layout;
  readonly client: string;
  /** The way in which the client is used; `plain` is its own default. */
  readonly way: string;
  /** The steps that work, in their order. */
  readonly works: readonly string[];
  readonly fails?: Readonly<Record<string, Failing>>;
  /** Where the issuer wants a nonce in DPoP proofs: everywhere, or at user info alone. */
  readonly nonce?: true | 'userinfo';
  /** Whether the short run has it. */
  readonly short?: true;
}

const OPENID_CLIENT = ['sign-in', 'userinfo', 'introspect', 'refresh', 'revoke'];

/** This client keeps nonces for token requests alone. */
const WITHOUT_NONCE: Failing = {
  fault: 'nonce is required in the DPoP proof',
  because:
    'the client sends no nonce there; call user info with its `getDPoPAuthorizationHeaders({ nonce })`',
};

/** API Gateway renames the header in which the issuer asks for a nonce. */
const RENAMED_CHALLENGE: Failing = {
  fault: 'unexpected HTTP',
  because:
    'the challenge is in `x-amzn-Remapped-WWW-Authenticate`, where the client does not look; the next call works, because the ' +
    'client keeps the nonce',
};

/** This client asks for user info as if there were no DPoP. */
const WITHOUT_PROOF: Failing = {
  fault: 'invalid token provided',
  because: 'the client sends the token as `Bearer`, without a proof; call user info with its `dpopProof()`',
};

/** Every use that is tried. */
export const CASES: readonly Case[] = [
  {
    layout: OWN,
    client: 'oidc-client-ts',
    way: 'plain',
    works: ['sign-in', 'userinfo', 'refresh', 'silent renew', 'popup', 'revoke', 'logout'],
    short: true,
  },
  {
    layout: OWN,
    client: 'oidc-client-ts',
    way: 'DPoP',
    works: ['sign-in', 'refresh', 'silent renew', 'popup', 'logout'],
    fails: { userinfo: WITHOUT_PROOF },
  },
  {
    layout: OWN,
    client: 'oidc-client-ts',
    way: 'DPoP, nonce',
    works: ['sign-in', 'refresh', 'silent renew', 'popup', 'logout'],
    fails: { userinfo: WITHOUT_PROOF },
    nonce: true,
  },
  {
    layout: OWN,
    client: 'oauth4webapi',
    way: 'plain',
    works: ['sign-in', 'userinfo', 'refresh', 'revoke'],
    short: true,
  },
  {
    layout: OWN,
    client: 'oauth4webapi',
    way: 'DPoP',
    works: ['sign-in', 'userinfo', 'refresh'],
  },
  {
    layout: OWN,
    client: 'oauth4webapi',
    way: 'DPoP, nonce',
    works: ['sign-in', 'userinfo', 'refresh'],
    nonce: true,
  },
  {
    layout: OWN,
    client: 'oauth4webapi',
    way: 'DPoP, nonce at user info alone',
    works: ['sign-in', 'userinfo again', 'refresh'],
    fails: { userinfo: RENAMED_CHALLENGE },
    nonce: 'userinfo',
  },
  {
    layout: OWN,
    client: 'openid-client',
    way: 'DPoP, nonce at user info alone',
    works: ['sign-in', 'userinfo again', 'refresh'],
    fails: { userinfo: RENAMED_CHALLENGE },
    nonce: 'userinfo',
  },
  {
    layout: OWN,
    client: 'openid-client',
    way: 'plain',
    works: [...OPENID_CLIENT, 'device', 'registration', 'logout'],
    short: true,
  },
  { layout: OWN, client: 'openid-client', way: 'PAR', works: OPENID_CLIENT },
  { layout: OWN, client: 'openid-client', way: 'form_post', works: OPENID_CLIENT },
  { layout: OWN, client: 'openid-client', way: 'DPoP', works: ['sign-in', 'userinfo', 'refresh'] },
  {
    layout: OWN,
    client: 'openid-client',
    way: 'DPoP, nonce',
    works: ['sign-in', 'userinfo', 'refresh'],
    nonce: true,
  },
  { layout: OWN, client: 'appauth', way: 'plain', works: ['sign-in', 'refresh', 'revoke'] },
  {
    layout: OWN,
    client: 'msal-browser',
    way: 'OIDC',
    works: ['sign-in', 'refresh', 'silent renew', 'popup', 'logout'],
  },
  {
    layout: KEYCLOAK,
    client: 'keycloak-js',
    way: 'url, realm',
    works: ['sign-in', 'userinfo', 'refresh', 'silent renew', 'logout'],
    short: true,
  },
  {
    layout: KEYCLOAK,
    client: 'keycloak-js',
    way: 'oidcProvider',
    works: ['sign-in', 'userinfo', 'refresh', 'silent renew', 'logout'],
    short: true,
  },
  {
    layout: KEYCLOAK,
    client: 'oidc-client-ts',
    way: 'plain',
    works: ['sign-in', 'userinfo', 'refresh', 'silent renew', 'popup', 'revoke', 'logout'],
  },
  {
    layout: KEYCLOAK,
    client: 'openid-client',
    way: 'plain',
    works: [...OPENID_CLIENT, 'device', 'registration', 'logout'],
  },
  {
    layout: KEYCLOAK,
    client: 'appauth',
    way: 'plain',
    works: ['sign-in', 'refresh', 'revoke'],
  },
  {
    layout: AUTH0,
    client: 'auth0-spa-js',
    way: 'plain',
    works: ['sign-in', 'refresh', 'silent renew', 'popup', 'revoke', 'logout'],
  },
  {
    layout: AUTH0,
    client: 'auth0-spa-js',
    way: 'DPoP',
    works: ['sign-in', 'refresh', 'silent renew', 'popup', 'revoke', 'logout'],
  },
  {
    layout: AUTH0,
    client: 'auth0-spa-js',
    way: 'DPoP, nonce',
    works: ['sign-in', 'refresh', 'silent renew', 'popup', 'revoke', 'logout'],
    nonce: true,
  },
  { layout: COGNITO, client: 'amplify', way: 'plain', works: ['sign-in', 'logout'] },
  {
    layout: OKTA,
    client: 'okta-auth-js',
    way: 'plain',
    works: ['sign-in', 'userinfo', 'refresh', 'silent renew', 'popup', 'revoke', 'logout'],
  },
  {
    layout: OKTA,
    client: 'okta-auth-js',
    way: 'DPoP',
    works: ['sign-in', 'userinfo', 'refresh', 'silent renew', 'popup', 'revoke', 'logout'],
  },
  {
    layout: OKTA,
    client: 'okta-auth-js',
    way: 'DPoP, nonce',
    works: ['sign-in', 'refresh', 'silent renew', 'popup', 'revoke', 'logout'],
    fails: { userinfo: WITHOUT_NONCE },
    nonce: true,
  },
  {
    layout: ENTRA,
    client: 'msal-browser',
    way: 'plain',
    works: ['sign-in', 'refresh', 'popup', 'logout'],
    fails: {
      'silent renew': {
        fault: 'login_required',
        because:
          'the pages of Entra stay on its own site, and a frame there gets no cookie of the session; `acquireTokenSilent` ' +
          'works, by the refresh token',
      },
    },
  },
  {
    layout: SALESFORCE,
    client: 'jsforce',
    way: 'plain',
    works: ['sign-in', 'query', 'limitInfo', 'refresh', 'revoke'],
  },
];
