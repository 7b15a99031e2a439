import { parse } from 'tldts';
import type { SuffixKind } from '../core';

/**
 * What the Public Suffix List that tldts carries says of a lower-case ASCII domain name.
 *
 * Kept out of `lib/core`, so that only what creates patterns carries the list.
 */
export function publicSuffixKind(domain: string): SuffixKind {
  const found = parse(domain, { allowPrivateDomains: true, validateHostname: false });
  if (found.domain !== null) return 'none';
  return found.isPrivate === true ? 'private' : 'icann';
}
