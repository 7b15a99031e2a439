import { compileRule } from '../../lib/core/compiled-rule';
import type { EndpointRule, PathMatch } from '../../lib/core';
import { EndpointTable } from '../../lib/core/endpoint-table';
import { SALESFORCE_ENDPOINTS } from '../../lib/core';
import { FINDINGS } from '../../lib/core/trace';
import { ruleOf } from './cases/rule-text';

const defaults = { exposedHeaders: [], maxAgeSeconds: 0 };

function tableOf(rules: readonly EndpointRule[]): (path: string) => string | undefined {
  const table = new EndpointTable(rules.map((rule) => compileRule(rule, defaults)));
  return (path) => {
    const rule = table.find(path)?.rule;
    return rule && `${rule.match} ${rule.path}`;
  };
}

/** A table of rules written as `exact /path` and `prefix /path`. */
function tableOfTexts(...texts: readonly string[]): (path: string) => string | undefined {
  return tableOf(
    texts.map((text) => {
      const [match, path] = text.split(' ') as [PathMatch, string];
      return { match, path, access: 'allowlist', methods: ['GET'], hostKinds: ['api'] };
    }),
  );
}

describe('which rule names a path', () => {
  const find = tableOfTexts(
    'exact /a',
    'prefix /a/b',
    'exact /a/b/c',
    'prefix /a/b/c/d',
    'prefix /v*',
    'prefix /v1.0/x',
    'exact /v*/x/y',
    'prefix /v*/z/v*/w',
    'exact /v1.0/z/v2.0',
    'exact /only',
    'prefix /only/deep/er',
  );

  test.each([
    ['/a', 'exact /a'],
    ['/a/', undefined],
    ['/a/x', undefined],
    ['/A', undefined],
    ['/aa', undefined],
    ['/a/b', 'prefix /a/b'],
    ['/a/b/', 'prefix /a/b'],
    ['/a/bc', undefined],
    ['/a/b/x/y/z', 'prefix /a/b'],
    ['/a/b/c', 'exact /a/b/c'],
    ['/a/b/c/', 'prefix /a/b'],
    ['/a/b/c/x', 'prefix /a/b'],
    ['/a/b/c/d', 'prefix /a/b/c/d'],
    ['/a/b/c/d/e', 'prefix /a/b/c/d'],
    ['/a/b/c/de', 'prefix /a/b'],
    ['/v2.0', 'prefix /v*'],
    ['/v2.0/', 'prefix /v*'],
    ['/v10.25/q', 'prefix /v*'],
    ['/v2.0/x', 'prefix /v*'],
    ['/v2.0/x/y', 'exact /v*/x/y'],
    ['/v1.0', 'prefix /v*'],
    ['/v1.0/q', 'prefix /v*'],
    ['/v1.0/x', 'prefix /v1.0/x'],
    ['/v1.0/x/q', 'prefix /v1.0/x'],
    ['/v1.0/x/y', 'exact /v*/x/y'],
    ['/v1.0/z/v2.0', 'exact /v1.0/z/v2.0'],
    ['/v1.0/z/v2.0/w', 'prefix /v*/z/v*/w'],
    ['/v1.0/z/v3.0/w/q', 'prefix /v*/z/v*/w'],
    ['/v3.0/z/v2.0', 'prefix /v*'],
    ['/v*', undefined],
    ['/v*/x/y', undefined],
    ['/v1', undefined],
    ['/v.0', undefined],
    ['/v1.', undefined],
    ['/v1.0.0', undefined],
    ['/xv1.0', undefined],
    ['/V1.0', undefined],
    ['/1.0', undefined],
    ['/only', 'exact /only'],
    ['/only/deep', undefined],
    ['/only/deep/er', 'prefix /only/deep/er'],
    ['/', undefined],
    ['/__proto__', undefined],
    ['/constructor', undefined],
    ['/a/b/../c', undefined],
    ['/a//b', undefined],
  ])('%s: %s', (path, expected) => {
    expect(find(path)).toBe(expected);
  });

  test.each([
    ['prefix /v*/a', 'prefix /v1.0/b', '/v1.0/a'],
    ['prefix /v1.0/b', 'prefix /v*/a', '/v1.0/a'],
    ['prefix /v*/v*/a', 'exact /v1.0/v2.0', '/v1.0/v2.0/a'],
    ['prefix /v*/v1.0/a', 'prefix /v2.0/v*/b', '/v2.0/v1.0/a'],
    ['prefix /v2.0/v*/b', 'prefix /v*/v1.0/a', '/v2.0/v1.0/b'],
    ['prefix /v*/v*/a', 'exact /v*/v1.0', '/v2.0/v1.0/a'],
  ])('%s beside %s: %s is found on either branch', (one, other, path) => {
    const expected = [one, other].find((text) => text.endsWith(path.slice(-1)));
    expect(tableOfTexts(one, other)(path)).toBe(expected);
  });
});

