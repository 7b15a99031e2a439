import type { EndpointRule } from './endpoint-rule';

/**
 * How a rule treats requests, as a text to compare: all that it says but the lists that only browsers read (methods, allowed
 * and exposed headers, max age). Defaults are filled in, and what the access does not look at is left out.
 */
export function treatmentOf(rule: EndpointRule): string {
  const { access, page = false, role, credentials = false, extensionsFrom, hostKinds } = rule;
  const isListed = access === 'allowlist' || access === 'oauth';
  const listed = isListed ? [credentials, extensionsFrom, [...new Set(hostKinds)].sort()] : [];
  return JSON.stringify([access, page, role, ...listed]);
}
