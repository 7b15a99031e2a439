import type { AllowlistEntry, LookupFound, LookupQuestion } from '../../lib/core';

const SCHEME_LENGTH = 'https://'.length;
const WILDCARD_LENGTH = 'https://*'.length;

/**
 * An allowlist in memory. It looks up what a table is asked for (the origin, and a wildcard for each parent domain), the
 * wildcards by what follows `*`, which is a part of the origin and need not be written anew.
 */
export class MemoryAllowlist {
  private readonly exact = new Map<string, AllowlistEntry>();
  private readonly wildcards = new Map<string, AllowlistEntry>();

  constructor(patterns: Iterable<string>) {
    for (const pattern of patterns) {
      const entry: AllowlistEntry = { id: pattern, pattern, status: 'active' };
      if (pattern.includes('*')) this.wildcards.set(pattern.slice(WILDCARD_LENGTH), entry);
      else this.exact.set(pattern, entry);
    }
  }

  readonly find = ({ origin }: LookupQuestion): LookupFound => {
    const { text } = origin;
    const entries: AllowlistEntry[] = [];
    const exact = this.exact.get(text);
    if (exact !== undefined) entries.push(exact);
    const last = text.lastIndexOf('.');
    for (let dot = text.indexOf('.', SCHEME_LENGTH); dot < last; dot = text.indexOf('.', dot + 1)) {
      const wildcard = this.wildcards.get(text.slice(dot));
      if (wildcard !== undefined) entries.push(wildcard);
    }
    return { available: true, entries, enableCorsForOAuthEndpoints: true };
  };
}
