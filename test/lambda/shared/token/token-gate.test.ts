import type { TokensDocument } from '../../../../lib/contract';
import type { EndpointRule } from '../../../../lib/core';
import { readApiCall } from '../../../../lambda/shared/event/api-call';
import { VerdictLog, type Seat } from '../../../../lambda/shared/log/verdict-log';
import type { CheckedRequest, CheckResult } from '../../../../lambda/shared/token/check-result';
import { TokenGate, type Admission } from '../../../../lambda/shared/token/token-gate';
import { judgingOf } from '../../support/judging';
import { proxyEvent } from '../../support/events';

const METADATA = 'https://api.example.com/.well-known/oauth-protected-resource';
const JWT = { kind: 'jwt', issuer: 'https://i.example', audience: ['a'] } as const;
const AUTHORIZER = {
  kind: 'authorizer',
  functionArn: 'a',
  type: 'TOKEN',
  identitySources: [],
  ttlSeconds: 0,
} as const;
const TOKENS: TokensDocument = {
  checks: {
    users: { ...JWT, resourceMetadata: METADATA },
    admins: { ...JWT, scopes: ['admin', 'read'] },
    own: AUTHORIZER,
  },
  routes: {},
};
const EVENT = proxyEvent({ path: '/orders', requestId: 'one', headers: [['AUTHORIZATION', 'Bearer t']] });
const call = readApiCall(EVENT, judgingOf().policy, 1234);

const accepted = (...scopes: readonly string[]): CheckResult => ({
  kind: 'accepted',
  claims: { sub: 'x' },
  scopes,
});
const authorized = (note?: string): CheckResult => ({
  kind: 'authorized',
  decision: 'deny',
  mayAllow: false,
  principalId: 'x',
  policyDocument: {},
  context: {},
  usageIdentifierKey: undefined,
  note,
});

/** A log that keeps what it was told. */
class KeptLog extends VerdictLog {
  readonly told: unknown[] = [];
  override tokenRefused(...[{ requestId }, refusal]: Parameters<VerdictLog['tokenRefused']>): void {
    this.told.push(['refused', requestId, refusal]);
  }
  override failed(...[what, error, requestId]: Parameters<VerdictLog['failed']>): void {
    this.told.push(['failed', what, error instanceof Error ? error.message : error, requestId]);
  }
  override broke(...[what, error, requestId]: Parameters<VerdictLog['broke']>): void {
    this.told.push(['broke', what, error instanceof Error ? error.message : error, requestId]);
  }
}

interface Asked {
  readonly rule?: Partial<EndpointRule>;
  readonly place?: string;
  readonly seat?: Seat;
}

async function admitted(
  result: CheckResult | Error,
  { rule, place, seat = 'middleware' }: Asked,
): Promise<{
  readonly admission: Admission;
  readonly told: readonly unknown[];
  readonly asked: readonly [string, CheckedRequest][];
}> {
  const log = new KeptLog('table');
  const asked: [string, CheckedRequest][] = [];
  const check = (name: string, request: CheckedRequest): Promise<CheckResult> => {
    asked.push([name, request]);
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
  };
  const gate = new TokenGate(TOKENS, log, () => Promise.resolve({ check, warm: () => Promise.resolve() }));
  const admission = await gate.admit({
    call,
    event: EVENT,
    rule: rule === undefined ? undefined : ({ path: '/orders', ...rule } as EndpointRule),
    seat,
    place,
  });
  return { admission, told: log.told, asked };
}

const OPEN = { kind: 'open' };
const UNKNOWN = { kind: 'unknown' };
const broke = (detail: string) => [['broke', 'nobody could check the caller', detail, 'one']];

test.each<[name: string, asked: Asked]>([
  ['nothing names a check', {}],
  ['the rule names none, nor its place', { rule: {} }],
  ['the place is not checked', { place: '' }],
  ['the rule is not checked, although its place is', { rule: { tokens: '' }, place: 'users' }],
])('nobody is checked where %s', async (_name, asked) => {
  const { admission, told, asked: checks } = await admitted(accepted(), asked);
  expect([admission, told, checks]).toEqual([OPEN, [], []]);
});

test.each<[name: string, asked: Asked, check: string]>([
  ['its place', { place: 'users' }, 'users'],
  ['its place, where its rule names none', { rule: {}, place: 'users' }, 'users'],
  ['its rule, not its place', { rule: { tokens: 'users' }, place: 'admins' }, 'users'],
])('a request is checked by the check of %s', async (_name, asked, check) => {
  const { admission, told, asked: checks } = await admitted(accepted(), asked);
  expect(admission).toEqual({ kind: 'admitted', caller: accepted() });
  expect(told).toEqual([]);
  expect(checks).toEqual([[check, { authorization: ['Bearer t'], event: EVENT, now: 1234 }]]);
});

