import { z } from '@hono/zod-openapi';
import { EFFECTIVE_STATUSES, MAX_PATTERN_LENGTH } from '../../../lib/core';
import { DEFAULT_PAGE_ENTRIES, MAX_PAGE_ENTRIES } from '../limits';
import type { CheckParams } from '../problem/zod-errors';
import { listedEntrySchema, warnedEntrySchema } from './entry';

const badLimit: CheckParams = { code: 'bad_value' };

/** A cursor; whether it is ours is checked where it is opened. */
const cursorSchema = z
  .string()
  .optional()
  .openapi({ description: 'The cursor of the page before.', pattern: '^[A-Za-z0-9_-]+$' });

/** Parameters of the list. A repeated one, and one of another name, is refused. */
export const listQuerySchema = z.strictObject({
  limit: z
    .string()
    .refine((text) => /^[1-9][0-9]{0,2}$/.test(text) && Number(text) <= MAX_PAGE_ENTRIES, {
      message: `A whole number from 1 to ${MAX_PAGE_ENTRIES}.`,
      params: badLimit,
    })
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: MAX_PAGE_ENTRIES, default: DEFAULT_PAGE_ENTRIES }),
  cursor: cursorSchema,
  prefix: z
    .string()
    .max(MAX_PATTERN_LENGTH)
    .optional()
    .openapi({ description: 'Only entries whose pattern begins with this text.', example: 'https://' }),
  status: z
    .enum(EFFECTIVE_STATUSES)
    .optional()
    .openapi({ description: 'Only entries of this effective status. Default: all but deleted.' }),
});

/** A page of the list, in code-point order of the patterns. */
export const pageSchema = z
  .object({
    items: z.array(warnedEntrySchema),
    cursor: z.string().optional().openapi({ description: 'Leads to the next page; absent on the last one.' }),
  })
  .openapi('EntryPage');

/** Parameters of an export. */
export const exportQuerySchema = z.strictObject({
  format: z
    .enum(['json', 'xml'])
    .optional()
    .openapi({ description: 'xml: CorsWhitelistOrigin metadata of the active entries. Default: json.' }),
  cursor: cursorSchema,
});

/** A page of an export; its entries can be imported as they are. */
export const exportSchema = z
  .object({
    entries: z.array(listedEntrySchema),
    cursor: z.string().optional().openapi({ description: 'Leads to the next page; absent on the last one.' }),
  })
  .openapi('Export');
