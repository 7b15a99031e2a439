import { DEFAULT_CACHE_TTL_SECONDS, DEFAULT_STALE_TTL_SECONDS, type PolicySettings } from '../../../contract';
import { DEFAULT_EXPOSED_HEADERS, DEFAULT_MAX_AGE_SECONDS, type PolicyDocument } from '../../../core';
import { CorsEndpoints } from '../../cors-endpoints';
import type { CorsPolicyOptions } from '../../cors-policy-options';
import { Enforcement } from '../../enforcement';
import { HostKind } from '../../host-kind';
import { literal, optionalSecondsOf } from '../synth/values';

/** The endpoint table that applies. */
export function endpointsOf(options: CorsPolicyOptions): CorsEndpoints {
  return options.endpoints ?? CorsEndpoints.salesforce();
}

/** The policy without its endpoints, as handlers read it. */
export function policySettings(options: CorsPolicyOptions): PolicySettings {
  return {
    hosts: (options.hosts ?? []).map((host) => host._rule),
    executeApiHostKind: literal(options.executeApiHostKind ?? HostKind.MY_DOMAIN),
    ownOrigins: options.ownOrigins ?? [],
    enforcement: literal(options.enforcement ?? Enforcement.ENFORCE),
    exposedHeaders: options.exposedHeaders ?? DEFAULT_EXPOSED_HEADERS,
    maxAgeSeconds: optionalSecondsOf(options.maxAge) ?? DEFAULT_MAX_AGE_SECONDS,
  };
}

/** The whole policy, with rules that overlap by mistake side by side. */
export function policyDocument(options: CorsPolicyOptions): PolicyDocument {
  return { ...policySettings(options), endpoints: endpointsOf(options)._rules };
}

/** Seconds for which what was found is used without asking again, and while the table cannot be read. */
export function readerSeconds(options: CorsPolicyOptions): {
  readonly cache: number;
  readonly stale: number;
} {
  return {
    cache: optionalSecondsOf(options.cacheTtl) ?? DEFAULT_CACHE_TTL_SECONDS,
    stale: optionalSecondsOf(options.staleTtl) ?? DEFAULT_STALE_TTL_SECONDS,
  };
}
