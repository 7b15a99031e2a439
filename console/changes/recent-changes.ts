import type { Client } from '../api/client';
import type { Entry, EffectiveStatus } from '../api/shapes';

const DAY_MILLIS = 86_400_000;
/** The most that the API gives at once. */
const PAGE = 200;

/** The changes that are wanted. */
export interface Span {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly days: number;
  readonly most: number;
}

/** The entries that changed in a span, the newest first: those that are there, and those that are deleted. */
export async function recentChanges(
  list: Client['list'],
  { now, days, most }: Span,
  signal: AbortSignal,
): Promise<{ readonly items: readonly Entry[]; readonly more: boolean }> {
  const changedSince = new Date(now - days * DAY_MILLIS).toISOString();
  const newest = async (status: EffectiveStatus | undefined): Promise<readonly Entry[]> => {
    const items: Entry[] = [];
    let cursor: string | undefined;
    do {
      const limit = Math.min(PAGE, most + 1 - items.length);
      const page = await list({ sort: '-updatedAt', changedSince, status, limit, cursor }, signal);
      items.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined && items.length <= most);
    return items;
  };
  const found = (await Promise.all([newest(undefined), newest('deleted')])).flat();
  // Times of the API are all in one form, so their order is that of their texts.
  found.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1));
  return { items: found.slice(0, most), more: found.length > most };
}
