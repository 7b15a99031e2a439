import { entryPartition, SHARD_COUNT } from '../../lib/contract';
import type { AllowlistTable, KeyRange } from './allowlist-table';
import { isWanted } from './entry-filter';
import type { EntryPage, EntryQuery, EntrySummary } from './entry-store';
import { keyRange } from './key-range';
import { ShardReader } from './shard-reader';

/**
 * Milliseconds after which a page ends with what it has, because API Gateway waits 29 s for it. Only a filter that drops
 * nearly everything of a large list comes to this; such a page may be empty, and says where the next one begins.
 */
const LONGEST_PAGE_MILLIS = 8000;

/**
 * One page of the list: a consistent query a shard, merged in code-point order.
 *
 * A page begins after a pattern and not at a position, so whatever changes between two pages, no entry that stays is left
 * out or shown twice.
 */
export async function listEntries(
  table: AllowlistTable,
  query: EntryQuery,
  longestMillis = LONGEST_PAGE_MILLIS,
): Promise<EntryPage> {
  const range = keyRange(query.prefix, query.after);
  if (range === undefined) return { entries: [], next: undefined };
  const merge = new MergedShards(table, range, pace(query));
  const ends = performance.now() + longestMillis;
  const entries: EntrySummary[] = [];
  for (let examined = 0; ; examined++) {
    const entry = await merge.next(examined > query.limit);
    if (entry === undefined) return { entries, next: undefined };
    // A range has no open end; passing over the entry here lets every page come further than the one before.
    if (entry.sk === query.after) continue;
    if (isWanted(entry, query)) {
      // One more than asked for tells whether there is a next page at all.
      if (entries.length === query.limit) return { entries, next: entries.at(-1)?.sk };
      entries.push(entry);
    }
    if (performance.now() >= ends) return { entries, next: entry.sk };
  }
}

/** All shards as one sorted sequence. */
class MergedShards {
  private readonly shards: readonly ShardReader[];

  constructor(table: AllowlistTable, range: Omit<KeyRange, 'pk'>, { size, growth }: Pace) {
    this.shards = Array.from(
      { length: SHARD_COUNT },
      (_, shard) => new ShardReader(table, { ...range, pk: entryPartition(shard) }, size, growth),
    );
  }

  /**
   * The next entry; undefined at the end.
   *
   * @param ahead Reads on in every shard that is running low, and not only in the one that has run dry: for pages that
   *   drop most of what they read.
   */
  async next(ahead: boolean): Promise<EntrySummary | undefined> {
    if (this.shards.some((shard) => shard.isDry)) {
      const low = this.shards.filter((shard) => shard.isDry || (ahead && shard.isLow));
      await Promise.all(low.map((shard) => shard.fill()));
    }
    let first: ShardReader | undefined;
    for (const shard of this.shards) {
      if (shard.head !== undefined && (first?.head === undefined || shard.head.sk < first.head.sk))
        first = shard;
    }
    return first?.take();
  }
}

/** Entries that a shard is first asked for, and how many times as many each time after that. */
interface Pace {
  readonly size: number;
  readonly growth: number;
}

/** A search looks for few entries in many. It takes longer steps: fewer questions, one after the other, to the end of a list. */
const SEARCH: Pace = { size: 40, growth: 4 };

/** A shard's share of the page and twice its spread, as the hash deals the entries out; more where a filter drops most. */
function pace({ limit, contains, owner, changedSince }: EntryQuery): Pace {
  if (contains !== undefined || owner !== undefined || changedSince !== undefined) return SEARCH;
  const share = (limit + 1) / SHARD_COUNT;
  return { size: Math.ceil(share + 2 * Math.sqrt(share)), growth: 2 };
}
