import { z } from '@hono/zod-openapi';
import { MAX_USAGE_DAYS } from '../limits';
import { idSchema } from './entry';
import { asOfSchema, questionStatusSchema, wholeNumber } from './question';

/** The body of a question for the use of entries. */
export const usageQuestionSchema = z
  .strictObject({
    days: wholeNumber(MAX_USAGE_DAYS).openapi({ description: 'How far back from now.', example: 90 }),
  })
  .openapi('UsageQuestion');

const usedSchema = z.object({
  pattern: z.string(),
  id: idSchema,
  lastUsed: z.iso
    .datetime()
    .optional()
    .openapi({ description: 'Exact to the hour; absent where the log knows of no use.' }),
});

/** When entries last let a request in. */
export const usageSchema = z
  .object({
    status: questionStatusSchema,
    asOf: asOfSchema,
    since: z.iso
      .datetime()
      .optional()
      .openapi({
        description:
          'From here on the log is known to hold the use of entries. What was used before it is unknown, and not unused. Absent ' +
          'where the log holds no use at all.',
      }),
    unusedListed: z.boolean().optional().openapi({
      description:
        'Whether entries without a use are items too; a list that is too long for one answer has only the used ones.',
    }),
    items: z.array(usedSchema),
  })
  .openapi('Usage');

export type UsageAnswer = z.infer<typeof usageSchema>;
export type UsedItem = z.infer<typeof usedSchema>;
