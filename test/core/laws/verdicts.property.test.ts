import fc from 'fast-check';
import { withVerdictHeaders, type CorsRequest } from '../../../lib/core';
import { situation } from './arbitraries';
import { naiveReason } from './naive-reason';
import { decisionIn, type Situation } from './situation';

const RUNS = { numRuns: 1000 };
const PASSING = ['not_cors', 'navigation', 'same_origin'];
const ALLOWING = ['public_endpoint', 'origin_allowlisted'];

const isCorsHeader = (name: string): boolean => name.toLowerCase().startsWith('access-control-');

function withRequest(given: Situation, more: Partial<CorsRequest>): Situation {
  return { ...given, request: { ...given.request, ...more } };
}

test('the verdict is the one that the specification tells, step by step', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const { outcome, reason, rule, wouldRefuse } = decisionIn(given);
      expect(reason).toBe(naiveReason(given, rule));
      const verdict = ALLOWING.includes(reason) ? 'allow' : PASSING.includes(reason) ? 'pass' : 'refuse';
      expect(wouldRefuse ? 'refuse' : outcome).toBe(verdict);
      if (wouldRefuse) expect(outcome).toBe(isAnswered(given, reason) ? 'allow' : 'pass');
    }),
    RUNS,
  );
});

/** Whether the mode answers a refusal as if the origin were listed. */
function isAnswered({ policy }: Situation, reason: string): boolean {
  return policy.enforcement === 'observe' && !['store_unavailable', 'cross_site_read'].includes(reason);
}

test('observe mode only opens what nobody refuses on purpose, and never with credentials', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(situation, (given) => {
      const enforced = decisionIn({ ...given, policy: { ...given.policy, enforcement: 'enforce' } });
      const observed = decisionIn({ ...given, policy: { ...given.policy, enforcement: 'observe' } });
      expect(observed.reason).toBe(enforced.reason);
      if (!observed.wouldRefuse) {
        expect(observed).toEqual(enforced);
        return;
      }
      seen.add(`${observed.outcome} ${observed.reason}`);
      expect(enforced.outcome).toBe('refuse');
      expect(observed.headers).not.toHaveProperty('Access-Control-Allow-Credentials');
      expect(observed.entry).toBeUndefined();
      if (observed.reason === 'endpoint_closed') expect(observed.rule).toBeUndefined();
      if (observed.reason === 'oauth_cors_disabled') expect(given.allowlist?.settingsWritten).toBe(false);
    }),
    // Enough that each kind of answer is met.
    { numRuns: 4000 },
  );
  const answered = [...seen].filter((one) => one.startsWith('allow')).sort();
  expect(answered).toEqual([
    'allow endpoint_closed',
    'allow host_not_supported',
    'allow oauth_cors_disabled',
    'allow origin_not_allowlisted',
  ]);
});

test('a preflight and the request that follows it get the same verdict', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(situation, fc.constantFrom('GET', 'POST', 'PUT', 'PURGE'), (given, method) => {
      fc.pre(given.request.origins.length > 0);
      // The request after a preflight is a fetch, never a navigation.
      const fetch = { secFetchMode: 'cors' };
      const before = decisionIn(withRequest(given, { ...fetch, method: 'OPTIONS', requestedMethod: method }));
      const after = decisionIn(withRequest(given, { ...fetch, method, requestedMethod: undefined }));
      expect(before.reason).toBe(after.reason);
      expect(before.entry).toBe(after.entry);
      const isPassed = after.wouldRefuse && after.outcome === 'pass';
      expect(before.outcome).toBe(isPassed ? 'refuse' : after.outcome);
      for (const name of ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials']) {
        expect(before.headers[name]).toBe(after.headers[name]);
      }
      seen.add(after.outcome);
    }),
    RUNS,
  );
  expect([...seen].sort()).toEqual(['allow', 'pass', 'refuse']);
});

