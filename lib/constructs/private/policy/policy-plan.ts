import { DEFAULT_CACHE_TTL_SECONDS, DEFAULT_STALE_TTL_SECONDS, type PolicySettings } from '../../../contract';
import { DEFAULT_MAX_AGE_SECONDS, type EndpointRule } from '../../../core';
import { CorsEndpoints } from '../../cors-endpoints';
import { CrossSiteReads } from '../../cross-site-reads';
import type { CorsPolicyOptions } from '../../cors-policy-options';
import { Enforcement } from '../../enforcement';
import { HostKind } from '../../host-kind';
import { literal, optionalSecondsOf } from '../synth/values';

/** The policy of an allowlist, read once from its options. Checks and wiring take it instead of the options. */
export interface PolicyPlan {
  readonly options: CorsPolicyOptions;
  readonly endpoints: CorsEndpoints;
  /** Every rule of the table. A rule that overlaps another one by mistake is there too, so that the check finds it. */
  readonly rules: readonly EndpointRule[];
  /** The policy without its endpoints, as handlers read it. */
  readonly settings: PolicySettings;
  /** Seconds for which a found answer is used without asking again, and while the table cannot be read. */
  readonly seconds: { readonly cache: number; readonly stale: number };
  /** The prop that a rule comes from, by the rule's index. */
  readonly propOf: (index: number) => string;
}

/**
 * Reads the options.
 *
 * @param lastProps props that the last rules of the table come from, where they do not come from `endpoints`
 */
export function policyPlan(options: CorsPolicyOptions, lastProps: readonly string[] = []): PolicyPlan {
  const { endpoints = CorsEndpoints.of([]) } = options;
  const rules = endpoints._rules;
  const firstOther = rules.length - lastProps.length;
  return {
    options,
    endpoints,
    rules,
    settings: settingsOf(options, endpoints),
    seconds: {
      cache: optionalSecondsOf(options.cacheTtl) ?? DEFAULT_CACHE_TTL_SECONDS,
      stale: optionalSecondsOf(options.staleTtl) ?? DEFAULT_STALE_TTL_SECONDS,
    },
    propOf: (index) => lastProps[index - firstOther] ?? `endpoints[${JSON.stringify(rules[index]?.path)}]`,
  };
}

function settingsOf(options: CorsPolicyOptions, endpoints: CorsEndpoints): PolicySettings {
  return {
    hosts: (options.hosts ?? []).map((host) => host._rule),
    executeApiHostKind: literal(options.executeApiHostKind ?? HostKind.MY_DOMAIN),
    sameOriginAliases: options.sameOriginAliases ?? [],
    enforcement: literal(options.enforcement ?? Enforcement.ENFORCE),
    crossSiteReads: literal(options.crossSiteReads ?? CrossSiteReads.ALLOW),
    exposedHeaders: options.exposedHeaders ?? endpoints._exposedHeaders,
    maxAgeSeconds: optionalSecondsOf(options.maxAge) ?? DEFAULT_MAX_AGE_SECONDS,
  };
}
