import { z } from '@hono/zod-openapi';
import { CHANGE_ACTIONS, MAX_ID_LENGTH } from '../../../lib/contract';
import { EFFECTIVE_STATUSES, MAX_PATTERN_LENGTH } from '../../../lib/core';
import { patchableFields, settableFields, shownFields } from './entry-fields';
import { warningsSchema } from './warnings';

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** The form of most patterns. */
const USUAL_PATTERN = `^https:\\/\\/(?:\\*\\.)?(?:${LABEL}\\.){1,8}[a-z]{2,24}(?::[1-9][0-9]{3})?$`;
/** The form of every pattern: necessary, not sufficient, because no regular expression knows the Public Suffix List. */
const ANY_PATTERN = '^[A-Za-z-]+:\\/\\/[^\\s\\/?#@]+$';

/** A pattern as it is sent; the pattern language says what it may be. */
export const patternSchema = z.string().openapi({
  description: 'scheme://host[:port]; the host may begin with "*.". The answer shows the normalized form.',
  maxLength: MAX_PATTERN_LENGTH,
  anyOf: [{ pattern: USUAL_PATTERN }, { pattern: ANY_PATTERN }],
  example: 'https://*.example.com',
});

/** The id of an entry. */
export const idSchema = z.string().openapi({
  description: 'Opaque and safe in a URL; it follows from the pattern.',
  pattern: '^[A-Za-z0-9_-]+$',
  maxLength: MAX_ID_LENGTH,
  example: 'aHR0cHM6Ly8qLmV4YW1wbGUuY29t',
});

/** The fields that a change changed. */
export const changesSchema = z
  .array(z.object({ field: z.string(), from: z.string().optional(), to: z.string().optional() }))
  .readonly()
  .openapi({ description: 'Values are cut to 32 characters.' });

/** One change in a history. */
const changeSchema = z.object({
  at: z.iso.datetime(),
  by: z.string(),
  action: z.enum(CHANGE_ACTIONS),
  changes: changesSchema,
});

/** The last changes, the newest last. */
export const historySchema = z.array(changeSchema).max(20);

/** An entry as exports show it. */
export const listedEntrySchema = z
  .object({
    id: idSchema,
    pattern: z.string().openapi({ description: 'Normalized.', example: 'https://*.example.com' }),
    ...shownFields,
    effectiveStatus: z
      .enum(EFFECTIVE_STATUSES)
      .openapi({ description: 'The status, with the expiry taken into account.' }),
    version: z.int().min(0),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    updatedAt: z.iso.datetime(),
    updatedBy: z.string(),
  })
  .openapi('ListedEntry');

/** An entry as lists show it. */
export const warnedEntrySchema = listedEntrySchema
  .extend({ warnings: warningsSchema.optional() })
  .openapi('WarnedEntry');

/** An entry with its history. */
export const entrySchema = warnedEntrySchema.extend({ history: historySchema }).openapi('Entry');

/** The body of a create. */
export const createSchema = z.strictObject({ pattern: patternSchema, ...settableFields }).openapi('NewEntry');

const ownPattern = patternSchema.optional().openapi({ description: 'May be repeated, but not changed.' });

/** The body of an update: it replaces all settable fields. */
export const updateSchema = z
  .strictObject({
    pattern: ownPattern,
    ...settableFields,
  })
  .openapi('EntryUpdate');

/** The body of a patch: it replaces the fields that it names. */
export const patchSchema = z.strictObject({ pattern: ownPattern, ...patchableFields }).openapi('EntryPatch');

/** An entry as exports show it. */
export type ListedEntry = z.infer<typeof listedEntrySchema>;

/** An entry as lists show it. */
export type WarnedEntry = z.infer<typeof warnedEntrySchema>;

/** An entry with its history. */
export type Entry = z.infer<typeof entrySchema>;
