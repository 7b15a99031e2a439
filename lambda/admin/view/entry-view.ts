import { mapEntryFields, type EntryFieldName } from '../../../lib/contract';
import { effectiveStatus } from '../../store/effective-status';
import type { EntrySummary } from '../../store/entry-store';
import type { ListedEntry } from '../schema/entry';

/** An entry as exports, audit lines and the simulator show it. */
export function listedEntry(item: EntrySummary, now: number): ListedEntry {
  const { id, sk, version, createdAt, createdBy, updatedAt, updatedBy } = item;
  return {
    id,
    pattern: sk,
    ...shown(item),
    effectiveStatus: effectiveStatus(item, now),
    version,
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
  };
}

/** The fields that a person can set; one without a value is shown when it has a default. */
function shown(item: EntrySummary): ShownFields {
  const values = mapEntryFields((field, name) => item[name] ?? field.default);
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as ShownFields;
}

type ShownFields = Pick<ListedEntry, EntryFieldName>;
