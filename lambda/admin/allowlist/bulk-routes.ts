import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';
import { importQuerySchema, importResultSchema, importSchema } from '../schema/import';
import { exportQuerySchema, exportSchema } from '../schema/list';
import { operation } from '../schema/operation';
import { planSchema, plannedSchema } from '../schema/plan';
import { problemResponses } from '../schema/problem';
import { BODY_RESPONSES, COMMON_RESPONSES, jsonContent } from '../schema/responses';

const tags = ['Import and export'];

const metadataElement = {
  type: 'object' as const,
  properties: { developerName: { type: 'string' as const }, urlPattern: { type: 'string' as const } },
  required: ['urlPattern'],
};

/** The original system's metadata, in the words that OpenAPI has for XML. */
const metadataSchema = {
  // An element without content has, in XML, no type of its own.
  type: ['object' as const, 'string' as const],
  maxLength: 0,
  description:
    'CorsWhitelistOrigin metadata. One CorsWhitelistOrigin element may also be the whole document.',
  xml: { name: 'CorsWhitelistOrigins' },
  properties: {
    // As in JSON, a line of another form is reported as invalid and does not stop the others.
    CorsWhitelistOrigin: { anyOf: [{ type: 'array' as const, items: metadataElement }, {}] },
  },
  additionalProperties: false,
};

const metadataContent = {
  schema: metadataSchema,
  example: { CorsWhitelistOrigin: [{ developerName: 'Example', urlPattern: 'https://*.example.com' }] },
};

const importConfig = {
  ...operation('importEntries'),
  tags,
  summary: 'Add or update up to 1,000 entries',
  description:
    'Each line is judged and written by itself and has its own result. The same call again changes nothing more.',
  request: { query: importQuerySchema, body: { required: true, content: jsonContent(importSchema) } },
  responses: {
    ...COMMON_RESPONSES,
    ...BODY_RESPONSES,
    ...problemResponses('bad_event', 'bad_json', 'bad_xml'),
    200: { description: 'What came of each line.', content: jsonContent(importResultSchema) },
  },
} as const;

/** As the router sees it: by then an XML body is JSON too. */
export const importRoute = createRoute({ ...importConfig, hide: true });

/** As callers see it. */
export const importDescription: RouteConfig = {
  ...importConfig,
  tags: [...tags],
  request: {
    query: importQuerySchema,
    body: {
      required: true,
      content: {
        ...jsonContent(importSchema),
        'application/xml': metadataContent,
        'text/xml': metadataContent,
      },
    },
  },
};

export const planRoute = createRoute({
  ...operation('planEntries'),
  tags,
  summary: 'What lines would change, entry by entry and in access',
  description: 'Nothing is written. The access of every other origin stays as it is.',
  request: { body: { required: true, content: jsonContent(planSchema) } },
  responses: {
    ...COMMON_RESPONSES,
    ...BODY_RESPONSES,
    ...problemResponses('body_too_large', 'plan_too_large'),
    200: { description: 'The plan.', content: jsonContent(plannedSchema) },
  },
});

export const exportRoute = createRoute({
  ...operation('exportEntries'),
  tags,
  summary: 'A page of up to 1,000 entries, in a form that can be imported',
  description: 'Tombstones are left out. An XML page names the next one in its Link header.',
  request: { query: exportQuerySchema },
  responses: {
    ...COMMON_RESPONSES,
    ...problemResponses('bad_event', 'bad_cursor', 'validation_failed'),
    200: {
      description: 'The page.',
      headers: {
        Link: {
          description: 'The next page, with rel="next"; absent on the last one.',
          schema: { type: 'string' as const },
        },
      },
      content: {
        ...jsonContent(exportSchema),
        'application/xml': { schema: z.string().openapi({ description: 'CorsWhitelistOrigin metadata.' }) },
      },
    },
  },
});
