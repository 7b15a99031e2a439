import type { EndpointRule, OAuthRole } from './endpoint-rule';
import { HOST_KINDS, type HostKind } from './host-kind';
import { PAGE_METHODS, READ_METHODS, USUAL_METHODS } from './methods';

const LOGIN_HOSTS: readonly HostKind[] = ['my-domain', 'experience-cloud-site'];
const SITE_HOSTS: readonly HostKind[] = ['experience-cloud-site'];
const DATA_HOSTS: readonly HostKind[] = ['my-domain', 'api'];

function open(path: string, role?: OAuthRole): EndpointRule {
  const rule = {
    path,
    match: 'exact',
    access: 'public',
    methods: READ_METHODS,
    hostKinds: HOST_KINDS,
  } as const;
  return role === undefined ? rule : { ...rule, role };
}

function oauth(path: string, methods: readonly string[], more: Partial<EndpointRule> = {}): EndpointRule {
  return { path, match: 'exact', access: 'oauth', methods, hostKinds: LOGIN_HOSTS, ...more };
}

function headless(path: string): EndpointRule {
  return oauth(`/services/auth/headless/${path}`, ['POST'], { hostKinds: SITE_HOSTS });
}

function technology(path: string, more: Partial<EndpointRule> = {}): EndpointRule {
  return {
    path,
    match: 'prefix',
    access: 'allowlist',
    methods: USUAL_METHODS,
    hostKinds: DATA_HOSTS,
    ...more,
  };
}

/** Browser extensions may call these from this API version on. */
const VERSIONED: Partial<EndpointRule> = { extensionsFrom: 53 };

/** The endpoint table of the preset `salesforce`. */
export const SALESFORCE_ENDPOINTS: readonly EndpointRule[] = [
  open('/.well-known/openid-configuration', 'openid-configuration'),
  open('/.well-known/auth-configuration'),
  open('/services/oauth2/id/keys', 'jwks'),
  {
    path: '/services/oauth2/userinfo',
    match: 'exact',
    access: 'allowlist',
    methods: PAGE_METHODS,
    hostKinds: HOST_KINDS,
    role: 'userinfo',
  },
  oauth('/services/oauth2/token', ['POST'], { role: 'token' }),
  oauth('/services/oauth2/introspect', ['POST'], { role: 'introspect' }),
  oauth('/services/oauth2/revoke', PAGE_METHODS, { role: 'revoke' }),
  oauth('/services/oauth2/authorize', PAGE_METHODS, { role: 'authorize', page: true }),
  oauth('/services/oauth2/pkce/generator', READ_METHODS),
  headless('init/registration'),
  headless('init/passwordless/login'),
  headless('forgot_password'),
  technology('/services/apexrest'),
  technology('/services/async', VERSIONED),
  technology('/services/data/v*/jobs', VERSIONED),
  technology('/services/data/v*/connect', VERSIONED),
  technology('/services/data/v*/chatter', VERSIONED),
  technology('/services/data/v*/wave', VERSIONED),
  technology('/services/data/v*/ui-api', VERSIONED),
  technology('/services/data', VERSIONED),
  technology('/lightning', { credentials: true }),
  technology('/c', { credentials: true }),
];
