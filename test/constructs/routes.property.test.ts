import { Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import fc, { type Arbitrary } from 'fast-check';
import { CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { pathTest, policyIssues, segmentsOf, type EndpointRule } from '../../lib/core';
import { compileRule } from '../../lib/core/compiled-rule';
import { foldPath } from '../../lib/core/path-fold';
import { EndpointTable } from '../../lib/core/endpoint-table';
import { SALESFORCE } from '../core/cases/policies';
import { scratchApp } from './support/scratch-app';

/** A route of an API: the parts of its path, as API Gateway takes them, and its methods. */
interface Route {
  readonly path: string;
  readonly methods: readonly string[];
}

const part = fc.constantFrom('a', 'b', 'Ab', 'c.d', 'v1.0', 'x:y', '{id}');
const path = fc
  .record({ parts: fc.array(part, { maxLength: 4 }), rest: fc.constantFrom([], [], ['{proxy+}']) })
  .map(({ parts, rest }) => `/${[...parts, ...rest].join('/')}`);
const methods = fc.uniqueArray(fc.constantFrom('GET', 'POST', 'DELETE', 'OPTIONS', 'ANY'), { maxLength: 3 });

/** Beside one variable part, API Gateway takes no other one. */
const isPossible = (routes: readonly Route[]): boolean => {
  const variables = new Map<string, string>();
  return routes.every((route) => {
    const parts = segmentsOf(route.path);
    return parts.every((one, index) => {
      if (!one.startsWith('{')) return true;
      const above = parts.slice(0, index).join('/');
      const other = variables.get(above) ?? one;
      variables.set(above, other);
      return other === one;
    });
  });
};

const routes: Arbitrary<readonly Route[]> = fc
  .uniqueArray(fc.record({ path, methods }), { maxLength: 8, selector: (route) => route.path })
  .map((all) => all.filter((_, index) => isPossible(all.slice(0, index + 1))))
  .filter(isPossible);
const requested = fc
  .array(fc.constantFrom('a', 'b', 'Ab', 'AB', 'c.d', 'v1.0', 'v2.0', 'x:y', 'q'), { maxLength: 5 })
  .map((parts) => `/${parts.join('/')}`);

function apiOf(all: readonly Route[]): IRestApi {
  const api = new RestApi(new Stack(scratchApp(), 'Example'), 'Api', { cloudWatchRole: false });
  for (const route of all) {
    const resource = api.root.resourceForPath(route.path);
    for (const method of route.methods) resource.addMethod(method, new MockIntegration());
  }
  return api as IRestApi;
}

function rulesOf(endpoints: CorsEndpoints): readonly EndpointRule[] {
  const nobody = new Stack();
  return endpoints._withRoutes(endpoints._routes!.read(nobody))._rules;
}

function accessAt(rules: readonly EndpointRule[], at: string): string {
  const compiled = rules.map((rule) => compileRule(rule, { exposedHeaders: [], maxAgeSeconds: 0 }));
  return new EndpointTable(compiled).find(at)?.rule.access ?? 'closed';
}

/** Whether API Gateway has a method that answers at this path. */
function isRouted(all: readonly Route[], at: string): boolean {
  return all
    .filter((route) => route.methods.some((method) => method !== 'OPTIONS'))
    .some((route) => pathTest({ path: route.path, match: 'exact' })(segmentsOf(at)));
}

test('each request that the API routes to a method is judged by the allowlist, and every other path is closed', () => {
  const seen = { allowlist: 0, closed: 0 };
  fc.assert(
    fc.property(routes, fc.array(requested, { minLength: 1, maxLength: 6 }), (all, paths) => {
      const rules = rulesOf(CorsEndpoints.fromRoutes(apiOf(all)));
      for (const at of paths) {
        const expected = isRouted(all, at) ? 'allowlist' : 'closed';
        seen[expected]++;
        expect([at, accessAt(rules, at)]).toEqual([at, expected]);
      }
    }),
    { numRuns: 150 },
  );
  expect(Math.min(seen.allowlist, seen.closed)).toBeGreaterThan(50);
});

test('a closed rule of texts closes every path that it names, whatever routes are there; other paths stay as they were', () => {
  const texts = fc.array(
    part.filter((one) => !one.startsWith('{')),
    { maxLength: 2 },
  );
  const own = fc.record({ texts, match: fc.constantFrom(PathMatch.EXACT, PathMatch.PREFIX) });
  const seen = { closed: 0, open: 0 };
  fc.assert(
    fc.property(routes, own, fc.array(requested, { maxLength: 6 }), (all, { texts: parts, match }, paths) => {
      const closed = CorsEndpoint.closed(`/${parts.join('/')}`, { match });
      const endpoints = CorsEndpoints.fromRoutes(apiOf(all)).plus([closed]);
      const rules = rulesOf(endpoints);
      fc.pre(policyIssues({ ...SALESFORCE, endpoints: rules }).length === 0);
      for (const at of paths) {
        const isNamed = pathTest(closed._rule)(segmentsOf(at));
        const expected = !isNamed && isRouted(all, at) ? 'allowlist' : 'closed';
        const access = accessAt(rules, at);
        // Another spelling of the path can meet the closed rule.
        if (access === 'closed' && foldPath(at) !== at) continue;
        if (isNamed) seen.closed++;
        if (expected === 'allowlist') seen.open++;
        expect([at, access]).toEqual([at, expected]);
      }
    }),
    { numRuns: 150 },
  );
  expect(Math.min(seen.closed, seen.open)).toBeGreaterThan(20);
});
