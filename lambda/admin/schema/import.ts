import { z } from '@hono/zod-openapi';
import { FORMER_NAMES, RECORD_FIELD_NAMES } from '../../../lib/contract';
import { MAX_BULK_ENTRIES } from '../limits';
import { changesSchema, idSchema, patternSchema } from './entry';
import { settableFields } from './entry-fields';
import { warningsSchema } from './warnings';

const ignored = z.unknown().optional();
/** Fields that lists and exports add to an entry. An import takes and ignores them, so that an export can be imported as it is. */
const exportedFields = Object.fromEntries(
  ['id', 'effectiveStatus', 'history', 'warnings', ...RECORD_FIELD_NAMES].map((name) => [name, ignored]),
);
/** The one of them that counts: a line with it is about that version of the entry and no other. */
const versionField = {
  version: z
    .int()
    .min(0)
    .optional()
    .openapi({ description: 'A line whose version is not that of the entry is a conflict.' }),
};

/** Names that fields had before. An import takes them, so that older exports can be imported, and warns of them. */
const formerFields = Object.fromEntries(
  FORMER_NAMES.map(({ from, to }) => [
    from,
    settableFields[to].openapi({ description: `Former name of ${to}.` }),
  ]),
);

/** One line of an import. */
export const lineSchema = z
  .strictObject({
    pattern: patternSchema,
    ...settableFields,
    ...formerFields,
    ...exportedFields,
    ...versionField,
  })
  .openapi('ImportLine');

/** How an import treats patterns that are there already. */
export const modeSchema = z.enum(['create', 'upsert']).openapi({
  description: 'create: an entry that is there already is a conflict. upsert: it is updated, or restored.',
});

/** The lines of an import or of a plan. */
export const linesSchema = z.array(z.unknown()).openapi({
  type: 'array',
  maxItems: MAX_BULK_ENTRIES,
  items: { anyOf: [{ $ref: '#/components/schemas/ImportLine' }, {}] },
  description: 'Lines of the form ImportLine; one of another form is reported as invalid.',
});

/** The faults of a line, field by field. */
export const fieldErrorsSchema = z.array(
  z.object({
    pointer: z.string(),
    code: z.string(),
    message: z.string(),
    suggestion: z.string().optional(),
  }),
);

/**
 * The body of an import. Its lines are judged one by one, whatever they are, so that one bad line does not stop the
 * others.
 */
export const importSchema = z
  .strictObject({
    mode: modeSchema,
    dryRun: z.boolean().optional().openapi({ description: 'Say what would happen, and change nothing.' }),
    entries: linesSchema.max(MAX_BULK_ENTRIES),
  })
  .openapi('Import');

/** Parameters of an import: what an XML body has no place for. */
export const importQuerySchema = z.strictObject({
  mode: modeSchema
    .optional()
    .openapi({ description: 'For XML; a JSON body says it itself. Default: create.' }),
  dryRun: z.enum(['true', 'false']).optional().openapi({
    description: 'Say what would happen, and change nothing; also when only a JSON body says so.',
  }),
});

/** The result of one line. */
const lineResultSchema = z.object({
  line: z.int().min(1).openapi({ description: 'Position in the body, from 1.' }),
  outcome: z.enum(['created', 'updated', 'unchanged', 'conflict', 'invalid', 'failed']),
  id: idSchema.optional(),
  pattern: z.string().optional().openapi({ description: 'Normalized; absent when it cannot be read.' }),
  changes: changesSchema.optional().openapi({ description: 'What an update or a restore changes.' }),
  code: z.string().optional(),
  message: z.string().optional(),
  errors: fieldErrorsSchema
    .optional()
    .openapi({ description: 'What is wrong with an invalid line, field by field.' }),
  warnings: warningsSchema.optional(),
});

const count = z.int().min(0);

/** The result of an import. */
export const importResultSchema = z
  .object({
    dryRun: z.boolean(),
    results: z.array(lineResultSchema),
    summary: z.object({
      created: count,
      updated: count,
      unchanged: count,
      conflict: count,
      invalid: count,
      failed: count,
    }),
  })
  .openapi('ImportResult');

/** The result of one line. */
export type LineResult = z.infer<typeof lineResultSchema>;

/** The result of an import. */
export type ImportResult = z.infer<typeof importResultSchema>;