test('the method changes no verdict, but where it makes a navigation', () => {
  fc.assert(
    fc.property(situation, fc.string(), fc.string(), (given, one, other) => {
      const fetch = { secFetchMode: 'cors' };
      const first = decisionIn(withRequest(given, { ...fetch, method: one }));
      expect(decisionIn(withRequest(given, { ...fetch, method: other }))).toEqual(first);
    }),
    RUNS,
  );
});

test('no Access-Control header without an allow, and none of a backend is left', () => {
  const headers = fc.array(
    fc.tuple(
      fc.constantFrom('access-control-allow-origin', 'Access-Control-Expose-Headers', 'VARY', 'X-A'),
      fc.string(),
    ),
  );
  fc.assert(
    fc.property(situation, headers, (given, backend) => {
      const verdict = decisionIn(given);
      const answered = withVerdictHeaders(backend, verdict.headers);
      const names = [...Object.keys(verdict.headers), ...answered.map(([name]) => name)];
      expect(names.some(isCorsHeader)).toBe(verdict.outcome === 'allow');
      for (const name of new Set(answered.map(([each]) => each.toLowerCase()).filter(isCorsHeader))) {
        expect(answered.filter(([each]) => each.toLowerCase() === name)).toHaveLength(1);
      }
    }),
    RUNS,
  );
});

test('an answer varies by Origin, names one origin at most, and never both every origin and credentials', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const { headers, outcome, rule, reason, wouldRefuse } = decisionIn(given);
      expect(headers.Vary?.split(', ')[0]).toBe('Origin');
      const isOpen = rule?.access === 'public' || rule?.page === true;
      const isolated = given.policy.crossSiteReads === 'refuse' && !isOpen;
      expect(headers.Vary?.split(', ')).toEqual([
        'Origin',
        ...(given.request.method === 'OPTIONS'
          ? ['Access-Control-Request-Method', 'Access-Control-Request-Headers']
          : []),
        ...(isolated ? ['Sec-Fetch-Dest', 'Sec-Fetch-Mode', 'Sec-Fetch-Site'] : []),
      ]);
      expect(headers['Cors-Refused']).toBe(outcome === 'refuse' ? reason : undefined);
      for (const [name, value] of Object.entries(headers)) expect(`${name}: ${value}`).toMatch(/^[ -~]+$/);
      if (outcome !== 'allow') return;
      const isPublic = rule?.access === 'public';
      expect(headers['Access-Control-Allow-Origin']).toBe(isPublic ? '*' : given.request.origins[0]);
      const credentials = rule?.credentials === true && !isPublic && !wouldRefuse ? 'true' : undefined;
      expect(headers['Access-Control-Allow-Credentials']).toBe(credentials);
    }),
    RUNS,
  );
});

test('nothing but a public endpoint allows an origin that is not listed', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const unlisted = { ...given, allowlist: given.allowlist && { ...given.allowlist, entries: [] } };
      const { outcome, rule, reason, wouldRefuse } = decisionIn(unlisted);
      // An answer of observe mode is counted as a refusal, and has a law of its own.
      expect(outcome === 'allow' && !wouldRefuse).toBe(rule?.access === 'public' && reason !== 'not_cors');
      const { entry } = decisionIn(given);
      if (entry !== undefined)
        expect([entry.status, given.allowlist?.entries.includes(entry)]).toEqual(['active', true]);
    }),
    RUNS,
  );
});

test('a table that cannot be read allows nobody, and changes no verdict that needs no look-up', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const unreadable = decisionIn({ ...given, allowlist: undefined });
      if (unreadable.reason !== 'store_unavailable') expect(decisionIn(given)).toEqual(unreadable);
      else expect(unreadable.outcome).not.toBe('allow');
    }),
    RUNS,
  );
});

test('the order in which entries are brought is of no matter', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const { outcome, reason, trace } = decisionIn(given);
      const entries = [...(given.allowlist?.entries ?? [])].reverse();
      const reversed = decisionIn({
        ...given,
        allowlist: given.allowlist && { ...given.allowlist, entries },
      });
      expect([reversed.outcome, reversed.reason]).toEqual([outcome, reason]);
      expect(reversed.trace.map(({ step }) => step)).toEqual(trace.map(({ step }) => step));
    }),
    RUNS,
  );
});
