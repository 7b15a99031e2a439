import { createRoute } from '@hono/zod-openapi';
import { operation } from '../schema/operation';
import { problemResponses } from '../schema/problem';
import { questionParams, startedSchema } from '../schema/question';
import { refusalsQuestionSchema, refusalsSchema } from '../schema/refusals';
import { BODY_RESPONSES, COMMON_RESPONSES, jsonContent } from '../schema/responses';
import { usageQuestionSchema, usageSchema } from '../schema/usage';

const tags = ['Log'];

/** The answer that a question gets at once. */
const asked = (readOperation: 'readRefusals' | 'readUsage') => ({
  ...COMMON_RESPONSES,
  ...BODY_RESPONSES,
  ...problemResponses('query_limit', 'throttled'),
  ...problemResponses('refusals_unavailable', 'verdicts_not_logged'),
  ...problemResponses('log_unavailable', 'store_unavailable'),
  202: {
    description: 'The question is put to the log.',
    headers: {
      Location: { description: 'Path of the answer.', required: true, schema: { type: 'string' as const } },
    },
    links: { [readOperation]: { operationId: readOperation, parameters: { id: '$response.body#/id' } } },
    content: jsonContent(startedSchema),
  },
});

const answered = {
  ...COMMON_RESPONSES,
  ...problemResponses('query_not_found'),
  ...problemResponses('query_limit', 'throttled'),
  ...problemResponses('refusals_unavailable', 'verdicts_not_logged'),
  ...problemResponses('log_unavailable', 'store_unavailable'),
};

export const askRefusalsRoute = createRoute({
  ...operation('askRefusals'),
  tags,
  summary: 'Ask the log which origins were refused, how often, and why',
  description: 'The Origin header proves nothing about who sent a request.',
  request: { body: { required: true, content: jsonContent(refusalsQuestionSchema) } },
  responses: asked('readRefusals'),
});

export const readRefusalsRoute = createRoute({
  ...operation('readRefusals'),
  tags,
  summary: 'The refused origins of a question',
  description: 'The Origin header proves nothing about who sent a request.',
  request: { params: questionParams },
  responses: { ...answered, 200: { description: 'The answer.', content: jsonContent(refusalsSchema) } },
});

export const askUsageRoute = createRoute({
  ...operation('askUsage'),
  tags,
  summary: 'Ask the log when entries last let a request in',
  request: { body: { required: true, content: jsonContent(usageQuestionSchema) } },
  responses: asked('readUsage'),
});

export const readUsageRoute = createRoute({
  ...operation('readUsage'),
  tags,
  summary: 'The use of entries that a question found',
  request: { params: questionParams },
  responses: { ...answered, 200: { description: 'The answer.', content: jsonContent(usageSchema) } },
});
