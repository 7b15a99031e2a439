import type { EntryItem } from '../../../lib/contract';
import type { EntrySummary } from '../../store/entry-store';
import type { Entry, WarnedEntry } from '../schema/entry';
import { listedEntry } from './entry-view';
import { entryWarnings } from './entry-warnings';
import { historyView } from './history-view';

/*
 * Apart from `entry-view.ts`: warnings need the Public Suffix List, 100 kB that the bundle of the initial entries would carry.
 */

/** An entry as lists show it. */
export function warnedEntry(item: EntrySummary, now: number): WarnedEntry {
  const warnings = [...entryWarnings(item)];
  return { ...listedEntry(item, now), ...(warnings.length === 0 ? {} : { warnings }) };
}

/** An entry with its history. */
export function entryView(item: EntryItem, now: number): Entry {
  return { ...warnedEntry(item, now), history: historyView(item.history) };
}
