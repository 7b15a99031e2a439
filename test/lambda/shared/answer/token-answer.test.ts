import type { CheckedCaller, Admission } from '../../../../lambda/shared/token/token-gate';
import { admissionAnswer, withChallengeExposed } from '../../../../lambda/shared/answer/token-answer';
import { readApiCall } from '../../../../lambda/shared/event/api-call';
import { judgingOf } from '../../support/judging';
import { proxyEvent } from '../../support/events';

const call = readApiCall(proxyEvent({ requestId: 'one' }), judgingOf().policy, 0);
const ALLOWED = {
  'Access-Control-Allow-Origin': 'https://app.example.com',
  'Access-Control-Expose-Headers': 'ETag',
  Vary: 'Origin',
};
const authorized = (decision: string): CheckedCaller =>
  ({ kind: 'authorized', decision, principalId: 'x', context: {} }) as unknown as CheckedCaller;
const ACCEPTED: CheckedCaller = { kind: 'accepted', claims: {}, scopes: [] };

test.each<[name: string, admission: Admission]>([
  ['nobody is checked', { kind: 'open' }],
  ['the token is good', { kind: 'admitted', caller: ACCEPTED }],
  ['the authorizer allows', { kind: 'admitted', caller: authorized('allow') }],
])('where %s, the call goes on', (_name, admission) => {
  expect(admissionAnswer(admission, call, ALLOWED)).toBeUndefined();
});

test.each<[name: string, admission: Admission, status: number, code: string]>([
  ['nobody knows', { kind: 'unknown' }, 503, 'verdict_unavailable'],
  ['the authorizer denies', { kind: 'admitted', caller: authorized('deny') }, 403, 'access_denied'],
  [
    'the authorizer decides nothing',
    { kind: 'admitted', caller: authorized('undecided') },
    403,
    'access_denied',
  ],
  [
    'there is no token',
    { kind: 'turned away', code: 'token_missing', challenge: 'Bearer' },
    401,
    'token_missing',
  ],
  [
    'a scope is missing',
    { kind: 'turned away', code: 'scope_missing', challenge: 'Bearer x' },
    403,
    'scope_missing',
  ],
])('where %s, the answer is ours, and the page can read it', (_name, admission, status, code) => {
  const answer = admissionAnswer(admission, call, ALLOWED);
  expect(answer).toMatchObject({
    statusCode: status,
    headers: { ...ALLOWED, 'Access-Control-Expose-Headers': expect.stringContaining('ETag') as string },
  });
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ code, status, requestId: 'one' });
});

test('a challenge is in the answer, under a name that the page may read', () => {
  const admission: Admission = { kind: 'turned away', code: 'token_expired', challenge: 'Bearer error="x"' };
  expect(admissionAnswer(admission, call, ALLOWED)?.headers).toMatchObject({
    'WWW-Authenticate': 'Bearer error="x"',
    'Access-Control-Expose-Headers': 'ETag, WWW-Authenticate, x-amzn-remapped-www-authenticate',
  });
  expect(admissionAnswer(admission, call, {})?.headers).not.toHaveProperty('Access-Control-Expose-Headers');
});

test('only a page that the verdict allows is told what it may read', () => {
  expect(withChallengeExposed({ Vary: 'Origin' })).toEqual({ Vary: 'Origin' });
  expect(withChallengeExposed({ 'Access-Control-Allow-Origin': 'https://a.example' })).toEqual({
    'Access-Control-Allow-Origin': 'https://a.example',
    'Access-Control-Expose-Headers': 'WWW-Authenticate, x-amzn-remapped-www-authenticate',
  });
});