describe('why a path is closed that no rule names', () => {
  const table = new EndpointTable(
    [{ match: 'prefix', path: '/a', access: 'public', methods: ['GET'], hostKinds: [] } as const].map(
      (rule) => compileRule(rule, defaults),
    ),
  );

  test.each([
    ['/q', FINDINGS.noRule],
    ['/Q', FINDINGS.noRule],
    ['/q/', FINDINGS.noRule],
    ['/%24q', FINDINGS.noRule],
    ['/A', FINDINGS.noRuleForSpelling],
    ['/a%20', FINDINGS.noRuleForSpelling],
    ['/a//b', FINDINGS.ambiguousPath],
    ['/q/%252e', FINDINGS.ambiguousPath],
  ])('%s: %j', (path, finding) => {
    expect(table.look(path)).toEqual({ rule: undefined, finding });
  });
});

describe('the root', () => {
  test.each([
    [['exact /'], '/', 'exact /'],
    [['exact /'], '/a', undefined],
    [['prefix /'], '/', 'prefix /'],
    [['prefix /'], '/a/b/', 'prefix /'],
    [['prefix /', 'exact /'], '/', 'exact /'],
    [['prefix /', 'exact /a'], '/a', 'exact /a'],
    [['prefix /', 'exact /a'], '/a/', 'prefix /'],
    [['prefix /', 'exact /a/b'], '/a', 'prefix /'],
    [['prefix /'], '//', undefined],
    [[], '/', undefined],
  ] as const)('%j: %s', (texts, path, expected) => {
    expect(tableOfTexts(...texts)(path)).toBe(expected);
  });
});

describe('a table of few rules', () => {
  test.each([
    [['exact /a/{x+}'], '/a/b', 'exact /a/{x+}'],
    [['exact /a/{x+}'], '/a/b/c', 'exact /a/{x+}'],
    [['exact /a/{x+}'], '/a/', undefined],
    [['exact /a/{x}'], '/a/b', 'exact /a/{x}'],
    [['exact /a/{x}'], '/a/', undefined],
    [['exact /{x}'], '/a', 'exact /{x}'],
    [['exact /{x}/b'], '/a/b', 'exact /{x}/b'],
    // A segment that names no version is like any other beside versions.
    [['exact /v*', 'exact /v1'], '/v1', 'exact /v1'],
    [['exact /v*', 'exact /v1'], '/v1.0', 'exact /v*'],
  ] as const)('%j: %s', (texts, path, expected) => {
    expect(tableOfTexts(...texts)(path)).toBe(expected);
  });
});

describe('the preset salesforce', () => {
  const find = tableOf(SALESFORCE_ENDPOINTS);

  test.each([
    ['/.well-known/openid-configuration', 'exact /.well-known/openid-configuration'],
    ['/services/oauth2/userinfo', 'exact /services/oauth2/userinfo'],
    ['/services/data', 'prefix /services/data'],
    ['/services/data/v60.0', 'prefix /services/data'],
    ['/services/data/v60.0/sobjects/Account', 'prefix /services/data'],
    ['/services/data/v60.0/jobs/ingest', 'prefix /services/data/v*/jobs'],
    ['/services/data/v60.0/chatter', 'prefix /services/data/v*/chatter'],
    ['/services/data/v60.0/connect/x', 'prefix /services/data/v*/connect'],
    ['/services/data/v60.0/wave', 'prefix /services/data/v*/wave'],
    ['/services/data/v60.0/ui-api/records', 'prefix /services/data/v*/ui-api'],
    ['/services/data/x/jobs', 'prefix /services/data'],
    ['/services/data/v*/jobs', 'prefix /services/data'],
    ['/services/async/60.0/job', 'prefix /services/async'],
    ['/services/apexrest/orders', 'prefix /services/apexrest'],
    ['/lightning/x', 'prefix /lightning'],
    ['/c/app.app', 'prefix /c'],
    ['/cc', undefined],
    ['/services', undefined],
  ])('%s: %s', (path, expected) => {
    expect(find(path)).toBe(expected);
  });
});

