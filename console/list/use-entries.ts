import { useEffect, useMemo, useRef, useState } from 'react';
import type { Entry } from '../api/shapes';
import { usePage } from '../shell/page-context';
import { useLoad } from '../shell/use-load';
import { isSameFilter, queryOf, type ListFilter } from './list-filter';
import { pageKey, tablePage, type TablePage } from './list-pages';
import { entriesSoFar, type AnsweredPage } from './shown-entries';

/** The API is asked when nobody has typed for so long. */
const REST_MILLIS = 150;

/** While it still looks for an older text, it is given this time: a server that reads the whole list does not forget a question. */
const OVERTAKE_MILLIS = 500;

/** The entries of the list, as far as they are known. */
export interface Entries {
  readonly items: readonly Entry[];
  /** Whether these are all that the filter wants; otherwise the API is asked for the others. */
  readonly areAll: boolean;
  readonly error: unknown;
  /** The page as the API gave it; undefined while it is not the answer to the filter. */
  readonly page: TablePage | undefined;
  /** Number of the page, from 1. */
  readonly number: number;
  readonly turnTo: (number: number) => void;
  readonly reload: () => void;
}

/** The part of the list that a filter wants: what is there already at once, and all of it when the API has answered. */
export function useEntries(filter: ListFilter): Entries {
  const { client, firstPage } = usePage();
  const [asked, setAsked] = useState(filter);
  // Cursors of the pages that were seen, so that the way back is known; the first page has none.
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([undefined]);
  const [known, setKnown] = useState<AnsweredPage>();
  const start = trail.at(-1);
  const { value, error, loading, reload } = useLoad(
    pageKey(queryOf(asked), start),
    (signal) => tablePage(client.list, queryOf(asked), start, signal),
    firstPage,
  );
  if (value !== undefined && value !== known?.page) {
    setKnown({ filter: asked, page: value, isWhole: trail.length === 1 && value.next === undefined });
  }
  const soFar = useMemo(
    () => (known === undefined ? undefined : entriesSoFar(known, filter)),
    [known, filter],
  );
  const isAsked = isSameFilter(asked, filter);
  const isKnown = soFar?.areAll === true;

  const changedAt = useRef(0);
  useEffect(() => {
    changedAt.current = performance.now();
  }, [filter]);
  useEffect(() => {
    if (isAsked || isKnown) return undefined;
    const isChosen = filter.contains === asked.contains;
    // Counted from the last key stroke: an older answer that comes in between does not begin the rest anew.
    const ends = changedAt.current + (isChosen ? 0 : loading ? OVERTAKE_MILLIS : REST_MILLIS);
    const rest = Math.max(0, ends - performance.now());
    const timer = window.setTimeout(() => {
      setTrail([undefined]);
      setAsked(filter);
    }, rest);
    return () => window.clearTimeout(timer);
  }, [filter, asked, isAsked, isKnown, loading]);

  const page = isAsked ? value : undefined;
  return {
    items: page?.items ?? soFar?.items ?? [],
    areAll: page !== undefined || isKnown,
    error: isAsked ? error : undefined,
    page,
    number: trail.length,
    turnTo: (number) => {
      if (number <= trail.length) setTrail(trail.slice(0, number));
      else if (page?.next !== undefined) setTrail([...trail, page.next]);
    },
    reload,
  };
}
