import { effectiveStatus } from './effective-status';
import type { EntryFilter, EntrySummary } from './entry-store';
import { isGone } from './retention';

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
