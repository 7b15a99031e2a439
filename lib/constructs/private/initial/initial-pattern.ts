import { parsePattern } from '../../../core';
import { publicSuffixKind } from '../../../contract/public-suffixes';
import type { CorsInitialOrigin } from '../../cors-initial-origin';

/** The pattern of an initial origin as the admin API reads it. */
export function parsedPattern({
  pattern,
  allowSharedOrigin,
}: CorsInitialOrigin): ReturnType<typeof parsePattern> {
  const options = { allowSharedOrigin: allowSharedOrigin === true, publicSuffixes: publicSuffixKind };
  return parsePattern(pattern, options);
}
