import type { EndpointRule } from './endpoint-rule';

/**
 * How a rule treats requests, as a text to compare: all that it says but the lists that only browsers read (methods, allowed
 * and exposed headers, max age). Defaults are filled in, and what the access does not look at is left out.
 */
export function treatmentOf(rule: EndpointRule): string {
  const { access, page = false, role, credentials = false, extensionsFrom, hostKinds } = rule;
  const isListed = access === 'allowlist' || access === 'oauth';
  const listed = isListed ? [credentials, extensionsFrom, [...new Set(hostKinds)].sort()] : [];
  return JSON.stringify([access, page, role, ...listed, ...(checksTokens(rule) ? [callersOf(rule)] : [])]);
}

/** Whether a rule says anything about who calls. */
export function checksTokens({ tokens, scopes, methodScopes }: EndpointRule): boolean {
  return tokens !== undefined || scopes !== undefined || methodScopes !== undefined;
}

function callersOf({ tokens, scopes = [], methodScopes = {} }: EndpointRule): unknown {
  const sorted = (list: readonly string[]): readonly string[] => [...new Set(list)].sort();
  const byMethod = Object.entries(methodScopes).map(([method, list]) => [method, sorted(list)] as const);
  return { tokens, scopes: sorted(scopes), byMethod: byMethod.sort(([a], [b]) => (a < b ? -1 : 1)) };
}
