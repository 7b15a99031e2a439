import { entryPartition, SHARD_COUNT } from '../../lib/contract';
import type { AllowlistTable } from './allowlist-table';
import type { EntrySummary } from './entry-store';
import { keyRange } from './key-range';
import { ShardReader } from './shard-reader';

/** Entries of a list that is read as a whole, at most; more would not fit into memory and time of the function. */
export const MAX_WHOLE_LIST_ENTRIES = 20_000;
/** Entries that a shard is first asked for. Every one of them is needed, so the first query is as large as any. */
const SIZE = 1000;

/**
 * All entries in no order, tombstones included; undefined when there are more than may be read.
 *
 * @param prefix only patterns that begin with this text
 */
export async function everyEntry(
  table: AllowlistTable,
  most = MAX_WHOLE_LIST_ENTRIES,
  prefix?: string,
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
