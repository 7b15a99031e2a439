import type { PublicSuffixLookup } from './public-suffix';

/** What an entry says besides its pattern, as far as the pattern language looks at it. */
export interface PatternOptions {
  /** Admits a wildcard over a private-section public suffix. Default: false. */
  readonly allowSharedOrigin?: boolean | undefined;
  /** The Public Suffix List. */
  readonly publicSuffixes: PublicSuffixLookup;
}
