import {
  compilePolicy,
  decide,
  type CorsRequest,
  type EndpointRule,
  type GuardedPlace,
  type PolicyDocument,
  type Verdict,
} from '../../lib/core';
import { FINDINGS } from '../../lib/core/trace';
import { actual } from './cases/requests';
import { SALESFORCE } from './cases/policies';

/*
 * Where tokens are checked by path, a server may read a spelling of a path as another one, whose callers are checked in another
 * way. Such a request is refused, whoever makes it and in every mode.
 */

const OPEN: EndpointRule = { path: '/', match: 'prefix', access: 'public', methods: ['GET'], hostKinds: [] };
const PLACES: readonly GuardedPlace[] = [
  { path: '/', match: 'prefix', tokens: '' },
  { path: '/admin', match: 'prefix', tokens: 'admins' },
];

function judged(
  request: CorsRequest,
  { places = PLACES, ...document }: Partial<PolicyDocument> & { places?: readonly GuardedPlace[] } = {},
): Verdict {
  const policy = compilePolicy({ ...SALESFORCE, endpoints: [OPEN], ...document }, places);
  return decide(policy, request, () => ({ available: false }));
}

test.each([
  ['/admin', 'allow'],
  ['/admin/x', 'allow'],
  ['/orders', 'allow'],
  ['/administrators', 'allow'],
  ['/Admin', 'refuse'],
  ['/%61dmin/x', 'refuse'],
  ['//admin', 'refuse'],
])('%s: %s', (path, outcome) => {
  expect(judged(actual(path)).outcome).toBe(outcome);
});

test.each(['enforce', 'report', 'observe'] as const)('a refusal in the mode %s is one', (enforcement) => {
  for (const request of [
    actual('/Admin'),
    actual('/Admin', { origins: [] }),
    actual('/orders', { misspeltPrefix: true }),
  ]) {
    const verdict = judged(request, { enforcement });
    expect(verdict).toMatchObject({
      outcome: 'refuse',
      reason: 'endpoint_closed',
      status: 403,
      wouldRefuse: false,
    });
    expect(verdict.trace).toContainEqual(FINDINGS.otherCaller);
  }
});

test('a path that no place names has no check that could be got around', () => {
  const places = [{ path: '/admin', match: 'prefix', tokens: 'admins' }] as const;
  expect(judged(actual('/orders'), { places }).outcome).toBe('allow');
  expect(judged(actual('/Admin'), { places }).outcome).toBe('refuse');
});

test('where nobody is checked, a spelling gets around nothing', () => {
  expect(judged(actual('/Admin'), { places: [] }).outcome).toBe('allow');
  expect(judged(actual('/Admin', { origins: [] }), { places: [] }).outcome).toBe('pass');
});

test.each<[name: string, more: Partial<EndpointRule>, outcome: string]>([
  ['a check', { tokens: 'admins' }, 'refuse'],
  ['a scope', { scopes: ['admin'] }, 'refuse'],
  ['a scope for a method', { methodScopes: { GET: ['admin'] } }, 'refuse'],
])('rules of which one names %s are guarded too', (_name, more, outcome) => {
  const endpoints = [OPEN, { ...OPEN, path: '/admin', ...more }];
  expect(judged(actual('/Admin', { origins: [] }), { places: [], endpoints }).outcome).toBe(outcome);
  expect(judged(actual('/admin', { origins: [] }), { places: [], endpoints }).outcome).toBe('pass');
});

test('a check that only a place or only a rule names cannot be got around either', () => {
  const endpoints = [OPEN, { ...OPEN, path: '/admin', tokens: 'admins' }];
  const places = [{ path: '/shop', match: 'prefix', tokens: 'users' }] as const;
  expect(judged(actual('/Shop'), { places, endpoints }).outcome).toBe('refuse');
  expect(judged(actual('/Admin'), { places, endpoints }).outcome).toBe('refuse');
  expect(judged(actual('/orders'), { places, endpoints }).outcome).toBe('allow');
});

describe('segments at the front may be a base path, without which the backend is found', () => {
  const endpoints: readonly EndpointRule[] = [
    { ...OPEN, path: '/open' },
    { ...OPEN, path: '/admin', tokens: 'admins' },
  ];
  const outcomeOf = (path: string, more: Partial<CorsRequest> = {}, rules = endpoints): string =>
    judged(actual(path, { origins: [], mayHaveBasePath: true, ...more }), { places: [], endpoints: rules })
      .outcome;

  test.each([
    ['the checked rule behind one segment', '/v1/admin', 'refuse'],
    ['a path below it', '/v1/admin/x', 'refuse'],
    ['behind two segments', '/v1/eu/admin', 'refuse'],
    ['behind an open rule', '/open/admin', 'refuse'],
    ['another spelling of it', '/v1/Admin', 'refuse'],
    ['the checked rule itself', '/admin/x', 'pass'],
    ['the checked rule behind itself, which checks the same', '/admin/admin', 'pass'],
    ['an open rule behind one segment', '/v1/open', 'pass'],
    ['a name that only begins like it', '/v1/administrators', 'pass'],
    ['no rule at all', '/v1/x', 'pass'],
    ['one segment', '/x', 'pass'],
    ['the root', '/', 'pass'],
    ['64 segments', '/a'.repeat(64), 'pass'],
    ['more segments than any API has', '/a'.repeat(65), 'refuse'],
  ])('%s: %s is a %s', (_name, path, outcome) => {
    expect(outcomeOf(path)).toBe(outcome);
  });

  test.each([false, undefined])('none where the host has none: %s', (mayHaveBasePath) => {
    expect(outcomeOf('/v1/admin', { mayHaveBasePath })).toBe('pass');
  });

  test('a rule that checks nobody is got around by nobody', () => {
    const request = actual('/v1/Admin', { origins: [], mayHaveBasePath: true });
    const places = [{ path: '/shop', match: 'prefix', tokens: 'users' }] as const;
    expect(judged(request, { places, endpoints: [{ ...OPEN, path: '/admin' }] }).outcome).toBe('pass');
  });

  test('a rule of the same place that checks others is another rule', () => {
    const others = [...endpoints, { ...OPEN, path: '/users', tokens: 'users' }];
    expect(outcomeOf('/users/admin', {}, others)).toBe('refuse');
  });
});