test.each<[name: string, result: CheckResult | Error, asked: Asked, detail: string]>([
  ['scopes are needed and no check applies', accepted('a'), { rule: { scopes: ['a'] } }, 'no check applies'],
  ['the issuer does not answer', { kind: 'unavailable', detail: 'down' }, { place: 'users' }, 'down'],
  ['the check breaks', new Error('boom'), { place: 'users' }, 'boom'],
  [
    'an authorizer cannot know scopes',
    authorized(),
    { rule: { scopes: ['a'] }, place: 'own' },
    'an authorizer has no scopes',
  ],
])('nobody knows where %s', async (_name, result, asked, detail) => {
  const { admission, told } = await admitted(result, asked);
  expect(admission).toEqual(UNKNOWN);
  expect(told).toEqual(broke(detail));
});

test('nobody knows where the checks cannot be loaded', async () => {
  const log = new KeptLog('table');
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
  const gate = new TokenGate(TOKENS, log, () => Promise.reject('gone'));
  expect(
    await gate.admit({ call, event: EVENT, rule: undefined, seat: 'middleware', place: 'users' }),
  ).toEqual(UNKNOWN);
  expect(log.told).toEqual(broke('gone'));
});

test.each<[check: string, challenge: string]>([
  [
    'users',
    `Bearer error="invalid_token", error_description="The token has expired", resource_metadata="${METADATA}"`,
  ],
  ['admins', 'Bearer error="invalid_token", error_description="The token has expired"'],
  ['own', 'Bearer error="invalid_token", error_description="The token has expired"'],
])('a token that the check %s refuses is told from no token at all', async (place, challenge) => {
  const result = { kind: 'refused', reason: 'token_expired', detail: 'it has expired' } as const;
  const { admission, told } = await admitted(result, { rule: {}, place, seat: 'responder' });
  expect(admission).toEqual({ kind: 'turned away', code: 'token_expired', challenge });
  expect(told).toEqual([
    [
      'refused',
      'one',
      { reason: 'token_expired', detail: 'it has expired', seat: 'responder', endpoint: '/orders' },
    ],
  ]);
});

test('a refusal where no rule applies names no endpoint', async () => {
  const result = { kind: 'refused', reason: 'token_missing', detail: 'x' } as const;
  const { told } = await admitted(result, { place: 'users' });
  expect(told).toEqual([
    ['refused', 'one', { reason: 'token_missing', detail: 'x', seat: 'middleware', endpoint: undefined }],
  ]);
});

test.each<[name: string, has: readonly string[], asked: Asked, lacks: string | undefined]>([
  ['all that the check needs', ['read', 'admin', 'more'], { place: 'admins' }, undefined],
  ['all but one', ['read'], { place: 'admins' }, 'admin read'],
  ['none', [], { place: 'admins' }, 'admin read'],
  ['what the rule adds', ['a'], { rule: { scopes: ['a'] }, place: 'users' }, undefined],
  ['another scope than the rule adds', ['b'], { rule: { scopes: ['a'] }, place: 'users' }, 'a'],
  [
    'the scopes of the check and not of the rule',
    ['admin', 'read'],
    { rule: { scopes: ['a', 'read'] }, place: 'admins' },
    'admin read a',
  ],
  [
    'the scopes of both',
    ['admin', 'read', 'a'],
    { rule: { scopes: ['a', 'read'] }, place: 'admins' },
    undefined,
  ],
])('a token with %s', async (_name, has, asked, lacks) => {
  const { admission, told } = await admitted(accepted(...has), asked);
  if (lacks === undefined) {
    expect(admission).toMatchObject({ kind: 'admitted' });
    expect(told).toEqual([]);
    return;
  }
  expect(admission).toMatchObject({
    kind: 'turned away',
    code: 'scope_missing',
    challenge: expect.stringContaining(`error="insufficient_scope", scope="${lacks}"`) as string,
  });
  expect(told).toEqual([
    [
      'refused',
      'one',
      {
        reason: 'scope_missing',
        detail: 'the token lacks a scope that is needed',
        seat: 'middleware',
        endpoint: asked.rule === undefined ? undefined : '/orders',
      },
    ],
  ]);
});

test.each<[note: string | undefined, seat: Seat, told: readonly unknown[]]>([
  ['a Condition', 'middleware', [['failed', 'a policy is not evaluated', 'a Condition', 'one']]],
  ['a Condition', 'responder', [['failed', 'a policy is not evaluated', 'a Condition', 'one']]],
  // API Gateway evaluates it.
  ['a Condition', 'authorizer', []],
  [undefined, 'middleware', []],
])('a policy with the note %j at the seat %s', async (note, seat, told) => {
  const found = await admitted(authorized(note), { place: 'own', seat });
  expect(found.admission).toEqual({ kind: 'admitted', caller: authorized(note) });
  expect(found.told).toEqual(told);
});

test('keys are read before the first request where there are checks, and nothing is loaded where there are none', async () => {
  const warmed: number[] = [];
  const checker = () => {
    return Promise.resolve({
      check: () => Promise.resolve(accepted()),
      warm: (now: number) => {
        warmed.push(now);
        return Promise.resolve();
      },
    });
  };
  await new TokenGate({ checks: {}, routes: {} }, new KeptLog('table'), checker).warm(1);
  expect(warmed).toEqual([]);
  await new TokenGate(TOKENS, new KeptLog('table'), checker).warm(2);
  expect(warmed).toEqual([2]);
});
