import type { Entry } from '../api/shapes';
import type { ListFilter } from './list-filter';
import type { TablePage } from './list-pages';

/** A page of the table, with the filter that it answers. */
export interface AnsweredPage {
  readonly filter: ListFilter;
  readonly page: TablePage;
  /** Whether the list has no other page. */
  readonly isWhole: boolean;
}

/** The entries that the table shows. */
export interface ShownEntries {
  readonly items: readonly Entry[];
  /** Whether these are all; otherwise the API is still asked. */
  readonly areAll: boolean;
}

/**
 * The entries of a known page that answer another search too, so that nobody waits for what is there already; undefined where
 * the page says nothing of it.
 */
export function entriesSoFar(
  { filter, page, isWhole }: AnsweredPage,
  wanted: ListFilter,
): ShownEntries | undefined {
  if (filter.status !== wanted.status || filter.sort !== wanted.sort) return undefined;
  const part = wanted.contains.toLowerCase();
  return {
    items: page.items.filter((entry) => hasText(entry, part)),
    // Whoever has the longer text has the shorter one too, and all of these are there.
    areAll: isWhole && part.includes(filter.contains.toLowerCase()),
  };
}

/** The search of the API. */
function hasText({ pattern, name, description, owner }: Entry, part: string): boolean {
  return [pattern, name, description, owner].some((field) => field?.toLowerCase().includes(part) === true);
}