describe('another spelling of a path whose own rule is another one than that of its fold', () => {
  // In the folded table the version of a rule is any segment, so there a rule can win that does not name the path.
  test.each<readonly [rules: readonly string[], path: string, other: string]>([
    [['closed prefix /v*', 'oauth prefix /{id}/a', 'public prefix /b'], '/b/a', '/b/a%20'],
    [['public prefix /v*/a', 'oauth prefix /{id}/a', 'public prefix /b'], '/b/a', '/b/A'],
    [['public prefix /B/{x}', 'oauth prefix /{id}/a', 'public prefix /b'], '/b/a', '/b/a.'],
    // The table spells the last segment in two ways, and only one of them meets another rule, whichever comes first.
    [
      ['public prefix /v*/a', 'oauth prefix /{id}/a', 'public prefix /b', 'public prefix /A'],
      '/b/a',
      '/b/a%20',
    ],
    [
      ['public prefix /v*/a', 'oauth prefix /{id}/a', 'public prefix /b', 'public exact /c/A'],
      '/b/a',
      '/b/a%20',
    ],
    // The table has the segment as the path spells it, but not where the rule that the fold finds has it.
    [
      ['public prefix /v*/a', 'oauth prefix /{id}/a', 'public prefix /b', 'public exact /c/A'],
      '/b/a',
      '/b/A',
    ],
    [['closed prefix /stra\u00dfe', 'public prefix /'], '/stra\u00dfe', '/stra%E1%BA%9Ee'],
  ])('%j: %s and %s are closed', (texts, path, other) => {
    const rules = texts.map(ruleOf);
    const table = new EndpointTable(rules.map((rule) => compileRule(rule, defaults)));
    const accessAt = (at: string): string => table.find(at)?.rule.access ?? 'closed';
    expect([accessAt(path), accessAt(other)]).toEqual(['closed', 'closed']);
  });
});

test('a spelling of a segment that the table spells in two ways is no fault where all treat requests alike', () => {
  const find = tableOfTexts('prefix /b', 'exact /c/a', 'exact /c/A');
  expect(find('/b/a%20')).toBe('prefix /b');
});

test('a wildcard of the rule that the fold finds stays as the path has it', () => {
  const rules: readonly EndpointRule[] = [
    { path: '/v*/a', match: 'prefix', access: 'public', methods: ['GET'], hostKinds: ['api'] },
    { path: '/{id}/a', match: 'prefix', access: 'oauth', methods: ['GET'], hostKinds: ['api'] },
    { path: '/v1.0', match: 'prefix', access: 'public', methods: ['GET'], hostKinds: ['api'] },
  ];
  expect(tableOf(rules)('/v1.0/A')).toBe('prefix /v1.0');
  expect(tableOf(rules)('/v1.0/A/x')).toBe('prefix /v1.0');
});

