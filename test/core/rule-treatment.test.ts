import { HOST_KINDS, type EndpointRule } from '../../lib/core';
import { checksTokens, treatmentOf } from '../../lib/core/rule-treatment';

const RULE: EndpointRule = {
  path: '/a',
  match: 'exact',
  access: 'allowlist',
  methods: ['GET'],
  hostKinds: HOST_KINDS,
};

type More = Partial<EndpointRule>;

test.each<[name: string, one: More, other: More]>([
  ['paths', {}, { path: '/b', match: 'prefix' }],
  [
    'lists that only browsers read',
    {},
    { methods: ['POST'], allowedHeaders: ['X'], exposedHeaders: ['Y'], maxAgeSeconds: 1 },
  ],
  ['a default that is written', {}, { page: false, credentials: false }],
  ['host kinds in another order, and twice', {}, { hostKinds: [...HOST_KINDS, ...HOST_KINDS].reverse() }],
  [
    'what a public rule does not look at',
    { access: 'public' },
    { access: 'public', credentials: true, hostKinds: [], extensionsFrom: 1 },
  ],
  [
    'what a closed rule does not look at',
    { access: 'closed' },
    { access: 'closed', credentials: true, hostKinds: [] },
  ],
  ['scopes in another order, and twice', { scopes: ['a', 'b'] }, { scopes: ['b', 'a', 'b'] }],
  ['no scopes, and none that are written', { tokens: 't' }, { tokens: 't', scopes: [], methodScopes: {} }],
  [
    'methods in another order',
    { methodScopes: { GET: ['a', 'b'], POST: ['c'], PUT: [] } },
    { methodScopes: { PUT: [], POST: ['c'], GET: ['b', 'a', 'a'] } },
  ],
])('%s make no difference', (_name, one, other) => {
  expect(treatmentOf({ ...RULE, ...one })).toBe(treatmentOf({ ...RULE, ...other }));
});

test.each<[name: string, one: More, other: More]>([
  ['the access', {}, { access: 'oauth' }],
  ['a page', {}, { page: true }],
  ['a role', { role: 'token' }, { role: 'revoke' }],
  ['credentials', {}, { credentials: true }],
  ['credentials of OAuth endpoints', { access: 'oauth' }, { access: 'oauth', credentials: true }],
  ['extensions', {}, { extensionsFrom: 1 }],
  ['host kinds', {}, { hostKinds: ['api'] }],
  ['a check', { tokens: 'a' }, { tokens: 'b' }],
  ['a check, or none said', {}, { tokens: '' }],
  ['scopes', { scopes: ['a'] }, { scopes: ['b'] }],
  ['more scopes', { scopes: ['a'] }, { scopes: ['a', 'b'] }],
  ['scopes of a method', { methodScopes: { GET: ['a'] } }, { methodScopes: { GET: ['b'] } }],
  ['the method of scopes', { methodScopes: { GET: ['a'] } }, { methodScopes: { PUT: ['a'] } }],
  [
    'scopes of one of two methods',
    { methodScopes: { GET: ['a'], PUT: ['b'] } },
    { methodScopes: { GET: ['b'], PUT: ['a'] } },
  ],
])('%s make a difference', (_name, one, other) => {
  expect(treatmentOf({ ...RULE, ...one })).not.toBe(treatmentOf({ ...RULE, ...other }));
});

test.each<[more: More, checks: boolean]>([
  [{}, false],
  [{ tokens: '' }, true],
  [{ scopes: [] }, true],
  [{ methodScopes: {} }, true],
])('a rule with %j says who calls: %j', (more, checks) => {
  expect(checksTokens({ ...RULE, ...more })).toBe(checks);
});
