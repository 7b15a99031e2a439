import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { storedFields, type EntryFields, type EntryItem } from '../../../lib/contract';
import { fieldsBefore } from '../../store/entry-changes';
import type { EntryStore } from '../../store/entry-store';
import { AuditedEntries } from '../audit/audited-entries';
import {
  expiryErrors,
  otherPatternErrors,
  readPattern,
  ruleErrors,
  sharedOriginErrors,
} from '../entries/entry-errors';
import { patternOf } from '../entries/entry-id';
import { patchedFields } from '../entries/merge-patch';
import { entryView } from '../view/warned-entry';
import { writtenEntry } from '../entries/write-outcome';
import type { AdminLog } from '../log/admin-log';
import type { AdminEnv } from '../http/admin-env';
import { entityTag, expectedVersion } from '../http/if-match';
import { validationHook } from '../http/validation-hook';
import { AdminProblem, validationProblem, type FieldError } from '../problem/admin-problem';
import { valuesOf } from '../../../lib/core';
import {
  createEntryRoute,
  deleteEntryRoute,
  patchEntryRoute,
  readEntryRoute,
  restoreEntryRoute,
  updateEntryRoute,
} from './entry-routes';
import { writerOf } from '../audit/writer';

/** Adds the routes of single entries. */
export function addEntryRoutes(app: OpenAPIHono<AdminEnv>, store: EntryStore, log: AdminLog): void {
  const entries = new AuditedEntries(store, log);

  app.openapi(
    createEntryRoute,
    async (c) => {
      const fields = storedFields(c.req.valid('json'));
      const { entry } = writtenEntry(await entries.create(c.get('pattern'), fields, writerOf(c)));
      const { publicPrefix } = c.env.call;
      return c.json(entryView(entry, c.env.now), 201, {
        ETag: entityTag(entry.version),
        Location: `${publicPrefix}${c.req.path}/${entry.id}`,
      });
    },
    validationHook((body, c) => {
      const read = readPattern(body);
      if (!('errors' in read)) c.set('pattern', read.pattern);
      return [...('errors' in read ? read.errors : []), ...expiryErrors(body, c.env.now)];
    }),
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
      const next = (entry: EntryItem): EntryFields => activated(entry, fields);
      const { entry } = writtenEntry(await entries.update(pattern, next, expected(c), writerOf(c)));
      return c.json(entryView(entry, c.env.now), 200, { ETag: entityTag(entry.version) });
    },
    validationHook((body, c) => [
      ...otherPatternErrors(body, ownPattern(c)),
      ...sharedOriginErrors(body, ownPattern(c)),
      ...expiryErrors(body, c.env.now),
    ]),
  );

  app.openapi(
    patchEntryRoute,
    async (c) => {
      const patch = c.req.valid('json');
      const pattern = patternOf(c.req.valid('param').id);
      const next = (entry: EntryItem): EntryFields => {
        const fields = patchedFields(entry, patch);
        // An entry that is older than a rule can still be renamed, or switched off.
        if (patch.allowSharedOrigin !== undefined) refuse(sharedOriginErrors(fields, pattern));
        return activated(entry, fields);
      };
      const { entry } = writtenEntry(await entries.update(pattern, next, expected(c), writerOf(c)));
      return c.json(entryView(entry, c.env.now), 200, { ETag: entityTag(entry.version) });
    },
    validationHook((body, c) => [
      ...otherPatternErrors(body, ownPattern(c)),
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
    const next = (entry: EntryItem): EntryFields => {
      const fields = fieldsBefore(entry);
      refuse(ruleErrors(pattern, fields.allowSharedOrigin));
      return fields;
    };
    const { entry } = writtenEntry(await entries.restore(pattern, expected(c), writerOf(c), next));
    return c.json(entryView(entry, c.env.now), 200, { ETag: entityTag(entry.version) });
  });
}

/** The fields of a change. A change that switches an entry on is judged by the rules of today, as a new entry is. */
function activated(entry: EntryItem, fields: EntryFields): EntryFields {
  const isSwitchedOn = entry.status === 'inactive' && fields.status !== 'inactive';
  if (isSwitchedOn) refuse(ruleErrors(entry.sk, fields.allowSharedOrigin));
  return fields;
}

/** @throws AdminProblem when there are errors */
function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw validationProblem(errors);
}

/** The pattern of the entry that the path names. */
function ownPattern(c: Context<AdminEnv>): string {
  return patternOf(c.req.param('id') ?? '');
}

/** The version that the request expects. */
function expected({ env }: Context<AdminEnv>): number {
  return expectedVersion(valuesOf(env.call.headers, 'if-match'));
}