describe('what a careless server may read in place of a path decides as well', () => {
  test.each<readonly [rules: readonly string[], path: string]>([
    // A rule for versions hides the closed one in the fold, where it names any segment.
    [['allowlist prefix /', 'closed prefix /admin', 'allowlist exact /v*/orders'], '/%3Bx/admin/orders'],
    [['allowlist prefix /', 'closed prefix /admin', 'allowlist exact /v*/orders'], '/%23/admin/orders'],
    [['public prefix /', 'closed prefix /a', 'public exact /A/v*'], '/A/x'],
    [
      ['public prefix /api', 'closed prefix /api/internal', 'public prefix /api/Internal/v*'],
      '/api/Internal/keys',
    ],
    [['allowlist prefix /Reports', 'closed prefix /reports/{id}', 'allowlist exact /v*/{id}'], '/Reports/7'],
    [['allowlist exact /v*/v*/{r+}', 'oauth prefix /V1.0', 'allowlist prefix /'], '/v1.0/a/a'],
    // A server that decodes first ends the path at its query.
    [['public prefix /', 'closed exact /admin'], '/admin%3Fq/z'],
    [['public prefix /', 'closed exact /admin'], '/admin%23/z'],
    [['public prefix /', 'closed exact /admin'], '/admin/%EF%BC%9Fq/z'],
    [['closed exact /orders/{id}', 'public exact /orders/{id}/{part}'], '/orders/7%3F/x'],
  ])('%j: %s is closed', (texts, path) => {
    expect(tableOf(texts.map(ruleOf))(path)).toBeUndefined();
  });

  test.each<readonly [rules: readonly string[], path: string, finding: keyof typeof FINDINGS]>([
    [['allowlist prefix /Admin'], '/admin/k', 'noRuleForSpelling'],
    [['allowlist prefix /Admin'], '/admin', 'noRuleForSpelling'],
    [['allowlist prefix /d/v*'], '/d/x/k', 'noRuleForSpelling'],
    [['allowlist prefix /admin'], '/%3Bx/admin/k', 'noRuleForSpelling'],
    [['allowlist prefix /admin'], '/%23/admin/k', 'noRuleForSpelling'],
    [['allowlist prefix /admin'], '/x/k', 'noRule'],
    [['allowlist prefix /Admin'], '/x/k', 'noRule'],
  ])('%j: %s is closed because of %s', (texts, path, finding) => {
    const table = new EndpointTable(texts.map((text) => compileRule(ruleOf(text), defaults)));
    expect(table.look(path)).toEqual({ rule: undefined, finding: FINDINGS[finding] });
  });
});

describe('a path in the spelling of its own rule is what the rule says, whatever other rules spell', () => {
  test.each<readonly [rules: readonly string[], path: string, rule: string]>([
    [['public exact /c/A', 'oauth prefix /{id}/a'], '/c/A', 'exact /c/A'],
    [['public exact /b/{x}', 'public exact /B/v*', 'oauth prefix /{x}'], '/b/A', 'exact /b/{x}'],
    [['public exact /b/{x}', 'public exact /B/v*', 'oauth prefix /{x}'], '/b/a', 'exact /b/{x}'],
  ])('%j: %s finds %s', (texts, path, rule) => {
    const rules = texts.map(ruleOf);
    expect(tableOf(rules)(path)).toBe(rule);
  });
});

describe('segments that begin with an escaped `;`, `?` or `#`', () => {
  const plain = { methods: ['GET'], hostKinds: ['api'] } as const;
  const find = tableOf([
    { path: '/', match: 'prefix', access: 'public', ...plain },
    { path: '/closed', match: 'exact', access: 'closed', methods: [], hostKinds: [] },
    { path: '/tags/{name}', match: 'exact', access: 'allowlist', ...plain },
    { path: '/below', match: 'prefix', access: 'allowlist', ...plain },
  ]);

  test.each([
    // An id like any other where no server can lose it without meeting the same rule, or none.
    ['/below/%23aws', 'prefix /below'],
    ['/below/%3Bx/y', 'prefix /below'],
    // A server that cuts it would serve the closed path.
    ['/closed/%3Bx', undefined],
    ['/closed/%23/', undefined],
    ['/%3Fq/closed', undefined],
    // The rule around it treats requests differently.
    ['/tags/%23aws', undefined],
  ])('%s finds %s', (path, rule) => {
    expect(find(path)).toBe(rule);
  });

  test('they are ids where only the rule with the parameter names them', () => {
    const only = tableOfTexts('exact /tags/{name}', 'exact /users/{id}/orders');
    expect(only('/tags/%23aws')).toBe('exact /tags/{name}');
    expect(only('/tags/%3Faws')).toBe('exact /tags/{name}');
    expect(only('/users/%3B7/orders')).toBe('exact /users/{id}/orders');
  });
});
