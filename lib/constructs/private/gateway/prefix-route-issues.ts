import type { EndpointRule } from '../../../core';
import { isBelow } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';
import type { GatewayPlan } from './gateway-plan';

/**
 * Path prefixes of hosts that would open a second way to a backend. The resources below a prefix are there on every host. On a host
 * without the prefix, a rule around it judges a request that reaches the backend of another path.
 */
export function prefixRouteIssues({ props, allowlist }: GatewayPlan): readonly SynthIssue[] {
  const { rules } = allowlist.policy;
  const hosts = props.hosts ?? [];
  return hosts.flatMap(({ _rule: { pathPrefix: value } }, index): readonly SynthIssue[] => {
    if (value === undefined) return [];
    const prop = `hosts[${index}].pathPrefix`;
    const around = rules.find((rule) => isAround(rule, value));
    const differs = around !== undefined && rules.some((rule) => treatment(rule) !== treatment(around));
    if (around !== undefined && (differs || around.path !== '/')) {
      const rule = `the endpoint ${JSON.stringify(around.path)} is around it, so other hosts would reach backends by its rule`;
      return [{ prop, value, rule, fix: 'use a base path of a custom domain name, or a narrower endpoint' }];
    }
    const outer = hosts.find(
      ({ _rule: { pathPrefix: other } }) => other !== undefined && other !== value && isBelow(value, other),
    );
    if (outer === undefined) return [];
    const rule = `the path prefix ${JSON.stringify(outer._rule.pathPrefix)} of another host is around it`;
    return [{ prop, value, rule, fix: 'choose prefixes of which none is below another' }];
  });
}

function isAround({ path, match }: EndpointRule, prefix: string): boolean {
  return match === 'prefix' && path !== prefix && isBelow(prefix, path);
}

/** The part of a rule that decides about a request. */
function treatment({ access, hostKinds, page, credentials }: EndpointRule): string {
  return JSON.stringify([access, [...hostKinds].sort(), page === true, credentials === true]);
}
