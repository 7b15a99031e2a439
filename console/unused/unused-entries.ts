import type { Client } from '../api/client';
import type { Entry, Usage } from '../api/shapes';

const DAY_MILLIS = 86_400_000;

/** An entry, as exports have it. */
export type ListedEntry = Pick<
  Entry,
  'id' | 'pattern' | 'effectiveStatus' | 'version' | 'createdAt' | 'updatedAt'
> &
  Pick<Entry, 'name' | 'owner'>;

/** Entries that nobody used, and what the log can say of it. */
export interface Unused {
  readonly entries: readonly ListedEntry[];
  /** From here on the log is known; undefined where it holds no use at all. */
  readonly since: string | undefined;
  /** Whether the log is known for all of the time that was asked for. */
  readonly isCovered: boolean;
}

/**
 * The entries that were there for all of a time, and let nobody in.
 *
 * An entry that is younger had no time to be used. What was used before the log begins is unknown, so without a use in the log no
 * entry counts as unused.
 *
 * @param now milliseconds since 1970
 */
export function unusedEntries(
  usage: Pick<Usage, 'since' | 'items'>,
  entries: readonly ListedEntry[],
  { days, now }: { readonly days: number; readonly now: number },
): Unused {
  const { since, items } = usage;
  if (since === undefined) return { entries: [], since, isCovered: false };
  const begin = now - days * DAY_MILLIS;
  const isCovered = Date.parse(since) <= begin + DAY_MILLIS;
  const used = new Set(items.filter(({ lastUsed }) => lastUsed !== undefined).map(({ id }) => id));
  const wasThere = ({ createdAt }: ListedEntry): boolean => Date.parse(createdAt) <= begin;
  return { entries: entries.filter((entry) => !used.has(entry.id) && wasThere(entry)), since, isCovered };
}

/** Every entry of the list. */
export async function everyEntry({
  export: exportPage,
}: Pick<Client, 'export'>): Promise<readonly ListedEntry[]> {
  const entries: ListedEntry[] = [];
  let cursor: string | undefined;
  do {
    const { text } = await exportPage('json', cursor);
    const page = JSON.parse(text) as { readonly entries: readonly ListedEntry[]; readonly cursor?: string };
    entries.push(...page.entries);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
}
