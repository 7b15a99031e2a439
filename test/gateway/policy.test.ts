import fc from 'fast-check';
import { evaluatePolicy, POLICY_RESOURCE_LIMIT } from '../../gateway/api/authorization/policy';
import { matchesWildcard } from '../../gateway/api/authorization/wildcard';

const ARN = 'arn:aws:execute-api:us-east-1:123456789012:abcdef/live/GET/orders/a.b';
const ALL = 'arn:aws:execute-api:us-east-1:123456789012:abcdef/live/*';

const statement = (effect: string, resource: unknown = ALL, more: Record<string, unknown> = {}) => ({
  Effect: effect,
  Action: 'execute-api:Invoke',
  Resource: resource,
  ...more,
});

const policy = (...statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });

describe('the policy of an authorizer', () => {
  test.each<[string, unknown, string]>([
    ['an allow', policy(statement('Allow')), 'allow'],
    ['an allow for everything', policy(statement('Allow', '*')), 'allow'],
    ['an allow for the method itself', policy(statement('Allow', ARN)), 'allow'],
    ['an allow in a list', policy(statement('Allow', ['nothing', ALL])), 'allow'],
    ['a statement that is not a list', { Statement: statement('Allow') }, 'allow'],
    ['an action in another case', policy(statement('Allow', ALL, { Action: 'Execute-API:invoke' })), 'allow'],
    [
      'an action with a wildcard',
      policy(statement('Allow', ALL, { Action: ['s3:*', 'execute-api:*'] })),
      'allow',
    ],
    ['a deny', policy(statement('Deny')), 'explicit_deny'],
    ['a deny after an allow', policy(statement('Allow'), statement('Deny')), 'explicit_deny'],
    ['a deny before an allow', policy(statement('Deny'), statement('Allow')), 'explicit_deny'],
    ['a deny of something else', policy(statement('Allow'), statement('Deny', 'arn:other')), 'allow'],
    ['an allow of something else', policy(statement('Allow', 'arn:other')), 'implicit_deny'],
    [
      'another action',
      policy(statement('Allow', ALL, { Action: 'execute-api:ManageConnections' })),
      'implicit_deny',
    ],
    [
      'a resource that is a part of the method',
      policy(statement('Allow', ARN.slice(0, -1))),
      'implicit_deny',
    ],
    ['a resource that the method is a part of', policy(statement('Allow', `${ARN}c`)), 'implicit_deny'],
    ['a resource in another case', policy(statement('Allow', ARN.toUpperCase())), 'implicit_deny'],
    [
      'a dot, which is not a wildcard',
      policy(statement('Allow', ARN.replace('/orders', '.orders'))),
      'implicit_deny',
    ],
    ['an allow for another verb', policy(statement('Allow', ALL.replace('*', 'POST/*'))), 'implicit_deny'],
    ['no statements', policy(), 'implicit_deny'],
    ['no document', undefined, 'malformed'],
    ['a text', 'Allow', 'malformed'],
    ['a document without statements', {}, 'malformed'],
    ['a text as a statement', policy(statement('Allow'), 'Allow'), 'malformed'],
    ['another effect', policy(statement('allow')), 'malformed'],
    ['no action', policy({ Effect: 'Allow', Resource: '*' }), 'malformed'],
    ['no resource', policy({ Effect: 'Allow', Action: '*' }), 'malformed'],
    ['an empty list of resources', policy(statement('Allow', [])), 'malformed'],
    ['a condition', policy(statement('Allow', ALL, { Condition: {} })), 'malformed'],
    ['NotAction', policy(statement('Allow', ALL, { NotAction: 'x' })), 'malformed'],
    ['NotResource', policy(statement('Allow', ALL, { NotResource: 'x' })), 'malformed'],
    ['a resource at the limit', policy(statement('Allow', '*'.repeat(POLICY_RESOURCE_LIMIT))), 'allow'],
    [
      'a resource over the limit',
      policy(statement('Allow', '*'.repeat(POLICY_RESOURCE_LIMIT + 1))),
      'malformed',
    ],
  ])('with %s (%j) is %s', (_name, document, verdict) => {
    expect(evaluatePolicy(document, ARN)).toBe(verdict);
  });
});

/** The definition, written down without regard to time. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*'))
    return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)));
  return (
    text !== '' &&
    (pattern.startsWith('?') || pattern[0] === text[0]) &&
    naive(pattern.slice(1), text.slice(1))
  );
}

describe('wildcards', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*', '?'), maxLength: 8 });

  test('match the same texts as their definition', () => {
    fc.assert(
      fc.property(text, text, (pattern, subject) => {
        expect(matchesWildcard(pattern, subject)).toBe(naive(pattern, subject));
      }),
      { numRuns: 5_000 },
    );
  });

  test('are matched without trying every split', () => {
    // 2^64 steps for one that tries every split.
    expect(matchesWildcard('*a'.repeat(128), 'a'.repeat(127) + 'b')).toBe(false);
  });
});
