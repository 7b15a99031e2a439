import { z } from '@hono/zod-openapi';
import { timeFaults } from '../../../lib/contract';
import { EFFECTIVE_STATUSES, MAX_PATTERN_LENGTH } from '../../../lib/core';
import { DEFAULT_PAGE_ENTRIES, MAX_PAGE_ENTRIES } from '../limits';
import { TIME_ORDERS } from '../../store/entry-store';
import { MAX_WHOLE_LIST_ENTRIES } from '../../store/every-entry';
import type { CheckParams } from '../problem/zod-errors';
import { listedEntrySchema, warnedEntrySchema } from './entry';

const badLimit: CheckParams = { code: 'bad_value' };
const badTime: CheckParams = { code: 'bad_format' };

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
  contains: z
    .string()
    .max(MAX_PATTERN_LENGTH)
    .optional()
    .openapi({
      description:
        'Only entries with this text in pattern, name, description or owner, in any letter case. A page may then be ' +
        'short or empty and still have a cursor.',
    }),
  owner: z
    .string()
    .max(MAX_PATTERN_LENGTH)
    .optional()
    .openapi({ description: 'Only entries of exactly this owner.' }),
  changedSince: z
    .string()
    .refine((text) => timeFaults(text).length === 0, {
      message: 'A point in time in ISO 8601, with a zone, such as 2030-05-01T12:00:00Z.',
      params: badTime,
    })
    .optional()
    .openapi({ description: 'Only entries that changed at this time or later.', format: 'date-time' }),
  sort: z
    .enum(['pattern', ...TIME_ORDERS])
    .optional()
    .openapi({
      description:
        '-updatedAt: what changed last comes first. expiresAt: what expires first comes first, and what does not expire ' +
        `last. Both read the whole table, up to ${MAX_WHOLE_LIST_ENTRIES} entries. Default: pattern.`,
    }),
});

/** Filters, order and page of the list. */
export type ListQuery = z.infer<typeof listQuerySchema>;

/** A page of the list, in code-point order of the patterns or in the order of a time. */
export const pageSchema = z
  .object({
    items: z.array(warnedEntrySchema),
    cursor: z.string().optional().openapi({ description: 'Leads to the next page; absent on the last one.' }),
    total: z.int().min(0).optional().openapi({
      description: 'All entries that pass the filters; only where the list is sorted by a time.',
    }),
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
