import { etagOf, type Client } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { ListedEntry } from './unused-entries';

/** An entry that was deleted, and the version by which it can be restored. */
export interface Removed {
  readonly id: string;
  readonly etag: string;
}

/** The result of the removal of many entries. */
export interface Removal {
  readonly removed: readonly Removed[];
  /** Entries that somebody changed or deleted in the meantime; they stay as they are. */
  readonly changed: readonly string[];
  /** The failure that ended the removal early. */
  readonly error?: unknown;
}

/**
 * Deletes entries, each in the version that the person saw. One that somebody changed is left alone; any other failure ends the
 * removal, and what was deleted by then is deleted.
 *
 * @param onProgress is called after each entry, with the number of those that are done
 */
export async function removeEntries(
  client: Pick<Client, 'remove'>,
  entries: readonly ListedEntry[],
  onProgress: (done: number) => void,
): Promise<Removal> {
  const removed: Removed[] = [];
  const changed: string[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      const { etag } = await client.remove(entry.id, etagOf(entry));
      removed.push({ id: entry.id, etag });
    } catch (error) {
      if (!isOvertaken(error)) return { removed, changed, error };
      changed.push(entry.pattern);
    }
    onProgress(index + 1);
  }
  return { removed, changed };
}

/** Restores what was removed; gives the number of entries that could be restored. */
export async function restoreEntries(
  client: Pick<Client, 'restore'>,
  removed: readonly Removed[],
): Promise<number> {
  let restored = 0;
  for (const { id, etag } of removed) {
    try {
      await client.restore(id, etag);
      restored += 1;
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
  }
  return restored;
}

function isOvertaken(error: unknown): boolean {
  return error instanceof ApiProblem && [404, 409, 412].includes(error.status);
}
