/**
 * What the Public Suffix List says of a domain name:
 * `none`, it holds a registrable domain; `icann`, it is a suffix of a registry, or an unlisted single label; `private`,
 * it is a suffix under which a company lets strangers register names.
 *
 * @see https://publicsuffix.org/list/
 */
export type SuffixKind = 'none' | 'icann' | 'private';

/** Looks a lower-case ASCII domain name up. Handed in where patterns are created, so that readers need not carry the list. */
export type PublicSuffixLookup = (domain: string) => SuffixKind;
