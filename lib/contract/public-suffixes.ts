import { parse } from 'tldts';
import type { SuffixKind } from '../core';

/**
 * Looks up a lower-case ASCII domain name in the Public Suffix List that tldts carries.
 *
 * It is not in `lib/core`, so that only the code that creates patterns carries the list.
 */
export function publicSuffixKind(domain: string): SuffixKind {
  const found = parse(domain, { allowPrivateDomains: true, validateHostname: false });
  if (found.domain !== null) return 'none';
  return found.isPrivate === true ? 'private' : 'icann';
}
