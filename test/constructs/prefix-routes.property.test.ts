import fc from 'fast-check';
import { CorsBackend, CorsEndpoint, CorsEndpoints, CorsHost, HostKind, PathMatch } from '../../lib';
import { compilePolicy } from '../../lib/core';
import { apiResources } from '../../lib/constructs/private/gateway/api-resources';
import {
  gatewayPlan,
  prefixedRoutes,
  type GatewayPlan,
} from '../../lib/constructs/private/gateway/gateway-plan';
import { prefixRouteIssues } from '../../lib/constructs/private/gateway/prefix-route-issues';
import { policyOptionIssues } from '../../lib/constructs/private/policy/policy-issues';

/*
 * The path that reaches a backend is the path that was judged, on hosts with a path prefix and without one: what synth lets
 * through never gives a backend a request that another, wider rule has judged.
 */

const segment = fc.constantFrom('a', 'b', 'c');
const path = fc.array(segment, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const endpoint = fc
  .tuple(path, fc.constantFrom('closed', 'allowlist', 'publicAccess'), fc.boolean())
  .map(([at, access, isPrefix]) =>
    CorsEndpoint[access as 'closed'](at, { match: isPrefix ? PathMatch.PREFIX : PathMatch.EXACT }),
  );
const prefixes = fc.constantFrom('/s', '/s/a', '/a', '/a/b');
const plans = fc
  .tuple(
    fc.uniqueArray(endpoint, { minLength: 1, maxLength: 4, selector: ({ _rule: { path: at } }) => at }),
    path,
    prefixes,
  )
  .map(([endpoints, backend, pathPrefix]) =>
    gatewayPlan({
      endpoints: CorsEndpoints.of(endpoints),
      hosts: [CorsHost.existing('site.example', HostKind.API, { pathPrefix })],
      backends: backend === '/' ? {} : { [backend]: CorsBackend.http('https://x.example') },
      defaultBackend: CorsBackend.echo(),
    }),
  );

/** The resource that API Gateway takes: the path itself, or the longest one with a greedy part around it. */
function resourceOf(plan: GatewayPlan, requested: string): string | undefined {
  const resources = apiResources(prefixedRoutes(plan.routes, plan.prefixes));
  if (resources.has(requested)) return requested;
  const parts = requested.split('/');
  for (let length = parts.length - 1; length >= 1; length--) {
    const greedy = `${parts.slice(0, length).join('/')}/{proxy+}`;
    if (resources.has(greedy)) return greedy;
  }
  return undefined;
}

function isBelowPrefix(at: string, prefix: string): boolean {
  return at === prefix || at.startsWith(`${prefix}/`);
}

test('a request that reaches the backend of a path below the prefix is judged by the rule of that path, or closed', () => {
  let accepted = 0;
  fc.assert(
    fc.property(plans, path, (plan, below) => {
      const [prefix = ''] = plan.prefixes;
      const requested = below === '/' ? prefix : `${prefix}${below}`;
      fc.pre(policyOptionIssues(plan.allowlist.policy).length === 0 && prefixRouteIssues(plan).length === 0);
      const { settings, rules } = plan.allowlist.policy;
      const { endpoints } = compilePolicy({ ...settings, endpoints: rules });
      const accessOf = (at: string): string => endpoints.find(at)?.rule.access ?? 'closed';
      const resource = resourceOf(plan, requested);
      if (resource === undefined || !isBelowPrefix(resource.replace('/{proxy+}', '') || '/', prefix)) return;
      accepted += 1;
      // The backend of this resource is that of the path without the prefix; hosts without a prefix are judged by all of it.
      const served = requested.slice(prefix.length) || '/';
      expect(['closed', accessOf(served)]).toContain(accessOf(requested));
    }),
    { numRuns: 4000 },
  );
  expect(accepted).toBeGreaterThan(200);
});
