import type { EntryStatus } from '../core';
import {
  ENTRY_FIELDS,
  mapEntryFields,
  storedFields,
  type EntryFields,
  type LooseFields,
} from './entry-fields';

/** The fields of an entry of any status, a tombstone too. */
export type EntryContent = Omit<EntryFields, 'status'> & { readonly status?: EntryStatus | undefined };

/**
 * The fields of an entry after a line of an import. Metadata has no place for most fields: they stay as they are, so that
 * importing it never prolongs or widens anything in silence. A JSON line keeps only the fields that the table says.
 */
export function lineFields(current: EntryContent, line: EntryFields, metadata = false): EntryFields {
  const was: LooseFields = current;
  const wanted = mapEntryFields(({ leftOut, keptByMetadata }, name) => {
    if (metadata && keptByMetadata) return was[name] ?? line[name];
    return leftOut === 'kept' ? (line[name] ?? was[name]) : line[name];
  });
  return storedFields(wanted);
}

/** The fields that a change replaces. The status is stored, its default too. */
export function contentOf(fields: EntryContent): EntryContent & { readonly status: EntryStatus } {
  return { ...storedFields(fields), status: fields.status ?? ENTRY_FIELDS.status.default };
}
