import type { AllowlistTable } from './allowlist-table';
import { isWanted } from './entry-filter';
import { everyEntry, MAX_WHOLE_LIST_ENTRIES } from './every-entry';
import type { EntrySummary, SortedPage, SortedQuery, TimeOrder, TimePlace } from './entry-store';

/** An entry that does not expire comes after all that do. */
const NEVER = '~';

/**
 * One page of the list in the order of a time: the whole table is read, because no index knows times.
 *
 * @returns undefined when the table holds too many entries to sort
 */
export async function sortedEntries(
  table: AllowlistTable,
  query: SortedQuery,
  most = MAX_WHOLE_LIST_ENTRIES,
): Promise<SortedPage | undefined> {
  const all = await everyEntry(table, most, query.prefix);
  if (all === undefined) return undefined;
  const compare = comparison(query.order);
  const wanted = all
    .filter((entry) => isWanted(entry, query))
    .map((entry) => ({ entry, place: placeOf(entry, query.order) }))
    .sort((a, b) => compare(a.place, b.place));
  const { after } = query;
  const rest = after === undefined ? wanted : wanted.filter(({ place }) => compare(place, after) > 0);
  const page = rest.slice(0, query.limit);
  return {
    entries: page.map(({ entry }) => entry),
    next: rest.length > page.length ? page.at(-1)?.place : undefined,
    total: wanted.length,
  };
}

function placeOf(entry: EntrySummary, order: TimeOrder): TimePlace {
  return { time: order === '-updatedAt' ? entry.updatedAt : (entry.expiresAt ?? NEVER), pattern: entry.sk };
}

/** Entries of one time are in the order of their patterns, so that each has one place. */
function comparison(order: TimeOrder): (a: TimePlace, b: TimePlace) => number {
  const direction = order === '-updatedAt' ? -1 : 1;
  return (a, b) => direction * compareTexts(a.time, b.time) || compareTexts(a.pattern, b.pattern);
}

/** Code points, as DynamoDB sorts. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
