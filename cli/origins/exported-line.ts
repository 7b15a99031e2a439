import { ENTRY_FIELD_NAMES, entryField, type EntryFields } from '../../lib/contract';
import type { Entry } from '../api/shapes';

/** A line of a file: the pattern and the fields that a person sets, without those that have their default. */
export type FileLine = { readonly pattern: string; readonly effectiveStatus?: 'expired' } & EntryFields;

/** The line of an entry. One that has expired says so, because only an old line may have an end in the past. */
export function exportedLine(entry: Entry): FileLine {
  const set = ENTRY_FIELD_NAMES.flatMap((name) => {
    const value = entry[name];
    return value === undefined || value === entryField(name).default ? [] : [[name, value] as const];
  });
  return {
    pattern: entry.pattern,
    ...Object.fromEntries(set),
    ...(entry.effectiveStatus === 'expired' ? { effectiveStatus: 'expired' } : {}),
  };
}
