import {
  HOST_KINDS,
  PAGE_METHODS,
  READ_METHODS,
  USUAL_METHODS,
  type Access,
  type EndpointRule,
  type OAuthRole,
  type PathMatch,
} from '../../../core';

/** How pages call the endpoint of a role. */
interface Call {
  readonly access: Access;
  readonly methods: readonly string[];
  readonly match?: PathMatch;
  readonly page?: true;
}

const POST: Call = { access: 'oauth', methods: ['POST'] };
const OPEN: Call = { access: 'public', methods: READ_METHODS };
const PAGE: Call = { access: 'oauth', methods: PAGE_METHODS, page: true };

const CALLS: Readonly<Record<OAuthRole, Call>> = {
  'openid-configuration': OPEN,
  jwks: OPEN,
  authorize: PAGE,
  token: POST,
  introspect: POST,
  revoke: POST,
  userinfo: { access: 'allowlist', methods: PAGE_METHODS },
  'end-session': PAGE,
  'device-authorization': POST,
  'pushed-authorization': POST,
  // A client reads its registration back, changes and deletes it below the endpoint. https://www.rfc-editor.org/rfc/rfc7592
  registration: { access: 'oauth', methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'], match: 'prefix' },
  'backchannel-authentication': POST,
};

/** The rule of an endpoint with a role. */
export function roleRule(role: OAuthRole, path: string, credentials = false): EndpointRule {
  const { match = 'exact', ...call } = CALLS[role];
  return {
    path,
    match,
    ...call,
    hostKinds: HOST_KINDS,
    role,
    ...(credentials && { credentials }),
  };
}

/** The rule of an endpoint without a role that listed pages call, and of everything below it. */
export function calledBelow(path: string, credentials = false): EndpointRule {
  return {
    path,
    match: 'prefix',
    access: 'oauth',
    methods: USUAL_METHODS,
    hostKinds: HOST_KINDS,
    ...(credentials && { credentials }),
  };
}

/** The rule of pages, of which no other origin may read anything. */
export function pagesBelow(path: string): EndpointRule {
  return {
    path,
    match: 'prefix',
    access: 'closed',
    methods: PAGE_METHODS,
    hostKinds: HOST_KINDS,
    page: true,
  };
}
