import type { AuthorizerResult } from '../../../lambda/evaluator/authorizer';
import { createEvaluator } from '../../../lambda/evaluator/evaluator';
import type { CheckResult } from '../../../lambda/shared/token/check-result';
import { TokenGate } from '../../../lambda/shared/token/token-gate';
import { authorizerEvent } from '../support/events';
import { environment, judgingOf, LISTED, UNLISTED } from '../support/judging';

jest.mock('../../../lambda/shared/log/write-line', () => ({ writeLine: jest.fn() }));

const CHECKS = {
  checks: {
    own: { kind: 'authorizer', functionArn: 'arn', type: 'REQUEST', identitySources: [], ttlSeconds: 0 },
  },
  routes: { '/': 'own' },
} as const;
const THEIRS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** The result where an authorizer that is asked answers so, and how often it was asked. */
async function authorized(
  more: object,
  origin = LISTED,
): Promise<{ readonly result: AuthorizerResult; readonly asked: number }> {
  const result = {
    kind: 'authorized',
    decision: 'allow',
    mayAllow: true,
    principalId: 'someone',
    policyDocument: THEIRS,
    context: { tenant: 'a', level: 3, isAdmin: false },
    usageIdentifierKey: undefined,
    note: undefined,
    ...more,
  } as CheckResult;
  const judging = judgingOf(environment());
  const check = jest.fn(() => Promise.resolve(result));
  const tokens = new TokenGate(CHECKS, judging.log, () =>
    Promise.resolve({ check, warm: () => Promise.resolve() }),
  );
  const evaluator = createEvaluator({ ...judging, tokens }, () => {
    throw new Error('no responder');
  });
  const answer = await evaluator(authorizerEvent({ headers: [['Origin', origin]] }));
  return { result: answer as AuthorizerResult, asked: check.mock.calls.length };
}

test('its policy, principal, key and context are taken over', async () => {
  const { result } = await authorized({ usageIdentifierKey: 'key' });
  expect(result).toMatchObject({ principalId: 'someone', policyDocument: THEIRS, usageIdentifierKey: 'key' });
  expect(result.context).toMatchObject({
    tenant: 'a',
    level: '3',
    isAdmin: 'false',
    corsAllowOrigin: LISTED,
    corsCaller: 'authorizer',
    corsProblem: 'access_denied',
  });
});

test('names of the contract are dropped from its context', async () => {
  const context = { corsAllowOrigin: UNLISTED, corsHeaders: '{}', corsVary: '', principalId: 'admin' };
  const { result } = await authorized({ context });
  expect(result.context).toMatchObject({ corsAllowOrigin: LISTED, corsVary: 'Origin' });
  expect(result.context).not.toHaveProperty('principalId');
});

test('what it leaves undecided is an explicit Deny', async () => {
  const { result } = await authorized({ decision: 'undecided', mayAllow: false });
  expect(result.policyDocument.Statement[0]).toMatchObject({ Effect: 'Deny' });
  expect(result.context).toMatchObject({ corsProblem: 'access_denied', corsAllowOrigin: LISTED });
});

test('a policy with conditions goes to API Gateway unchanged', async () => {
  const policyDocument = { Statement: [{ ...THEIRS.Statement[0], Condition: { IpAddress: {} } }] };
  const { result } = await authorized({ decision: 'deny', mayAllow: true, policyDocument });
  expect(result.policyDocument).toBe(policyDocument);
});

test('a refused origin costs no call', async () => {
  const { result, asked } = await authorized({}, UNLISTED);
  expect(asked).toBe(0);
  expect(result.policyDocument.Statement[0].Effect).toBe('Deny');
});

test('all of its context, or nobody is let in', async () => {
  const { result } = await authorized({ context: { big: 'x'.repeat(5000) } });
  expect(result.context['big']).toHaveLength(5000);
  await expect(authorized({ context: { big: 'x'.repeat(8000) } })).rejects.toThrow('no verdict was reached');
});
