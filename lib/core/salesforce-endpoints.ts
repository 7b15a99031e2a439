import type { EndpointRule, OAuthRole } from './endpoint-rule';
import { HOST_KINDS, type HostKind } from './host-kind';

const LOGIN_HOSTS: readonly HostKind[] = ['my-domain', 'experience-cloud-site'];
const SITE_HOSTS: readonly HostKind[] = ['experience-cloud-site'];
const DATA_HOSTS: readonly HostKind[] = ['my-domain', 'api'];

const READ = ['GET', 'HEAD'];
const READ_AND_POST = ['GET', 'HEAD', 'POST'];
const EVERY_METHOD = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

function open(path: string, role?: OAuthRole): EndpointRule {
  const rule = { path, match: 'exact', access: 'public', methods: READ, hostKinds: HOST_KINDS } as const;
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
    methods: EVERY_METHOD,
    hostKinds: DATA_HOSTS,
    ...more,
  };
}

/** The endpoint table of the preset `salesforce`. */
export const SALESFORCE_ENDPOINTS: readonly EndpointRule[] = [
  open('/.well-known/openid-configuration', 'openid-configuration'),
  open('/.well-known/auth-configuration'),
  open('/services/oauth2/id/keys', 'jwks'),
  {
    path: '/services/oauth2/userinfo',
    match: 'exact',
    access: 'allowlist',
    methods: READ_AND_POST,
    hostKinds: HOST_KINDS,
    role: 'userinfo',
  },
  oauth('/services/oauth2/token', ['POST'], { role: 'token' }),
  oauth('/services/oauth2/introspect', ['POST'], { role: 'introspect' }),
  oauth('/services/oauth2/revoke', READ_AND_POST, { role: 'revoke' }),
  oauth('/services/oauth2/authorize', READ_AND_POST, { role: 'authorize', page: true }),
  oauth('/services/oauth2/pkce/generator', READ),
  headless('init/registration'),
  headless('init/passwordless/login'),
  headless('forgot_password'),
  technology('/services/apexrest'),
  technology('/services/async'),
  technology('/services/data/v*/jobs'),
  technology('/services/data/v*/connect'),
  technology('/services/data/v*/chatter'),
  technology('/services/data/v*/wave'),
  technology('/services/data/v*/ui-api'),
  technology('/services/data'),
  technology('/lightning', { credentials: true }),
  technology('/c', { credentials: true }),
];
