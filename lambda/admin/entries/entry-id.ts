import { patternOfId } from '../../../lib/contract';
import { AdminProblem } from '../problem/admin-problem';

/**
 * The pattern of an entry's id. A text that is not an id of ours names no entry.
 *
 * @throws AdminProblem `entry_not_found`
 */
export function patternOf(id: string): string {
  const pattern = patternOfId(id);
  if (pattern === undefined) throw new AdminProblem('entry_not_found');
  return pattern;
}
