import { compilePolicy, decide, type Verdict } from '../../lib/core';
import { EMPTY, entry, listing, withOAuthOff } from './cases/allowlists';
import type { Allowlist, DecisionCase } from './cases/decision-case';
import { DECISION_TABLES } from './cases';
import { OBSERVING, OWN_TABLE, REPORTING, SALESFORCE } from './cases/policies';
import { actual, APP, NOW, OWN_ORIGIN } from './cases/requests';

const DATA = '/services/data/v60.0/query';
const TOKEN = '/services/oauth2/token';

function decisionOf({
  policy,
  request,
  allowlist,
}: Pick<DecisionCase, 'policy' | 'request' | 'allowlist'>): Verdict {
  return decide(compilePolicy(policy), request, () =>
    allowlist === undefined ? { available: false } : { available: true, ...allowlist },
  );
}

function traceOf(
  request: DecisionCase['request'],
  allowlist?: Allowlist,
  policy = SALESFORCE,
): readonly string[] {
  return decisionOf({ policy, request, allowlist }).trace.map(({ step, finding }) => `${step}: ${finding}`);
}

const ONE = 'origin_header: there is one Origin header';
const DATA_RULE = 'endpoint: the prefix rule /services/data is allowlist';
const TOKEN_RULE = 'endpoint: the exact rule /services/oauth2/token is oauth';
const FETCH = ['navigation: the request is not a navigation to a page'];
const CROSS = [...FETCH, 'same_origin: the request is cross-origin'];
const ORIGIN = [...CROSS, 'origin_form: the value is the serialization of one origin'];
const HOST = [...ORIGIN, 'host_kind: the endpoint supports the kind of the host'];
const VERSION = [...HOST, 'api_version: the API version does not matter'];
const OAUTH = [
  ...HOST,
  'oauth_setting: CORS for OAuth endpoints is switched on',
  'api_version: the API version does not matter',
];

describe('a trace tells every question that was asked, and what was found', () => {
  test.each<readonly [name: string, trace: readonly string[], expected: readonly string[]]>([
    ['no Origin', traceOf(actual(DATA, { origins: [] })), ['origin_header: there is no Origin header']],
    [
      'public',
      traceOf(actual('/services/oauth2/id/keys')),
      [ONE, 'endpoint: the exact rule /services/oauth2/id/keys is public'],
    ],
    [
      'navigation',
      traceOf(actual('/callback', { secFetchMode: 'navigate' }), EMPTY, OWN_TABLE),
      [ONE, 'endpoint: the exact rule /callback is closed', 'navigation: a browser navigates to the page'],
    ],
    [
      'form post to what is not a page',
      traceOf(actual(DATA, { origins: ['null'], secFetchMode: 'navigate', method: 'POST' })),
      [
        ONE,
        DATA_RULE,
        'navigation: a browser navigates here, but the endpoint is not marked as a page',
        'same_origin: the request is cross-origin',
        'origin_form: the origin is null',
      ],
    ],
    [
      'another spelling that no rule names',
      traceOf(actual('/Services/Data')),
      [
        ONE,
        'endpoint: no rule names the path in this spelling, so it is closed; another spelling of it meets a rule',
        ...ORIGIN,
      ],
    ],
    [
      'another spelling that meets another rule',
      traceOf(actual('/hidden/x'), EMPTY, {
        ...OWN_TABLE,
        endpoints: [
          ...OWN_TABLE.endpoints,
          { path: '/HIDDEN/x', match: 'exact', access: 'public', methods: ['GET'], hostKinds: [] },
          { path: '/hidden', match: 'prefix', access: 'closed', methods: [], hostKinds: [] },
        ],
      }),
      [ONE, 'endpoint: another spelling of the path meets another rule, so it is closed', ...ORIGIN],
    ],
    [
      'another spelling of the path prefix',
      traceOf(actual('/PARTNERS/services/data', { misspeltPrefix: true })),
      [
        ONE,
        'endpoint: the path begins with another spelling of the path prefix of the host, so it is closed',
        ...ORIGIN,
      ],
    ],
    [
      'read of another site',
      traceOf(actual(DATA, { origins: [], secFetchMode: 'no-cors' }), EMPTY, {
        ...SALESFORCE,
        crossSiteReads: 'refuse',
      }),
      [
        'origin_header: there is no Origin header',
        DATA_RULE,
        'cross_site: a page of another site makes the browser read an endpoint that is neither public nor a page',
      ],
    ],
    [
      'own origin',
      traceOf(actual(DATA, { origins: [OWN_ORIGIN] })),
      [ONE, DATA_RULE, ...FETCH, 'same_origin: the origin is an own origin'],
    ],
    [
      'same-origin fetch',
      traceOf(actual(DATA, { secFetchSite: 'same-origin' })),
      [ONE, DATA_RULE, ...FETCH, 'same_origin: the browser says that the request is same-origin'],
    ],
    [
      'null',
      traceOf(actual(DATA, { origins: ['null'] })),
      [ONE, DATA_RULE, ...CROSS, 'origin_form: the origin is null'],
    ],
    [
      'two origins',
      traceOf(actual(DATA, { origins: [APP, APP] })),
      [
        'origin_header: there are several Origin headers',
        DATA_RULE,
        ...CROSS,
        'origin_form: the value is not the serialization of one origin',
      ],
    ],
    [
      'unknown path',
      traceOf(actual('/nowhere')),
      [ONE, 'endpoint: no rule names the path, so it is closed', ...ORIGIN],
    ],
    [
      'ambiguous path',
      traceOf(actual('/services//data')),
      [ONE, 'endpoint: a path with ambiguous segments, characters or escapes is closed', ...ORIGIN],
    ],
    [
      'another spelling that gets around a check of tokens',
      traceOf(actual('/PARTNERS', { misspeltPrefix: true }), EMPTY, {
        ...OWN_TABLE,
        endpoints: OWN_TABLE.endpoints.map((rule) => ({ ...rule, tokens: 'users' })),
      }),
      ['endpoint: another spelling of the path meets another check of tokens, so it is refused to everybody'],
    ],
    [
      'observe mode, unlisted',
      traceOf(actual(DATA), EMPTY, OBSERVING),
      [
        ONE,
        DATA_RULE,
        ...VERSION,
        'allowlist: no entry has a pattern that matches the origin',
        'enforcement: refusals are only observed, so the request is answered as if its origin were listed, without credentials',
      ],
    ],
    [
      'observe mode',
      traceOf(actual('/nowhere'), EMPTY, OBSERVING),
      [
        ONE,
        'endpoint: no rule names the path, so it is closed',
        ...ORIGIN,
        'enforcement: refusals are only observed, so the request is answered as if its origin were listed, without credentials',
      ],
    ],
    [
      'host without a kind',
      traceOf(actual(DATA, { hostKind: undefined })),
      [ONE, DATA_RULE, ...ORIGIN, 'host_kind: the host has no kind'],
    ],
    [
      'unsupported host',
      traceOf(actual(DATA, { hostKind: 'experience-cloud-site' })),
      [ONE, DATA_RULE, ...ORIGIN, 'host_kind: the endpoint does not support the kind of the host'],
    ],
    [
      'setting off',
      traceOf(actual(TOKEN), withOAuthOff(EMPTY)),
      [ONE, TOKEN_RULE, ...HOST, 'oauth_setting: CORS for OAuth endpoints is switched off'],
    ],
    [
      'unreadable',
      traceOf(actual(TOKEN)),
      [ONE, TOKEN_RULE, ...HOST, 'allowlist: the allowlist could not be read'],
    ],
    [
      'unlisted',
      traceOf(actual(DATA), EMPTY),
      [ONE, DATA_RULE, ...VERSION, 'allowlist: no entry has a pattern that matches the origin'],
    ],
    [
      'listed',
      traceOf(actual(TOKEN), listing('https://*.fabrikam.com')),
      [ONE, TOKEN_RULE, ...OAUTH, 'allowlist: the entry https://*.fabrikam.com matches the origin'],
    ],
    [
      'old version',
      traceOf(actual('/services/data/v1.0', { origins: [`chrome-extension://${'a'.repeat(32)}`] })),
      [
        ONE,
        DATA_RULE,
        ...HOST,
        'api_version: the path names an API version that extensions may not call, or no version where one must be',
      ],
    ],
    [
      'report mode',
      traceOf(actual('/nowhere'), EMPTY, REPORTING),
      [
        ONE,
        'endpoint: no rule names the path, so it is closed',
        ...ORIGIN,
        'enforcement: refusals are only reported, so the request passes without CORS headers',
      ],
    ],
  ])('%s', (_name, trace, expected) => {
    expect(trace).toEqual(expected);
  });
});

