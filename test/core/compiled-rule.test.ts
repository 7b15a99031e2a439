import { HOST_KINDS, type EndpointRule } from '../../lib/core';
import { compileRule } from '../../lib/core/compiled-rule';

const RULE: EndpointRule = {
  path: '/a',
  match: 'exact',
  access: 'allowlist',
  methods: ['GET'],
  hostKinds: HOST_KINDS,
};
const DEFAULTS = { exposedHeaders: ['ETag', 'Location'], maxAgeSeconds: 7200 };

test.each([
  ['allowlist', true, true],
  ['allowlist', false, false],
  ['allowlist', undefined, false],
  ['oauth', true, true],
  ['public', true, false],
] as const)('%s with credentials %s: %s', (access, credentials, expected) => {
  const rule = credentials === undefined ? { ...RULE, access } : { ...RULE, access, credentials };
  expect(compileRule(rule, DEFAULTS).credentials).toBe(expected);
});

test('a rule falls back to the defaults of the policy', () => {
  expect(compileRule(RULE, DEFAULTS)).toMatchObject({
    exposedHeaders: 'ETag, Location',
    maxAge: '7200',
    allowedHeaders: undefined,
  });
});

test('a rule can say no', () => {
  const rule = { ...RULE, exposedHeaders: [], maxAgeSeconds: 0, allowedHeaders: [] };
  expect(compileRule(rule, DEFAULTS)).toMatchObject({ exposedHeaders: '', maxAge: '0', allowedHeaders: '' });
});
