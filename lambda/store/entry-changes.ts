import {
  changesBetween,
  contentOf,
  type EntryFields,
  entryId,
  type EntryItem,
  entryKey,
  type HistoryItem,
  storedFields,
} from '../../lib/contract';
import type { Change } from './entry-store';
import { stampOf, withChange } from './history';
import { timeToLive } from './retention';

type Content = ReturnType<typeof contentOf>;

/** The entry that a create makes. */
export function createdEntry(pattern: string, fields: EntryFields, change: Change): EntryItem {
  const { at: createdAt, by: createdBy } = stampOf(change);
  const nothing = {
    ...entryKey(pattern),
    id: entryId(pattern),
    version: 0,
    createdAt,
    createdBy,
    history: [],
  };
  return withFields(nothing, {}, contentOf(fields), change, 'create');
}

/** The entry with its fields replaced, or undefined when that changes nothing. */
export function updatedEntry(entry: EntryItem, fields: EntryFields, change: Change): EntryItem | undefined {
  const before = contentOf(entry);
  const after = contentOf(fields);
  if (changesBetween(before, after).length === 0) return undefined;
  return withFields(entry, before, after, change, 'update');
}

/** The fields that an update or a restore would change, as the history records them. */
export function fieldChanges(entry: EntryItem, fields: EntryFields): HistoryItem['changes'] {
  return changesBetween(contentOf(entry), contentOf(fields));
}

/** The tombstone of an entry. It keeps every field, and the status for a restore. */
export function deletedEntry(entry: EntryItem, change: Change): EntryItem {
  const before = contentOf(entry);
  const statusBefore = entry.status === 'inactive' ? 'inactive' : 'active';
  return {
    ...withFields(entry, before, { ...before, status: 'deleted' }, change, 'delete'),
    statusBefore,
  };
}

/** The entry of a tombstone, with other fields. */
export function restoredEntry(entry: EntryItem, fields: EntryFields, change: Change): EntryItem {
  return withFields(entry, contentOf(entry), contentOf(fields), change, 'restore');
}

/**
 * The fields that an entry had when it was deleted. A tombstone that does not say its status is older than that field; it
 * comes back inactive, because nobody may have wanted it to be in force.
 */
export function fieldsBefore(tombstone: EntryItem): EntryFields {
  return storedFields({ ...tombstone, status: tombstone.statusBefore ?? 'inactive' });
}

/** The next version of an entry. */
function withFields(
  entry: Pick<EntryItem, 'pk' | 'sk' | 'id' | 'version' | 'createdAt' | 'createdBy' | 'history'>,
  before: Partial<Content>,
  after: Content,
  change: Change,
  action: HistoryItem['action'],
): EntryItem {
  const { pk, sk, id, version, createdAt, createdBy, history } = entry;
  const { at: updatedAt, by: updatedBy } = stampOf(change);
  const ttl = timeToLive(after, change.at);
  const next: EntryItem = {
    ...{ pk, sk, id, ...after, version: version + 1 },
    ...{ createdAt, createdBy, updatedAt, updatedBy, history },
    ...(ttl === undefined ? {} : { ttl }),
  };
  return withChange(next, change, action, changesBetween(before, after));
}
