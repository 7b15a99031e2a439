/**
 * The answer of the Public Suffix List for a domain name. `icann`: it is a suffix of a registry, or an unlisted single
 * label. `private`: it is a suffix under which a company lets strangers register names. `none`: it is, or is below, a
 * registrable domain.
 *
 * @see https://publicsuffix.org/list/
 */
export type SuffixKind = 'none' | 'icann' | 'private';

/** Looks up a lower-case ASCII domain name. The caller passes the list, so that readers need not carry it. */
export type PublicSuffixLookup = (domain: string) => SuffixKind;

/** The parts of an entry, besides its pattern, that the pattern language reads. */
export interface PatternOptions {
  /** Admits a wildcard over a private-section public suffix. Default: false. */
  readonly allowSharedOrigin?: boolean | undefined;
  /** The Public Suffix List. */
  readonly publicSuffixes: PublicSuffixLookup;
}
