import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { storedFields } from '../../../lib/contract';
import { LIVE_STATUSES, type EntryStore } from '../../store/entry-store';
import { AuditedEntries } from '../audit/audited-entries';
import { readCursor, writeCursor, type CursorScope } from '../entries/cursor';
import { expiryErrors, normalizedPattern, patternErrors, updateErrors } from '../entries/entry-errors';
import { patternOf } from '../entries/entry-id';
import { entryView, listedEntry } from '../view/entry-view';
import { writtenEntry } from '../entries/write-outcome';
import type { AdminLog } from '../log/admin-log';
import type { AdminEnv } from '../http/admin-env';
import { entityTag, expectedVersion } from '../http/if-match';
import { DEFAULT_PAGE_ENTRIES } from '../limits';
import { validationHook } from '../http/validation-hook';
import { AdminProblem } from '../problem/admin-problem';
import { valuesOf } from '../../../lib/core';
import {
  createEntryRoute,
  deleteEntryRoute,
  listRoute,
  readEntryRoute,
  restoreEntryRoute,
  updateEntryRoute,
} from './entry-routes';
import { writerOf } from '../audit/writer';

/** Adds the routes of single entries and of the list. */
export function addEntryRoutes(app: OpenAPIHono<AdminEnv>, store: EntryStore, log: AdminLog): void {
  const entries = new AuditedEntries(store, log);

  app.openapi(listRoute, async (c) => {
    const { limit, cursor, prefix, status } = c.req.valid('query');
    const scope: CursorScope = ['list', prefix, status];
    const page = await store.list({
      prefix,
      statuses: status === undefined ? LIVE_STATUSES : [status],
      after: readCursor(scope, cursor),
      limit: limit === undefined ? DEFAULT_PAGE_ENTRIES : Number(limit),
      now: c.env.now,
    });
    const items = page.entries.map((entry) => listedEntry(entry, c.env.now));
    const next = page.next === undefined ? {} : { cursor: writeCursor(scope, page.next) };
    return c.json({ items, ...next }, 200);
  });

  app.openapi(
    createEntryRoute,
    async (c) => {
      const body = c.req.valid('json');
      const pattern = normalizedPattern(body.pattern, body.allowSharedOrigin);
      const { entry } = writtenEntry(await entries.create(pattern, storedFields(body), writerOf(c)));
      const { publicPrefix } = c.env.call;
      return c.json(entryView(entry, c.env.now), 201, {
        ETag: entityTag(entry.version),
        Location: `${publicPrefix}${c.req.path}/${entry.id}`,
      });
    },
    validationHook((body, c) => [...patternErrors(body), ...expiryErrors(body, c.env.now)]),
  );

  app.openapi(readEntryRoute, async (c) => {
    const entry = await store.get(patternOf(c.req.valid('param').id), c.env.now);
    if (entry === undefined) throw new AdminProblem('entry_not_found');
    return c.json(entryView(entry, c.env.now), 200, { ETag: entityTag(entry.version) });
  });

  app.openapi(
    updateEntryRoute,
    async (c) => {
      const fields = storedFields(c.req.valid('json'));
      const pattern = patternOf(c.req.valid('param').id);
      const write = await entries.update(pattern, fields, expected(c), writerOf(c));
      const { entry } = writtenEntry(write);
      return c.json(entryView(entry, c.env.now), 200, { ETag: entityTag(entry.version) });
    },
    validationHook((body, c) => [
      ...updateErrors(body, patternOf(c.req.param('id') ?? '')),
      ...expiryErrors(body, c.env.now),
    ]),
  );

  app.openapi(deleteEntryRoute, async (c) => {
    const pattern = patternOf(c.req.valid('param').id);
    const { entry } = writtenEntry(await entries.remove(pattern, expected(c), writerOf(c)));
    return c.json(entryView(entry, c.env.now), 200, { ETag: entityTag(entry.version) });
  });

  app.openapi(restoreEntryRoute, async (c) => {
    const pattern = patternOf(c.req.valid('param').id);
    const { entry } = writtenEntry(await entries.restore(pattern, expected(c), writerOf(c)));
    return c.json(entryView(entry, c.env.now), 200, { ETag: entityTag(entry.version) });
  });
}

/** The version that the request expects. */
function expected({ env }: Context<AdminEnv>): number {
  return expectedVersion(valuesOf(env.call.headers, 'if-match'));
}
