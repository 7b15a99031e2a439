import { z, type RouteConfig } from '@hono/zod-openapi';
import { problemResponses } from './problem';

type Responses = NonNullable<RouteConfig['responses']>;
type LinksObject = NonNullable<Extract<Responses[string], { readonly content?: unknown }>['links']>;

/** Answers that every route can give. */
export const COMMON_RESPONSES = problemResponses(
  'bad_event',
  'not_authenticated',
  'not_permitted',
  'internal_error',
  'store_unavailable',
  // By API Gateway itself, in front of the functions.
  'throttled',
  'backend_unavailable',
  'backend_timeout',
);

/** Answers of every route that takes a JSON body. */
export const BODY_RESPONSES = problemResponses(
  'bad_event',
  'bad_json',
  'body_too_large',
  'unsupported_media_type',
  'validation_failed',
);

/** The header that names the version of what was read or written. */
export const ETAG_HEADER = {
  ETag: {
    description: 'The version, quoted: what If-Match takes.',
    required: true,
    schema: { type: 'string' as const, example: '"3"' },
  },
};

/** The header that a change must carry. Its form is checked by hand, because its errors have statuses of their own. */
export const ifMatchHeaders = z.object({
  'If-Match': z
    .string()
    .optional()
    .openapi({
      param: { name: 'If-Match', in: 'header', required: true },
      description: 'The ETag of what is changed.',
      pattern: '^"(0|[1-9][0-9]{0,14})"$',
      example: '"3"',
    }),
});

/** A JSON content that is a merge patch, under its own media type and under that of JSON. */
export function patchContent<T extends z.ZodType>(
  schema: T,
): { 'application/merge-patch+json': { schema: T }; 'application/json': { schema: T } } {
  return { 'application/merge-patch+json': { schema }, 'application/json': { schema } };
}

/** A JSON content. */
export function jsonContent<T extends z.ZodType>(schema: T): { 'application/json': { schema: T } } {
  return { 'application/json': { schema } };
}

/** How a written entry leads on to its other operations, with the version that they need. */
export function entryLinks(...operations: readonly string[]): LinksObject {
  const parameters = { id: '$response.body#/id', 'header.If-Match': '$response.header.ETag' };
  return Object.fromEntries(operations.map((operationId) => [operationId, { operationId, parameters }]));
}
