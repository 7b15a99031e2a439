import { patternOfId } from '../../../lib/contract';
import { MAX_PATTERN_LENGTH } from '../../../lib/core';
import { MAX_ID_LENGTH } from '../limits';
import { AdminProblem } from '../problem/admin-problem';

const PRINTABLE = /^[\x21-\x7e]+$/;

/**
 * The pattern of an entry's id. A text that we cannot have handed out names no entry.
 *
 * @throws AdminProblem `entry_not_found`
 */
export function patternOf(id: string): string {
  const pattern = id.length <= MAX_ID_LENGTH ? patternOfId(id) : undefined;
  if (pattern === undefined || pattern.length > MAX_PATTERN_LENGTH || !PRINTABLE.test(pattern)) {
    throw new AdminProblem('entry_not_found');
  }
  return pattern;
}
