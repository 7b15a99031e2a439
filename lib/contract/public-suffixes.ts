import { parse } from 'tldts';
import { suffixesBelow, type SuffixKind } from '../core';

/**
 * Looks up a lower-case ASCII domain name in the Public Suffix List that tldts carries: the kind of the suffix that the name
 * is, or else of the suffixes below it.
 *
 * It is not in `lib/core`, so that only the code that creates patterns carries the list.
 */
export function publicSuffixKind(domain: string): SuffixKind {
  const found = parse(domain, { allowPrivateDomains: true, validateHostname: false });
  if (found.domain !== null) return suffixesBelow(domain);
  return found.isPrivate === true ? 'private' : 'icann';
}
