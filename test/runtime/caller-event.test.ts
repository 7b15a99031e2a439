import { CONTEXT_CALLER } from '../../lib/contract';
import { readApiCall, type ApiCall } from '../../lambda/shared/event/api-call';
import type { CheckedCaller } from '../../lambda/shared/token/token-gate';
import { withCaller, withPassedClaims } from '../../runtime/caller-event';
import { judgingOf } from '../lambda/support/judging';
import { proxyEvent, type Event } from '../lambda/support/events';

const { policy } = judgingOf();

/** A token with a payload, as text. */
const tokenOf = (payload: string): string => `Bearer e30.${Buffer.from(payload).toString('base64url')}.sig`;

function called(authorization: string | undefined, authorizer?: unknown): { event: Event; call: ApiCall } {
  const event = proxyEvent({
    headers: authorization === undefined ? [] : [['Authorization', authorization]],
  });
  if (authorizer !== undefined) event.requestContext['authorizer'] = authorizer;
  return { event, call: readApiCall(event, policy, 0) };
}

const CHECKED = { [CONTEXT_CALLER]: 'token', tenant: 'a' };

test('claims that the authorizer has checked are where both kinds of API have them', () => {
  const { event, call } = called(tokenOf('{"sub":"someone","groups":["a","b"],"exp":7}'), CHECKED);
  const claims = { sub: 'someone', groups: 'a,b', exp: '7' };
  expect(withPassedClaims(event, call)).toEqual({
    ...event,
    requestContext: {
      ...event.requestContext,
      authorizer: { ...CHECKED, claims, jwt: { claims, scopes: null } },
    },
  });
});

test.each<[name: string, authorizer: unknown]>([
  ['nobody has checked', undefined],
  ['an authorizer of somebody else has seen', { tenant: 'a' }],
  ['an authorizer that was asked has checked', { [CONTEXT_CALLER]: 'authorizer' }],
  ['null stands for', null],
])('claims of a token that %s are not read', (_name, authorizer) => {
  const { event, call } = called(tokenOf('{"sub":"admin"}'), authorizer);
  expect(withPassedClaims(event, call)).toBe(event);
});

test.each<[name: string, authorization: string | undefined]>([
  ['no header', undefined],
  ['no token', 'Bearer abc'],
  ['no JSON', tokenOf('{')],
  ['null', tokenOf('null')],
  ['a list', tokenOf('["sub"]')],
  ['a text', tokenOf('"sub"')],
  ['a number', tokenOf('7')],
])('where there is %s, the event stays as it is', (_name, authorization) => {
  const { event, call } = called(authorization, CHECKED);
  expect(withPassedClaims(event, call)).toBe(event);
});

test('a request context that is null gives nothing', () => {
  const { call } = called(tokenOf('{"sub":"admin"}'));
  const event = { requestContext: null };
  expect(withPassedClaims(event, call)).toBe(event);
});

test('a caller with a token has its claims, its values and its name in the event', () => {
  const { event } = called(undefined, { other: 1 });
  const caller: CheckedCaller = { kind: 'accepted', claims: { sub: 'someone', scope: 'a' }, scopes: ['a'] };
  const claims = { sub: 'someone', scope: 'a' };
  expect(withCaller(event, caller).requestContext['authorizer']).toEqual({
    other: 1,
    ...claims,
    principalId: 'someone',
    claims,
    jwt: { claims, scopes: null },
  });
});

test('a caller of an authorizer that was asked has no claims', () => {
  const { event } = called(undefined);
  const caller: CheckedCaller = {
    kind: 'authorized',
    decision: 'allow',
    mayAllow: true,
    principalId: 'theirs',
    policyDocument: {},
    context: { level: 3 },
    usageIdentifierKey: undefined,
    note: undefined,
  };
  expect(withCaller(event, caller).requestContext['authorizer']).toEqual({
    level: '3',
    principalId: 'theirs',
  });
});
