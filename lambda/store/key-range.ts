import { MAX_PATTERN_LENGTH } from '../../lib/core';
import type { KeyRange } from './allowlist-table';
import { isPatternText } from './stored-text';

/** Patterns are printable ASCII below `~`, so this sorts before and after all of them, and after all with one beginning. */
const FIRST = '!';
const LAST = '~';

/**
 * The keys of the patterns with a beginning, from a pattern on; undefined when there are none.
 *
 * @param prefix the beginning
 * @param start the lowest pattern
 */
export function keyRange(prefix = '', start = ''): Omit<KeyRange, 'pk'> | undefined {
  if (prefix.length > MAX_PATTERN_LENGTH || !isPatternText(prefix)) return undefined;
  // Characters past the longest pattern make no difference, and DynamoDB refuses keys that are too long.
  const low = [FIRST, prefix, start.slice(0, MAX_PATTERN_LENGTH)].reduce((a, b) => (a < b ? b : a));
  const high = prefix + LAST;
  return low <= high ? { low, high } : undefined;
}
