import type { AllowlistEntry } from '../../../lib/core';
import type { Allowlist } from './decision-case';

/** An active entry without expiry. */
export function entry(pattern: string, more: Partial<AllowlistEntry> = {}): AllowlistEntry {
  return { id: `id of ${pattern}`, pattern, status: 'active', ...more };
}

/** An allowlist with these entries and the OAuth setting on. */
export function listing(...entries: readonly (string | AllowlistEntry)[]): Allowlist {
  return {
    entries: entries.map((item) => (typeof item === 'string' ? entry(item) : item)),
    enableCorsForOAuthEndpoints: true,
  };
}

export const EMPTY = listing();

/** The same entries with the OAuth setting off. */
export function withOAuthOff(allowlist: Allowlist): Allowlist {
  return { ...allowlist, enableCorsForOAuthEndpoints: false };
}
