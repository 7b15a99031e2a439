import type { EntryItem } from '../../../lib/contract';
import { effectiveStatus } from '../../store/effective-status';
import type { EntrySummary } from '../../store/entry-store';
import type { Entry, ListedEntry } from '../schema/entry';
import { historyView } from './history-view';

/** An entry as lists, exports and the simulator show it. */
export function listedEntry(item: EntrySummary, now: number): ListedEntry {
  const { id, sk, name, description, expiresAt, allowSharedOrigin = false, status, version } = item;
  const { createdAt, createdBy, updatedAt, updatedBy } = item;
  return {
    id,
    pattern: sk,
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    allowSharedOrigin,
    status,
    effectiveStatus: effectiveStatus(item, now),
    version,
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
  };
}

/** An entry with its history. */
export function entryView(item: EntryItem, now: number): Entry {
  return { ...listedEntry(item, now), history: historyView(item.history) };
}
