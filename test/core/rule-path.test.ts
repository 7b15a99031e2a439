import {
  closedOverlaps,
  comparePrecedence,
  covers,
  HOST_KINDS,
  includes,
  isBelow,
  isOnePath,
  meets,
  overlaps,
  pathTest,
  segmentsOf,
  type Access,
  type EndpointRule,
  type PathMatch,
} from '../../lib/core';
import { meet } from '../../lib/core/rule-path';

/** A rule written as `exact /path` or `prefix /path`. */
function ruleOf(text: string, access: Access = 'allowlist'): EndpointRule {
  const [match, path] = text.split(' ') as [PathMatch, string];
  return { match, path, access, methods: ['GET'], hostKinds: HOST_KINDS };
}

test.each([
  ['exact /a/b', '/a/b', true],
  ['exact /a/b', '/a/b/', false],
  ['prefix /a/b', '/a/b/', true],
  ['prefix /a', '/ab', false],
  ['prefix /', '/x/y', true],
  ['exact /', '/', true],
  ['exact /', '/a', false],
  ['exact /v*', '/v1.0', true],
  ['exact /v*', '/v1', false],
  ['exact /a/{x}', '/a/b', true],
  ['exact /a/{x}', '/a/', false],
  ['exact /a/{x}', '/a', false],
  ['exact /a/{x}', '/a/b/c', false],
  ['prefix /a/{x}', '/a/b/c', true],
  ['exact /a/{x+}', '/a/b/c', true],
  ['exact /a/{x+}', '/a/b/', true],
  ['exact /a/{x+}', '/a/', false],
  ['exact /a/{x+}', '/a', false],
  ['exact /{x+}', '/a', true],
])('the rule %s names %s: %s', (rule, path, expected) => {
  expect(pathTest(ruleOf(rule))(segmentsOf(path))).toBe(expected);
});

test.each([
  ['exact /a/b', 'prefix /a'],
  ['prefix /a/b', 'exact /a/{x+}'],
  ['prefix /a/{x}/c', 'exact /a/b'],
  ['exact /a/b', 'prefix /a/b'],
  ['exact /a/{x}', 'prefix /a/b'],
  ['exact /a/b', 'exact /a/v*'],
  ['exact /a/v*', 'exact /a/{x}'],
  ['exact /a/{x}/c', 'exact /{x}/b/c'],
  ['prefix /a/{x}', 'exact /a/{x+}'],
  ['exact /a/{x+}', 'prefix /a'],
  ['exact /a/{x+}', 'exact /a'],
  ['exact /a/{x+}', 'exact /{x}/{y+}'],
  ['exact /{x}/b/{y+}', 'exact /a/{x+}'],
])('%s wins over %s', (first, second) => {
  expect(comparePrecedence(ruleOf(first), ruleOf(second))).toBeLessThan(0);
  expect(comparePrecedence(ruleOf(second), ruleOf(first))).toBeGreaterThan(0);
});

test.each([
  ['exact /a/{x}', 'exact /a/{y}', true],
  ['exact /a', 'exact /b', false],
  ['exact /a/{x}', 'exact /b/{y}', false],
  ['exact /a/{x}', 'prefix /a/{x}', false],
])('%s and %s name one path with equal right: %s', (a, b, expected) => {
  expect(overlaps(ruleOf(a), ruleOf(b))).toBe(expected);
});

test.each([
  ['prefix /a', 'exact /a/b', true],
  ['exact /a', 'exact /a/b', false],
  ['exact /a/{x}', 'exact /{x}/b', true],
  ['exact /a/{x}', 'exact /a/{y+}', true],
  ['exact /a', 'exact /a/{y+}', false],
  ['prefix /a/b/c', 'exact /a/{y+}', true],
  ['prefix /a/b', 'prefix /{x}', true],
  ['prefix /a/b', 'prefix /b', false],
  ['exact /v*', 'exact /{x}', true],
  ['exact /v*', 'exact /v1', false],
])('some path is named by %s and %s: %s', (a, b, expected) => {
  expect([meet(ruleOf(a), ruleOf(b)), meet(ruleOf(b), ruleOf(a))]).toEqual([expected, expected]);
});

