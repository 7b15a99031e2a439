import type { PolicySettings } from '../../lib/contract';
import type { EndpointRule } from '../../lib/core';

/** One entry of a test's allowlist. */
export interface TestEntry {
  /** Origin pattern: `https://app.example.com`, `https://*.example.com`. */
  readonly pattern: string;
  /** Default: `active`. */
  readonly status?: 'active' | 'inactive';
  /** ISO 8601. Default: never. */
  readonly expiresAt?: string;
  /** Default: `false`. */
  readonly allowSharedOrigin?: boolean;
}

/** The part of a rule that says who calls: tests of handlers hand over an event as it arrives after the check. */
type Callers = 'tokens' | 'scopes' | 'methodScopes';

/** One rule of a test's endpoint table. */
export type TestEndpoint = Pick<EndpointRule, 'path'> & Partial<Omit<EndpointRule, 'path' | Callers>>;

/** The allowlist and the endpoint table of a test. */
export interface TestAllowlist {
  /** Entries of the allowlist; a text is the pattern of an active entry. Default: none. */
  readonly entries?: readonly (string | TestEntry)[];
  /**
   * The endpoint table. What a rule leaves out is `match: 'prefix'`, `access: 'allowlist'`, every method and every host kind.
   *
   * Default: one such rule for `/`.
   */
  readonly endpoints?: readonly TestEndpoint[];
  /** The setting *Enable CORS for OAuth endpoints*. Default: `false`. */
  readonly enableCorsForOAuthEndpoints?: boolean;
  /** Default: `enforce`. */
  readonly enforcement?: PolicySettings['enforcement'];
  /** Default: `allow`. */
  readonly crossSiteReads?: PolicySettings['crossSiteReads'];
  /** Default: `report`. */
  readonly clientSecrets?: 'report' | 'block';
  /** Whether the table can be read; otherwise a request that needs it gets 503. Default: `true`. */
  readonly available?: boolean;
}
