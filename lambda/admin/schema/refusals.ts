import { z } from '@hono/zod-openapi';
import { MAX_REFUSAL_ROWS } from '../../../lib/contract';
import { PATTERN_REASONS, REFUSALS, type PatternReason } from '../../../lib/core';
import { MAX_REFUSAL_MINUTES } from '../limits';
import { idSchema } from './entry';
import { asOfSchema, questionStatusSchema, wholeNumber } from './question';

/** The body of a question for refused origins. */
export const refusalsQuestionSchema = z
  .strictObject({
    minutes: wholeNumber(MAX_REFUSAL_MINUTES).openapi({ description: 'How far back from now.', example: 60 }),
    limit: wholeNumber(MAX_REFUSAL_ROWS).openapi({ description: 'The most items.', example: 50 }),
    reason: z.enum(REFUSALS).optional().openapi({ description: 'Only refusals for this reason.' }),
  })
  .openapi('RefusalsQuestion');

const patternReasons = Object.keys(PATTERN_REASONS) as [PatternReason, ...PatternReason[]];

/** The statuses of an entry on the list. */
const LISTED_STATUSES = ['active', 'inactive', 'expired'] as const;

const refusalSchema = z.object({
  origin: z.string().openapi({
    description: 'As the client sent it, which proves nothing; empty where it sent none.',
    example: 'https://app.partner.example',
  }),
  reason: z.enum(REFUSALS),
  endpoint: z
    .string()
    .openapi({ description: 'Path of the endpoint rule; empty where no rule names the path.' }),
  count: z.int().min(1),
  firstSeen: z.iso.datetime(),
  lastSeen: z.iso.datetime(),
  wouldRefuse: z
    .boolean()
    .openapi({ description: 'Whether the mode report or observe let the requests through.' }),
  listed: idSchema.optional().openapi({
    description:
      'The most specific active entry whose pattern matches, else the most specific one of any status.',
  }),
  listedStatus: z
    .enum(LISTED_STATUSES)
    .optional()
    .openapi({ description: 'The status of that entry now, with the expiry taken into account.' }),
  pattern: z.string().optional().openapi({ description: 'The pattern of an entry for this origin alone.' }),
  problem: z
    .enum(patternReasons)
    .optional()
    .openapi({ description: 'Why an entry for it is refused, or needs allowSharedOrigin.' }),
});

/** Refused origins, the most frequent first. */
export const refusalsSchema = z
  .object({
    status: questionStatusSchema,
    asOf: asOfSchema,
    items: z.array(refusalSchema).max(MAX_REFUSAL_ROWS),
  })
  .openapi('Refusals');

export type RefusalItem = z.infer<typeof refusalSchema>;