describe('an entry that matches but does not count is named with the reason', () => {
  const wild = 'https://*.fabrikam.com';
  test.each([
    [[entry(APP, { status: 'inactive' })], `${APP} matches, but it is inactive`],
    [[entry(APP, { status: 'deleted' })], `${APP} matches, but it is deleted`],
    [[entry(APP, { expiresAt: NOW })], `${APP} matches, but it has expired`],
    [
      [entry(wild, { status: 'deleted' }), entry(APP, { expiresAt: NOW })],
      `${APP} matches, but it has expired`,
    ],
    [
      [entry(APP, { expiresAt: NOW }), entry(wild, { status: 'deleted' })],
      `${APP} matches, but it has expired`,
    ],
    [
      [entry('https://x.example', { status: 'inactive' }), entry(wild, { status: 'inactive' })],
      `${wild} matches, but it is inactive`,
    ],
  ])('%#', (entries, finding) => {
    expect(traceOf(actual(DATA), listing(...entries)).at(-1)).toBe(`allowlist: the entry ${finding}`);
  });

  test.each([
    [
      'strangers can register names that it covers, so it does not count where answers carry credentials',
      '/private',
      'https://*.amazonaws.com',
      'https://bucket.s3.amazonaws.com',
    ],
    [
      'it does not say allowSharedOrigin, and strangers can have such origins too',
      '/form',
      'capacitor://localhost',
      'capacitor://localhost',
    ],
  ])('%s', (why, path, pattern, origin) => {
    expect(traceOf(actual(path, { origins: [origin] }), listing(pattern), OWN_TABLE).at(-1)).toBe(
      `allowlist: the entry ${pattern} matches, but ${why}`,
    );
  });

  test('a public suffix where answers carry credentials', () => {
    const entries = listing(entry(wild, { allowSharedOrigin: true }));
    expect(traceOf(actual('/private'), entries, OWN_TABLE).at(-1)).toBe(
      `allowlist: the entry ${wild} matches, but entries with allowSharedOrigin do not count where answers carry credentials`,
    );
  });
});

test('no trace asks a question twice, or repeats what the request said', () => {
  for (const row of Object.values(DECISION_TABLES).flat()) {
    const { trace } = decisionOf(row);
    expect(new Set(trace.map(({ step }) => step)).size).toBe(trace.length);
    const allowlisted = row.allowlist?.entries.map(({ pattern }) => pattern) ?? [];
    const strange = row.request.origins.filter((value) => value.length > 4 && !allowlisted.includes(value));
    for (const { finding } of trace) {
      for (const value of strange) expect(finding).not.toContain(value);
    }
  }
});
