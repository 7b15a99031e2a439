import { entryPartition, SHARD_COUNT } from '../../lib/contract';
import type { AllowlistTable } from './allowlist-table';
import { keyRange } from './key-range';
import { isWanted } from './entry-filter';
import type { EntrySummary, SortedPage, SortedQuery, TimeOrder, TimePlace } from './entry-store';
import { ShardReader } from './shard-reader';

/** Entries that one sort reads at most; more would not fit into memory and time of the function. */
export const MAX_SORTED_ENTRIES = 20_000;
/** Entries that a shard is first asked for. Every one of them is needed, so the first query is as large as any. */
const SIZE = 1000;
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
  most = MAX_SORTED_ENTRIES,
): Promise<SortedPage | undefined> {
  const all = await everyEntry(table, query.prefix, most);
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

/** All entries, tombstones included; undefined when there are more than may be read. */
async function everyEntry(
  table: AllowlistTable,
  prefix: string | undefined,
  most: number,
): Promise<readonly EntrySummary[] | undefined> {
  const range = keyRange(prefix);
  if (range === undefined) return [];
  const entries: EntrySummary[] = [];
  await Promise.all(
    Array.from({ length: SHARD_COUNT }, async (_, shard) => {
      const reader = new ShardReader(table, { ...range, pk: entryPartition(shard) }, SIZE);
      while (reader.isDry && entries.length <= most) {
        await reader.fill();
        entries.push(...reader.takeAll());
      }
    }),
  );
  return entries.length > most ? undefined : entries;
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
