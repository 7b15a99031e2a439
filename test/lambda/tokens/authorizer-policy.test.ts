import { evaluatePolicy } from '../../../lambda/tokens/authorizer-policy';

const ARN = 'arn:aws:execute-api:eu-central-1:123456789012:a1/prod/GET/orders/1';
const ALLOW = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
const DENY = { ...ALLOW, Effect: 'Deny' };

test.each<[name: string, document: unknown]>([
  ['null', null],
  ['a text', 'Allow'],
  ['a list of statements', [ALLOW]],
  ['no statement', {}],
  ['a statement that is null', { Statement: null }],
  ['a statement that is a text', { Statement: 'Allow' }],
  ['a statement in a list in the list', { Statement: [[ALLOW]] }],
  ['a statement that is null beside a good one', { Statement: [ALLOW, null] }],
  ['no effect', { Statement: [{ ...ALLOW, Effect: undefined }] }],
  ['another effect', { Statement: [{ ...ALLOW, Effect: 'allow' }] }],
  ['no action', { Statement: [{ ...ALLOW, Action: undefined }] }],
  ['an action that is no text', { Statement: [{ ...ALLOW, Action: ['execute-api:Invoke', 7] }] }],
  ['no resource', { Statement: [{ ...ALLOW, Resource: undefined }] }],
  ['a resource that is no text', { Statement: [{ ...ALLOW, Resource: ['*', null] }] }],
  ['another effect with a condition', { Statement: [{ ...ALLOW, Effect: 'x', Condition: {} }] }],
])('%s is no policy', (_name, document) => {
  expect(evaluatePolicy(document, ARN)).toBeUndefined();
});

const ANSWERS = {
  allow: { decision: 'allow', mayAllow: true, isPartlyRead: false },
  deny: { decision: 'deny', mayAllow: false, isPartlyRead: false },
  undecided: { decision: 'undecided', mayAllow: false, isPartlyRead: false },
  'deny, as it is only partly read': { decision: 'deny', mayAllow: true, isPartlyRead: true },
  'deny, partly read, and nothing could allow': { decision: 'deny', mayAllow: false, isPartlyRead: true },
} as const;

test.each<[name: string, statement: unknown, answer: keyof typeof ANSWERS]>([
  ['one allow that is no list', ALLOW, 'allow'],
  ['one deny that is no list', DENY, 'deny'],
  ['no statements', [], 'undecided'],
  ['a deny before an allow', [DENY, ALLOW], 'deny'],
  ['two allows', [ALLOW, ALLOW], 'allow'],
  [
    'an allow beside a deny of another resource',
    [ALLOW, { ...DENY, Resource: 'arn:*:a1/prod/DELETE/*' }],
    'allow',
  ],
  ['an allow with a star across slashes', [{ ...ALLOW, Resource: 'arn:aws:*/orders/?' }], 'allow'],
  ['an allow of one character more', [{ ...ALLOW, Resource: `${ARN}?` }], 'undecided'],
  ['an allow of a resource in another letter case', [{ ...ALLOW, Resource: ARN.toUpperCase() }], 'undecided'],
  ['an allow of an action in another letter case', [{ ...ALLOW, Action: 'EXECUTE-API:INVOKE' }], 'allow'],
  ['an allow of another action', [{ ...ALLOW, Action: 's3:*' }], 'undecided'],
  [
    'a variable in a deny beside an allow',
    [ALLOW, { ...DENY, Resource: 'arn:*${*}orders/1' }],
    'deny, as it is only partly read',
  ],
  ['no actions', [{ ...ALLOW, Action: [] }], 'undecided'],
  ['no resources', [{ ...ALLOW, Resource: [] }], 'undecided'],
  ['the action in a list of others', [{ ...ALLOW, Action: ['s3:Get', 'execute-api:*'] }], 'allow'],
  ['another resource in a list', [{ ...ALLOW, Resource: ['x', ARN] }], 'allow'],
  ['an allow with a condition', [{ ...ALLOW, Condition: {} }], 'deny, as it is only partly read'],
  [
    'an allow beside a deny with a condition',
    [ALLOW, { ...DENY, Condition: {} }],
    'deny, as it is only partly read',
  ],
  [
    'a deny beside an allow with a condition',
    [DENY, { ...ALLOW, Condition: {} }],
    'deny, partly read, and nothing could allow',
  ],
  [
    'a deny with a condition alone',
    [{ ...DENY, Condition: {} }],
    'deny, partly read, and nothing could allow',
  ],
  [
    'an allow of other actions',
    [{ Effect: 'Allow', NotAction: 'x', Resource: '*' }],
    'deny, as it is only partly read',
  ],
  [
    'a deny of other resources',
    [ALLOW, { Effect: 'Deny', Action: '*', NotResource: 'x' }],
    'deny, as it is only partly read',
  ],
  ['an allow with a variable', [{ ...ALLOW, Resource: 'a${x}' }], 'deny, as it is only partly read'],
  [
    'a variable in one of several resources',
    [{ ...ALLOW, Resource: ['*', 'a${x}'] }],
    'deny, as it is only partly read',
  ],
])('%s', (_name, statement, answer) => {
  expect(evaluatePolicy({ Statement: statement }, ARN)).toEqual(ANSWERS[answer]);
});

test.each<[pattern: string, text: string, matches: boolean]>([
  ['', '', true],
  ['', 'a', false],
  ['a', '', false],
  ['*', '', true],
  ['**', '', true],
  ['?', '', false],
  ['*', 'a/b', true],
  ['?', '/', true],
  ['??', 'a', false],
  ['a', 'a', true],
  ['a', 'ab', false],
  ['ab', 'a', false],
  ['b', 'ab', false],
  ['a*', 'a', true],
  ['a*', 'ba', false],
  ['*a', 'ba', true],
  ['*a', 'bab', false],
  ['*a', 'baa', true],
  ['*ab', 'aab', true],
  ['a*b', 'acb', true],
  ['a*b', 'acbc', false],
  ['a*b*c', 'abbcbc', true],
  ['a*b*c', 'abbcb', false],
  ['a*?', 'a', false],
  ['a*?', 'ab', true],
  ['*?a', 'a', false],
  ['a?*c', 'abc', true],
  ['a?*c', 'ac', false],
  ['*/GET/*', 'x/POST/GETS/GET/1', true],
  ['*/GET/*', 'x/POST/GET', false],
  ['a.c', 'abc', false],
  ['A', 'a', false],
])('the resource %j is that of %j: %j', (pattern, text, matches) => {
  const found = evaluatePolicy({ Statement: { ...ALLOW, Resource: pattern } }, text);
  expect(found?.decision).toBe(matches ? 'allow' : 'undecided');
});

test('a pattern of many stars is compared in time', () => {
  const Resource = `${'*a'.repeat(200)}b`;
  expect(evaluatePolicy({ Statement: { ...ALLOW, Resource } }, 'a'.repeat(20_000))?.decision).toBe(
    'undecided',
  );
});
