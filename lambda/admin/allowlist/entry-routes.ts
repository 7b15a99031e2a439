import { createRoute, z } from '@hono/zod-openapi';
import { ADMIN_BASE_PATH } from '../../../lib/contract';
import { createSchema, entrySchema, idSchema, updateSchema } from '../schema/entry';
import { listQuerySchema, pageSchema } from '../schema/list';
import { problemResponses } from '../schema/problem';
import {
  BODY_RESPONSES,
  COMMON_RESPONSES,
  entryLinks,
  ETAG_HEADER,
  ifMatchHeaders,
  jsonContent,
} from '../schema/responses';

const LIST = `${ADMIN_BASE_PATH}/allowlist` as const;
const ENTRY = `${ADMIN_BASE_PATH}/allowlist/{id}` as const;

const params = z.object({ id: idSchema.openapi({ param: { name: 'id', in: 'path' } }) });

const tags = ['Allowlist'];

const versioned = {
  headers: ETAG_HEADER,
  content: jsonContent(entrySchema),
};

export const listRoute = createRoute({
  method: 'get',
  path: LIST,
  operationId: 'listEntries',
  tags,
  summary: 'A page of the entries, sorted by pattern',
  request: { query: listQuerySchema },
  responses: {
    ...COMMON_RESPONSES,
    ...problemResponses('bad_event', 'bad_cursor', 'validation_failed'),
    200: { description: 'The page.', content: jsonContent(pageSchema) },
  },
});

export const createEntryRoute = createRoute({
  method: 'post',
  path: LIST,
  operationId: 'createEntry',
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
      links: entryLinks('readEntry', 'updateEntry', 'deleteEntry'),
      content: jsonContent(entrySchema),
    },
  },
});

export const readEntryRoute = createRoute({
  method: 'get',
  path: ENTRY,
  operationId: 'readEntry',
  tags,
  summary: 'An entry with its history; a deleted one too',
  request: { params },
  responses: {
    ...COMMON_RESPONSES,
    ...problemResponses('entry_not_found'),
    200: { description: 'The entry.', ...versioned },
  },
});

export const updateEntryRoute = createRoute({
  method: 'put',
  path: ENTRY,
  operationId: 'updateEntry',
  tags,
  summary: 'Replace all fields of an entry that a person can set',
  description: 'A field that is left out returns to its default. The same content again changes nothing.',
  request: {
    params,
    headers: ifMatchHeaders,
    body: { required: true, content: jsonContent(updateSchema) },
  },
  responses: {
    ...COMMON_RESPONSES,
    ...BODY_RESPONSES,
    ...problemResponses('bad_event', 'bad_json', 'bad_if_match'),
    ...problemResponses('entry_not_found', 'entry_deleted', 'stale_version', 'precondition_required'),
    200: {
      description: 'The entry.',
      ...versioned,
      links: entryLinks('readEntry', 'updateEntry', 'deleteEntry'),
    },
  },
});

export const deleteEntryRoute = createRoute({
  method: 'delete',
  path: ENTRY,
  operationId: 'deleteEntry',
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
  method: 'post',
  path: `${ENTRY}/restore`,
  operationId: 'restoreEntry',
  tags,
  summary: 'Bring a deleted entry back as an active one',
  request: { params, headers: ifMatchHeaders },
  responses: {
    ...COMMON_RESPONSES,
    ...problemResponses('bad_event', 'bad_if_match'),
    ...problemResponses('entry_not_found', 'entry_not_deleted', 'stale_version', 'precondition_required'),
    200: {
      description: 'The entry as it is now.',
      ...versioned,
      links: entryLinks('readEntry', 'updateEntry', 'deleteEntry'),
    },
  },
});
