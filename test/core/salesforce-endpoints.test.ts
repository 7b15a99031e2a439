import { policyIssues, SALESFORCE_ENDPOINTS, type EndpointRule } from '../../lib/core';
import { SALESFORCE } from './cases/policies';

const EVERYWHERE = ['my-domain', 'experience-cloud-site', 'api'];
const LOGIN = ['my-domain', 'experience-cloud-site'];
const SITES = ['experience-cloud-site'];
const DATA = ['my-domain', 'api'];
const READ = 'GET HEAD';
const READ_POST = 'GET HEAD POST';
const ALL = 'GET HEAD POST PUT PATCH DELETE';
/** Extensions may call these from this version on. */
const VERSIONED = { extensionsFrom: 53 };

type Row = readonly [
  path: string,
  match: string,
  access: string,
  methods: string,
  hosts: readonly string[],
  more?: Partial<EndpointRule>,
];

/** The table as the two pages of the original system and the specification have it. */
const TABLE: readonly Row[] = [
  [
    '/.well-known/openid-configuration',
    'exact',
    'public',
    READ,
    EVERYWHERE,
    { role: 'openid-configuration' },
  ],
  ['/.well-known/auth-configuration', 'exact', 'public', READ, EVERYWHERE],
  ['/services/oauth2/id/keys', 'exact', 'public', READ, EVERYWHERE, { role: 'jwks' }],
  ['/services/oauth2/userinfo', 'exact', 'allowlist', READ_POST, EVERYWHERE, { role: 'userinfo' }],
  ['/services/oauth2/token', 'exact', 'oauth', 'POST', LOGIN, { role: 'token' }],
  ['/services/oauth2/introspect', 'exact', 'oauth', 'POST', LOGIN, { role: 'introspect' }],
  ['/services/oauth2/revoke', 'exact', 'oauth', READ_POST, LOGIN, { role: 'revoke' }],
  ['/services/oauth2/authorize', 'exact', 'oauth', READ_POST, LOGIN, { role: 'authorize', page: true }],
  ['/services/oauth2/pkce/generator', 'exact', 'oauth', READ, LOGIN],
  ['/services/auth/headless/init/registration', 'exact', 'oauth', 'POST', SITES],
  ['/services/auth/headless/init/passwordless/login', 'exact', 'oauth', 'POST', SITES],
  ['/services/auth/headless/forgot_password', 'exact', 'oauth', 'POST', SITES],
  ['/services/apexrest', 'prefix', 'allowlist', ALL, DATA],
  ['/services/async', 'prefix', 'allowlist', ALL, DATA, VERSIONED],
  ['/services/data/v*/jobs', 'prefix', 'allowlist', ALL, DATA, VERSIONED],
  ['/services/data/v*/connect', 'prefix', 'allowlist', ALL, DATA, VERSIONED],
  ['/services/data/v*/chatter', 'prefix', 'allowlist', ALL, DATA, VERSIONED],
  ['/services/data/v*/wave', 'prefix', 'allowlist', ALL, DATA, VERSIONED],
  ['/services/data/v*/ui-api', 'prefix', 'allowlist', ALL, DATA, VERSIONED],
  ['/services/data', 'prefix', 'allowlist', ALL, DATA, VERSIONED],
  ['/lightning', 'prefix', 'allowlist', ALL, DATA, { credentials: true }],
  ['/c', 'prefix', 'allowlist', ALL, DATA, { credentials: true }],
];

test('the preset is the table of the original system', () => {
  const rules = TABLE.map(([path, match, access, methods, hostKinds, more]) => ({
    path,
    match,
    access,
    methods: methods.split(' '),
    hostKinds,
    ...more,
  }));
  expect(SALESFORCE_ENDPOINTS).toStrictEqual(rules);
});

test('it can be compiled', () => {
  expect(policyIssues(SALESFORCE)).toEqual([]);
});
