/**
 * The kind of public suffix that a wildcard over a domain name covers. `icann`: the name is, or is above, a suffix of a
 * registry, or it is an unlisted single label. `private`: the name is, or is above, a suffix under which a company lets
 * strangers register names. `none`: the name is, or is below, a registrable domain, and there is no suffix below it.
 *
 * @see https://publicsuffix.org/list/
 */
export type SuffixKind = 'none' | 'icann' | 'private';

/** Looks up a lower-case ASCII domain name. The caller passes the list, so that readers need not carry it. */
export type PublicSuffixLookup = (domain: string) => SuffixKind;

/** The parts of an entry, besides its pattern, that the pattern language reads. */
export interface PatternOptions {
  /** Admits origins that strangers can have too. Default: false. */
  readonly allowSharedOrigin?: boolean | undefined;
  /** The Public Suffix List. */
  readonly publicSuffixes: PublicSuffixLookup;
}