test.each([
  ['/a', '/a', true, true],
  ['/a', '/a/b', true, true],
  ['/a/b', '/a', false, false],
  ['/v*', '/v1.0/x', true, true],
  ['/v1.0', '/v*/x', false, true],
  ['/a/{x}', '/a/b', true, true],
  ['/a/b', '/a/{x}', false, true],
  ['/a/{x}', '/a/{y+}', true, true],
  ['/a/{x}/c', '/a/{y+}', false, true],
  ['/a/{x+}', '/a/b/c', true, true],
  ['/a/{x+}', '/a', false, false],
  ['/', '/{x+}', true, true],
])('below %s is all of %s: %s, or some of it: %s', (prefix, path, all, some) => {
  expect([covers(prefix, path), meets(prefix, path)]).toEqual([all, some]);
});

test.each([
  ['exact /a', 'exact /a', true],
  ['exact /a', 'prefix /a', false],
  ['exact /a', 'exact /a/b', false],
  ['prefix /a', 'exact /a/b', true],
  ['prefix /a', 'exact /ab', false],
  ['prefix /a/b', 'exact /a', false],
  ['exact /a/{x}', 'exact /a/{y}', true],
  ['exact /a/{x}', 'exact /a/b', true],
  ['exact /a/b', 'exact /a/{x}', false],
  ['exact /a/{x}', 'exact /a/{x+}', false],
  ['prefix /a/{x}', 'exact /a/{x+}', true],
  ['exact /a/{x+}', 'prefix /a/{x}', true],
  ['exact /a/{x+}', 'prefix /a', false],
  ['prefix /a', 'exact /a/{x+}', true],
  ['prefix /a/b', 'exact /a/{x+}', false],
  ['exact /v*', 'exact /v1.0', true],
  ['prefix /', 'exact /', true],
])('%s names all that %s names: %s', (outer, inner, expected) => {
  expect(includes(ruleOf(outer), ruleOf(inner))).toBe(expected);
});

test.each([
  ['/a', '/a', true],
  ['/a/b', '/a', true],
  ['/ab', '/a', false],
  ['/a', '/', true],
  ['/a/b', '/a/', true],
  ['/a', '/a/b', false],
])('the path %s is %s, or below it: %s', (path, prefix, expected) => {
  expect(isBelow(path, prefix)).toBe(expected);
});

test.each([
  ['/', true],
  ['/a/b', true],
  ['/a/v*', false],
  ['/a/{x}', false],
  ['/{x+}', false],
])('%s is one path: %s', (path, expected) => {
  expect(isOnePath(path)).toBe(expected);
});

describe('a closed rule of literals wins over a rule with parameters that it overlaps', () => {
  test.each([
    ['prefix /users/admin', 'exact /users/{id}/posts', 1],
    ['exact /users/me', 'exact /users/{id}', 1],
    ['exact /users/me', 'exact /users/{rest+}', 1],
    ['prefix /Users/Admin', 'exact /users/{id}/posts', 1],
    ['prefix /data/v*/jobs', 'exact /data/{version}/{api}/x', 1],
    ['prefix /users', 'exact /users/{id}', 0],
    ['prefix /', 'exact /{all+}', 0],
    ['prefix /users/{x}', 'exact /users/{id}/posts', 0],
    ['prefix /teams/admin', 'exact /users/{id}/posts', 0],
    ['prefix /users/admin', 'exact /users/admin/{id}', 0],
  ])('closed %s beside %s: %s pair', (closed, open, pairs) => {
    const rules = [ruleOf(closed, 'closed'), ruleOf(open)];
    expect(closedOverlaps(rules)).toHaveLength(pairs);
    expect(closedOverlaps([ruleOf(closed), ruleOf(open)])).toEqual([]);
    expect(closedOverlaps([ruleOf(closed, 'closed'), ruleOf(open, 'closed')])).toEqual([]);
  });
});
