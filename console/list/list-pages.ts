import type { Client } from '../api/client';
import type { Entry, ListQuery } from '../api/shapes';

/** Entries on one page of the table. */
export const PAGE_SIZE = 20;
/** A search looks at so many pieces of the list before it asks whether to go on. */
const MOST_CALLS = 20;

/** A page of the table, and where the next one begins. */
export interface TablePage {
  readonly items: readonly Entry[];
  readonly next: string | undefined;
  /** Whether the search stopped before the page was full. */
  readonly stopped: boolean;
  readonly total: number | undefined;
}

/** Names a page of the table. */
export function pageKey(query: ListQuery, start: string | undefined): string {
  return JSON.stringify([query, start]);
}

/** Fills one page of the table: a search in the list gives pages that are short or empty, and still go on. */
export async function tablePage(
  list: Client['list'],
  query: ListQuery,
  start: string | undefined,
  signal?: AbortSignal,
): Promise<TablePage> {
  const items: Entry[] = [];
  let cursor = start;
  let total: number | undefined;
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const page = await list({ ...query, limit: PAGE_SIZE - items.length, cursor }, signal);
    items.push(...page.items);
    total = page.total;
    cursor = page.cursor;
    if (cursor === undefined || items.length >= PAGE_SIZE)
      return { items, next: cursor, stopped: false, total };
  }
  return { items, next: cursor, stopped: true, total };
}
