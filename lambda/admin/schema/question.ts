import { z } from '@hono/zod-openapi';
import type { CheckParams } from '../problem/zod-errors';

const badNumber: CheckParams = { code: 'bad_value' };

/** A whole number from 1. */
export function wholeNumber(maximum: number): z.ZodNumber {
  return z
    .number()
    .refine((value) => Number.isInteger(value) && value >= 1 && value <= maximum, {
      message: `A whole number from 1 to ${String(maximum)}.`,
      params: badNumber,
    })
    .openapi({ type: 'integer', minimum: 1, maximum });
}

/** The id of a question to the log. */
const questionIdSchema = z.string().openapi({
  description: 'Leads to the answer, for two hours.',
  pattern: '^[A-Za-z0-9_-]+$',
  maxLength: 512,
});

/** The answer to a question: where its answer will be. */
export const startedSchema = z.object({ id: questionIdSchema }).openapi('StartedQuestion');

export const questionParams = z.object({
  id: questionIdSchema.openapi({ param: { name: 'id', in: 'path' } }),
});

/** The moment of an answer. */
export const asOfSchema = z.iso.datetime().openapi({
  description: 'When the log was asked. The same question has the same answer for half a minute.',
});

/** The state of a question to the log. */
export const questionStatusSchema = z
  .enum(['running', 'complete', 'failed'])
  .openapi({ description: 'Ask again while it runs; items are there once it is complete.' });
