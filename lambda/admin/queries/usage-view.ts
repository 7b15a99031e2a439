import { COLUMN_FIRST, COLUMN_LAST, entryId, LOG_ENTRY, MAX_USAGE_ROWS } from '../../../lib/contract';
import type { EntrySummary } from '../../store/entry-store';
import { MAX_USAGE_BYTES } from '../limits';
import type { UsageAnswer, UsedItem } from '../schema/usage';
import { instantIn, type LogRow } from './log-queries';

/** An answer without its moment. */
type Use = Omit<UsageAnswer, 'asOf'>;

/** How much one answer holds. */
export interface UsageBounds {
  /** Rows from which on the log's answer may be cut. */
  readonly maxRows: number;
  readonly maxBytes: number;
}

const BOUNDS: UsageBounds = { maxRows: MAX_USAGE_ROWS, maxBytes: MAX_USAGE_BYTES };

/**
 * The use of entries by the rows of an answer, and the entries of which it knows no use.
 *
 * The log may begin later than the question, and may hold no use in its first part, as after an update. So `since` is the first use
 * that it holds. Where rows are cut, those that were used longest ago are missing, and `since` is the last use of what is left. So an
 * entry that is no item, or has no `lastUsed`, was not used from `since` on.
 *
 * @param rows what was used last comes first
 * @param entries every entry of the list, tombstones included; undefined where there are too many to read
 */
export function usageAnswer(
  rows: readonly LogRow[],
  entries: readonly EntrySummary[] | undefined,
  bounds: UsageBounds = BOUNDS,
): Use {
  const named = rows.filter((row) => row[LOG_ENTRY] !== undefined);
  const begin = rows.length < bounds.maxRows ? COLUMN_FIRST : COLUMN_LAST;
  const since = earliest(named.map((row) => instantIn(row, begin)));
  const live = entries?.filter(({ status }) => status !== 'deleted').map(({ sk }) => sk);
  const used = usedItems(named, live);
  const all = [...used, ...unusedItems(used, live ?? [])];
  const room = fitting(all, bounds.maxBytes);
  if (room === all.length) return answer(since, all, live !== undefined);
  if (room >= used.length) return answer(since, used, false);
  const kept = used.slice(0, room);
  return answer(earliest(kept.flatMap(({ lastUsed }) => lastUsed ?? [])), kept, false);
}

function answer(since: string | undefined, items: UsedItem[], unusedListed: boolean): Use {
  return { status: 'complete', ...(since === undefined ? {} : { since }), unusedListed, items };
}

/** @param live the patterns on the list; undefined where they are not known */
function usedItems(rows: readonly LogRow[], live: readonly string[] | undefined): UsedItem[] {
  const onList = live === undefined ? undefined : new Set(live);
  return rows.flatMap((row) => {
    const pattern = row[LOG_ENTRY] ?? '';
    if (onList?.has(pattern) === false) return [];
    return [{ pattern, id: entryId(pattern), lastUsed: instantIn(row, COLUMN_LAST) }];
  });
}

function unusedItems(used: readonly UsedItem[], live: readonly string[]): UsedItem[] {
  const known = new Set(used.map(({ pattern }) => pattern));
  return live.filter((pattern) => !known.has(pattern)).map((pattern) => ({ pattern, id: entryId(pattern) }));
}

/** Instants of one form are in the order of their texts. */
function earliest(instants: readonly string[]): string | undefined {
  return instants.reduce<string | undefined>(
    (first, one) => (first === undefined || one < first ? one : first),
    undefined,
  );
}

/** How many of the first items fit. */
function fitting(items: readonly UsedItem[], maxBytes: number): number {
  let bytes = 0;
  const past = items.findIndex((item) => (bytes += Buffer.byteLength(JSON.stringify(item)) + 1) > maxBytes);
  return past < 0 ? items.length : past;
}
