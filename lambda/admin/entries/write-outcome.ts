import type { AdminProblemCode, EntryItem } from '../../../lib/contract';
import type { EntryWrite } from '../../store/entry-store';
import { entityTag } from '../http/if-match';
import { AdminProblem, type ProblemDetails } from '../problem/admin-problem';

/** The problems of writes that met something else than they expected. */
const REFUSALS: Readonly<Record<Exclude<EntryWrite['outcome'], 'written' | 'absent'>, AdminProblemCode>> = {
  exists: 'entry_exists',
  deleted: 'entry_deleted',
  not_deleted: 'entry_not_deleted',
  stale: 'stale_version',
};

/** An entry that was written, or that needed no writing because it was so already. */
export interface WrittenEntry {
  readonly entry: EntryItem;
  readonly changed: boolean;
}

/**
 * The entry that a write left.
 *
 * @throws AdminProblem 404, 409 or 412, with the id and the current `ETag` of the entry that was met
 */
export function writtenEntry(write: EntryWrite): WrittenEntry {
  if (write.outcome === 'written') return write;
  if (write.outcome === 'absent') throw new AdminProblem('entry_not_found');
  const { id, version } = write.entry;
  const details: ProblemDetails = { id, headers: { ETag: entityTag(version) } };
  throw new AdminProblem(REFUSALS[write.outcome], details);
}
