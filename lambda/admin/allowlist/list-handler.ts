import type { OpenAPIHono } from '@hono/zod-openapi';
import { normalizedTime } from '../../../lib/contract';
import { LIVE_STATUSES, type EntryStore, type EntrySummary, type TimeOrder } from '../../store/entry-store';
import {
  readCursor,
  readTimeCursor,
  writeCursor,
  writeTimeCursor,
  type CursorScope,
} from '../entries/cursor';
import type { AdminEnv } from '../http/admin-env';
import { DEFAULT_PAGE_ENTRIES } from '../limits';
import { AdminProblem } from '../problem/admin-problem';
import type { ListQuery } from '../schema/list';
import { warnedEntry } from '../view/warned-entry';
import { listRoute } from './entry-routes';

/** A page as the store gives it, with the cursor of the next one. */
interface FoundPage {
  readonly entries: readonly EntrySummary[];
  readonly cursor: string | undefined;
  readonly total?: number;
}

/** Adds the list of the entries. */
export function addListRoute(app: OpenAPIHono<AdminEnv>, store: EntryStore): void {
  app.openapi(listRoute, async (c) => {
    const query = c.req.valid('query');
    const { now } = c.env;
    const { sort = 'pattern' } = query;
    const page =
      sort === 'pattern'
        ? await byPattern(store, query, now)
        : await byTime(store, { ...query, order: sort }, now);
    const { cursor, total } = page;
    return c.json(
      {
        items: page.entries.map((entry) => warnedEntry(entry, now)),
        ...(cursor === undefined ? {} : { cursor }),
        ...(total === undefined ? {} : { total }),
      },
      200,
    );
  });
}

async function byPattern(store: EntryStore, query: ListQuery, now: number): Promise<FoundPage> {
  const scope = scopeOf(query);
  const { entries, next } = await store.list({
    ...pageOf(query, now),
    after: readCursor(scope, query.cursor),
  });
  return { entries, cursor: next === undefined ? undefined : writeCursor(scope, next) };
}

/** @throws AdminProblem `too_many_to_sort` */
async function byTime(
  store: EntryStore,
  query: ListQuery & { readonly order: TimeOrder },
  now: number,
): Promise<FoundPage> {
  const scope = scopeOf(query);
  const page = await store.listByTime({
    ...pageOf(query, now),
    order: query.order,
    after: readTimeCursor(scope, query.cursor),
  });
  if (page === undefined) throw new AdminProblem('too_many_to_sort');
  const { entries, next, total } = page;
  return { entries, total, cursor: next === undefined ? undefined : writeTimeCursor(scope, next) };
}

/** The part of a query that both orders share. */
function pageOf({ limit, prefix, status, contains, owner, changedSince }: ListQuery, now: number) {
  return {
    prefix,
    statuses: status === undefined ? LIVE_STATUSES : [status],
    contains,
    owner,
    changedSince: changedSince === undefined ? undefined : normalizedTime(changedSince),
    limit: limit === undefined ? DEFAULT_PAGE_ENTRIES : Number(limit),
    now,
  };
}

/** A cursor belongs to one order and one set of filters; the length of a page may change. */
function scopeOf({ prefix, status, contains, owner, changedSince, sort }: ListQuery): CursorScope {
  return ['list', prefix, status, contains, owner, changedSince, sort];
}
