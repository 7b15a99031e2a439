import type { EffectiveStatus } from '../../lib/core';
import { effectiveStatus } from './effective-status';
import type { EntrySummary } from './entry-store';
import { isGone } from './retention';

/** Which entries are wanted, wherever they are in the list. */
export interface EntryFilter {
  /** Only entries of these effective statuses. */
  readonly statuses: readonly EffectiveStatus[];
  /** Only entries with this text in pattern, name, description or owner; letter case does not count. */
  readonly contains?: string | undefined;
  /** Only entries of exactly this owner. */
  readonly owner?: string | undefined;
  /** Only entries that changed at this time or later; ISO 8601 in the form in which times are stored. */
  readonly changedSince?: string | undefined;
  /** Milliseconds since 1970, to tell what has expired and what counts as absent. */
  readonly now: number;
}

/** Whether an entry passes a filter. */
export function isWanted(entry: EntrySummary, filter: EntryFilter): boolean {
  const { statuses, owner, changedSince, now } = filter;
  if (isGone(entry, now) || !statuses.includes(effectiveStatus(entry, now))) return false;
  if (owner !== undefined && entry.owner !== owner) return false;
  // Both are in the same form, so their order as texts is their order in time.
  if (changedSince !== undefined && entry.updatedAt < changedSince) return false;
  return filter.contains === undefined || hasText(entry, filter.contains);
}

function hasText({ sk: pattern, name, description, owner }: EntrySummary, text: string): boolean {
  const part = text.toLowerCase();
  return [pattern, name, description, owner].some((field) => field?.toLowerCase().includes(part) === true);
}
