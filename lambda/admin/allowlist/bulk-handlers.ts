import type { OpenAPIHono } from '@hono/zod-openapi';
import type { EffectiveStatus } from '../../../lib/core';
import { LIVE_STATUSES, type EntryStore } from '../../store/entry-store';
import type { AdminLog } from '../log/admin-log';
import { importEntries } from '../bulk/import-entries';
import { planEntries } from '../bulk/plan-entries';
import { metadataDocument } from '../bulk/metadata-export';
import { AuditedEntries } from '../audit/audited-entries';
import { readCursor, writeCursor, type CursorScope } from '../entries/cursor';
import { listedEntry } from '../view/entry-view';
import type { AdminEnv } from '../http/admin-env';
import { validationHook } from '../http/validation-hook';
import { MAX_BULK_ENTRIES, MAX_EXPORT_BYTES } from '../limits';
import { AdminProblem, type FieldError } from '../problem/admin-problem';
import { fieldError } from '../problem/zod-errors';
import type { ListedEntry } from '../schema/entry';
import { exportRoute, importDescription, importRoute, planRoute } from './bulk-routes';
import { writerOf } from '../audit/writer';

/** The entries that each format holds: metadata has no place for one that is not in force. */
const EXPORTED: Readonly<Record<'json' | 'xml', readonly EffectiveStatus[]>> = {
  json: LIVE_STATUSES,
  xml: ['active'],
};

/** Adds import and export. */
export function addBulkRoutes(app: OpenAPIHono<AdminEnv>, store: EntryStore, log: AdminLog): void {
  const entries = new AuditedEntries(store, log);

  app.openAPIRegistry.registerPath(importDescription);
  app.openapi(importRoute, async (c) => {
    const { mode, dryRun, entries: lines } = c.req.valid('json');
    const result = await importEntries(lines, {
      mode,
      // A wish to change nothing counts wherever it stands.
      dryRun: dryRun === true || c.req.valid('query').dryRun === 'true',
      metadata: c.env.bodyForm === 'xml',
      store,
      entries,
      log,
      writer: writerOf(c),
      remainingMillis: c.env.remainingMillis,
    });
    return c.json(result, 200);
  });

  app.openapi(
    planRoute,
    async (c) => {
      const plan = c.req.valid('json');
      const current = plan.entries.length > MAX_BULK_ENTRIES ? undefined : await store.all(c.env.now);
      const planned = current && planEntries(plan, current, c.env.now);
      // Too many lines, too many entries, or too long an answer.
      if (planned === undefined) throw new AdminProblem('plan_too_large');
      return c.json(planned, 200);
    },
    validationHook(pruneErrors),
  );

  app.openapi(exportRoute, async (c) => {
    const { format = 'json', cursor } = c.req.valid('query');
    const scope: CursorScope = ['export', format];
    const page = await store.list({
      statuses: EXPORTED[format],
      after: readCursor(scope, cursor),
      limit: MAX_BULK_ENTRIES,
      now: c.env.now,
    });
    const entries = fitting(page.entries.map((entry) => listedEntry(entry, c.env.now)));
    const last = entries.length < page.entries.length ? entries.at(-1)?.pattern : page.next;
    const next = last === undefined ? undefined : writeCursor(scope, last);
    // Relative to the request's own URL, which the function does not know in full.
    if (next !== undefined) c.header('Link', `<?format=${format}&cursor=${next}>; rel="next"`);
    if (format === 'xml') {
      return c.body(metadataDocument(entries), 200, { 'Content-Type': 'application/xml' });
    }
    return c.json({ entries, ...(next === undefined ? {} : { cursor: next }) }, 200);
  });
}

/** Without an owner, a deletion of what no line names would be one of the whole list. */
function pruneErrors(body: unknown): readonly FieldError[] {
  const { prune, owner } = (body ?? {}) as { readonly prune?: unknown; readonly owner?: unknown };
  if (prune !== true || owner !== undefined) return [];
  return [fieldError(['owner'], 'required', 'With prune, the owner says whose entries are deleted.')];
}

/** As many of the first entries as one import takes; always one at least. */
function fitting(entries: readonly ListedEntry[]): ListedEntry[] {
  let bytes = 0;
  return entries.filter((entry, index) => {
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1;
    return index === 0 || bytes <= MAX_EXPORT_BYTES;
  });
}
