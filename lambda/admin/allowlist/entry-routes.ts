import { createRoute, z } from '@hono/zod-openapi';
import { createSchema, entrySchema, idSchema, patchSchema, updateSchema } from '../schema/entry';
import { listQuerySchema, pageSchema } from '../schema/list';
import { operation } from '../schema/operation';
import { problemResponses } from '../schema/problem';
import {
  BODY_RESPONSES,
  COMMON_RESPONSES,
  entryLinks,
  ETAG_HEADER,
  ifMatchHeaders,
  jsonContent,
  patchContent,
} from '../schema/responses';

const params = z.object({ id: idSchema.openapi({ param: { name: 'id', in: 'path' } }) });

const tags = ['Allowlist'];

const versioned = {
  headers: ETAG_HEADER,
  content: jsonContent(entrySchema),
};

export const listRoute = createRoute({
  ...operation('listEntries'),
  tags,
  summary: 'A page of the entries, sorted by pattern or by a time',
  request: { query: listQuerySchema },
  responses: {
    ...COMMON_RESPONSES,
    ...problemResponses('bad_event', 'bad_cursor', 'validation_failed', 'too_many_to_sort'),
    200: { description: 'The page.', content: jsonContent(pageSchema) },
  },
});

export const createEntryRoute = createRoute({
  ...operation('createEntry'),
  tags,
  summary: 'Add an entry',
  request: { body: { required: true, content: jsonContent(createSchema) } },
  responses: {
    ...COMMON_RESPONSES,
    ...BODY_RESPONSES,
    ...problemResponses('entry_exists', 'entry_deleted'),
    201: {
      description: 'The entry, with its pattern in normalized form.',
      headers: {
        ...ETAG_HEADER,
        Location: { description: 'Path of the entry.', required: true, schema: { type: 'string' as const } },
      },
      links: entryLinks('readEntry', 'patchEntry', 'updateEntry', 'deleteEntry'),
      content: jsonContent(entrySchema),
    },
  },
});

export const readEntryRoute = createRoute({
  ...operation('readEntry'),
  tags,
  summary: 'An entry with its history; a deleted one too',
  request: { params },
  responses: {
    ...COMMON_RESPONSES,
    ...problemResponses('entry_not_found'),
    200: { description: 'The entry.', ...versioned },
  },
});

/** A replacement and a patch of an entry are answered alike. */
const changeResponses = {
  ...COMMON_RESPONSES,
  ...BODY_RESPONSES,
  ...problemResponses('bad_event', 'bad_json', 'bad_if_match'),
  ...problemResponses('entry_not_found', 'entry_deleted', 'stale_version', 'precondition_required'),
  200: {
    description: 'The entry.',
    ...versioned,
    links: entryLinks('readEntry', 'patchEntry', 'updateEntry', 'deleteEntry'),
  },
};

export const updateEntryRoute = createRoute({
  ...operation('updateEntry'),
  tags,
  summary: 'Replace all fields of an entry that a person can set',
  description: 'A field that is left out returns to its default. The same content again changes nothing.',
  request: {
    params,
    headers: ifMatchHeaders,
    body: { required: true, content: jsonContent(updateSchema) },
  },
  responses: changeResponses,
});

export const patchEntryRoute = createRoute({
  ...operation('patchEntry'),
  tags,
  summary: 'Change some fields of an entry',
  description:
    'A JSON Merge Patch (RFC 7396): fields that it does not name stay as they are, null removes one. A patch that ' +
    'changes nothing leaves the version as it is.',
  request: {
    params,
    headers: ifMatchHeaders,
    body: { required: true, content: patchContent(patchSchema) },
  },
  responses: changeResponses,
});

export const deleteEntryRoute = createRoute({
  ...operation('deleteEntry'),
  tags,
  summary: 'Delete an entry; it can be restored for 90 days',
  request: { params, headers: ifMatchHeaders },
  responses: {
    ...COMMON_RESPONSES,
    ...problemResponses('bad_event', 'bad_if_match'),
    ...problemResponses('entry_not_found', 'entry_deleted', 'stale_version', 'precondition_required'),
    200: {
      description: 'The entry as it is now.',
      ...versioned,
      links: entryLinks('readEntry', 'restoreEntry'),
    },
  },
});

export const restoreEntryRoute = createRoute({
  ...operation('restoreEntry'),
  tags,
  summary: 'Bring a deleted entry back, with the status and the expiry that it had',
  description: 'The pattern is judged by the rules of today.',
  request: { params, headers: ifMatchHeaders },
  responses: {
    ...COMMON_RESPONSES,
    ...problemResponses('bad_event', 'bad_if_match'),
    ...problemResponses('entry_not_found', 'entry_not_deleted', 'stale_version', 'precondition_required'),
    ...problemResponses('validation_failed'),
    200: {
      description: 'The entry as it is now.',
      ...versioned,
      links: entryLinks('readEntry', 'patchEntry', 'updateEntry', 'deleteEntry'),
    },
  },
});
