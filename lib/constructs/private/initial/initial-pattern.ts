import { parsePattern } from '../../../core';
import { publicSuffixKind } from '../../../contract/public-suffixes';
import type { CorsInitialOrigin } from '../../cors-initial-origin';

/** The pattern of an initial origin as the admin API reads it. */
export function parsedPattern({
  pattern,
  allowPublicSuffix,
}: CorsInitialOrigin): ReturnType<typeof parsePattern> {
  const options = { allowPublicSuffix: allowPublicSuffix === true, publicSuffixes: publicSuffixKind };
  return parsePattern(pattern, options);
}
