import { CLIENT_SECRETS, ENDPOINTS, POLICY, TABLE_NAME, type PolicySettings } from '../../lib/contract';
import { publicSuffixKind } from '../../lib/contract/public-suffixes';
import {
  DEFAULT_EXPOSED_HEADERS,
  DEFAULT_MAX_AGE_SECONDS,
  HOST_KINDS,
  parsePattern,
  type AllowlistEntry,
  type EndpointRule,
} from '../../lib/core';
import { setTestSettings } from '../test-settings';
import type { TestAllowlist, TestEntry } from './test-allowlist-shape';
import { checkTestAllowlist, checkTestPolicy, refuse } from './test-allowlist-issues';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Lets every handler of this process that `withCors` wrapped judge with these entries and endpoints: no table, no
 * environment variables, no line of the log for a verdict. Holds until the next call or `clearTestAllowlist`.
 *
 * @throws TypeError for a name that does not exist, a wrong value, and a pattern that the allowlist would refuse, with its code
 * and, where there is one, a suggestion; all of them at once
 * @throws Error in a Lambda function
 */
export function setTestAllowlist(allowlist: TestAllowlist): void {
  checkTestAllowlist(allowlist);
  const entries = entriesOf(allowlist.entries ?? []);
  const environment = environmentOf(allowlist);
  checkTestPolicy(environment);
  const { available = true, enableCorsForOAuthEndpoints = false } = allowlist;
  setTestSettings({
    environment,
    allowlist: {
      find: () =>
        Promise.resolve(
          available
            ? { available, source: 'table', entries, enableCorsForOAuthEndpoints }
            : { available, source: 'none' },
        ),
    },
  });
}

/** Lets handlers judge with table and environment again. */
export function clearTestAllowlist(): void {
  setTestSettings(undefined);
}

function environmentOf(allowlist: TestAllowlist): Record<string, string> {
  const settings: PolicySettings = {
    hosts: [],
    executeApiHostKind: 'my-domain',
    sameOriginAliases: [],
    enforcement: allowlist.enforcement ?? 'enforce',
    crossSiteReads: allowlist.crossSiteReads ?? 'allow',
    exposedHeaders: DEFAULT_EXPOSED_HEADERS,
    maxAgeSeconds: DEFAULT_MAX_AGE_SECONDS,
  };
  const rules = (allowlist.endpoints ?? [{ path: '/' }]).map((rule): EndpointRule => ({
    match: 'prefix',
    access: 'allowlist',
    methods: METHODS,
    hostKinds: HOST_KINDS,
    ...rule,
  }));
  return {
    [TABLE_NAME]: 'runtime-testing',
    [POLICY]: JSON.stringify(settings),
    [ENDPOINTS]: JSON.stringify({ preset: 'none', rules }),
    [CLIENT_SECRETS]: allowlist.clientSecrets ?? 'report',
  };
}

function entriesOf(given: readonly (string | TestEntry)[]): readonly AllowlistEntry[] {
  const read = given.map(entryOf);
  refuse(read.flatMap((one) => (typeof one === 'string' ? [one] : [])));
  return read.flatMap((one) => (typeof one === 'string' ? [] : [one]));
}

/** An entry, or what is wrong with its pattern. */
function entryOf(given: string | TestEntry): AllowlistEntry | string {
  const entry = typeof given === 'string' ? { pattern: given } : given;
  const { status = 'active', expiresAt, allowSharedOrigin = false } = entry;
  const parsed = parsePattern(entry.pattern, { publicSuffixes: publicSuffixKind, allowSharedOrigin });
  if (!parsed.valid) {
    const fix = parsed.suggestion === undefined ? '' : ` (fix: ${parsed.suggestion})`;
    return `pattern ${entry.pattern}: ${parsed.code}: ${parsed.message}${fix}`;
  }
  const { pattern } = parsed;
  const expires = expiresAt === undefined ? undefined : Date.parse(expiresAt);
  return { id: pattern, pattern, status, allowSharedOrigin, expiresAt: expires };
}
