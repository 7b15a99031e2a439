import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import { candidatePatterns, matchesPattern, parseOrigin, parsePattern } from '../../../lib/core';
import { naivelyMatches } from '../../core/laws/naive-matcher';
import { agree, lines, must } from '../support/text';
import { inProportion } from '../support/work';

const OPTIONS = { publicSuffixes: publicSuffixKind };
const SHARED = { ...OPTIONS, allowSharedOrigin: true };

/** A pattern as an administrator enters it, and the value of an `Origin`. */
export function fuzz(data: Buffer): void {
  const [value = '', input = ''] = lines(data, 2);
  const result = inProportion(input.length, 200, () => parsePattern(input, OPTIONS));
  const shared = parsePattern(input, SHARED);
  must(!result.valid || shared.valid, 'the flag makes it invalid', input);
  if (!result.valid && result.suggestion !== undefined) {
    must(parsePattern(result.suggestion, OPTIONS).valid, 'its suggestion is not accepted', input);
  }
  if (!shared.valid) return;
  const { pattern } = shared;
  const again = parsePattern(pattern, SHARED);
  agree(input, again.valid ? again.pattern : again, pattern);
  const origin = parseOrigin(value);
  if (origin === undefined) return;
  const matches = naivelyMatches(pattern, value);
  agree([pattern, value], matchesPattern(pattern, origin), matches);
  agree([pattern, value], candidatePatterns(origin).includes(pattern), matches);
}
