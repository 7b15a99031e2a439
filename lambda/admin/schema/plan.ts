import { z } from '@hono/zod-openapi';
import { PLAN_ACTIONS } from '../../../lib/contract';
import { changesSchema, idSchema } from './entry';
import { settableFields } from './entry-fields';
import { fieldErrorsSchema, linesSchema, modeSchema } from './import';

/** The body of a plan. */
export const planSchema = z
  .strictObject({
    mode: modeSchema,
    owner: settableFields.owner.openapi({
      description: 'Whose entries the lines are. Entries of others are then conflicts.',
    }),
    prune: z.boolean().optional().openapi({
      description:
        'Delete the entries of the owner that no line names; an invalid line names its pattern, too. It needs an owner.',
    }),
    adopt: z
      .boolean()
      .optional()
      .openapi({ description: 'Take entries of others over, instead of calling them conflicts.' }),
    entries: linesSchema,
  })
  .openapi('PlanRequest');

const changeSchema = z.object({
  line: z
    .int()
    .min(1)
    .optional()
    .openapi({ description: 'Position in the body, from 1; absent for a deletion.' }),
  pattern: z.string().optional().openapi({ description: 'Normalized; absent when it cannot be read.' }),
  id: idSchema.optional(),
  action: z.enum(PLAN_ACTIONS),
  version: z.int().min(0).optional().openapi({ description: 'The version of the entry that is changed.' }),
  changes: changesSchema.optional(),
  code: z.string().optional().openapi({ description: 'Why a line is a conflict or invalid.' }),
  message: z.string().optional(),
  errors: fieldErrorsSchema.optional(),
});

const instant = z.iso.datetime().optional();

const accessSchema = z.array(
  z.object({
    pattern: z.string(),
    except: z.array(z.string()).readonly().openapi({ description: 'Patterns whose origins are not meant.' }),
    credentials: z.enum(['both', 'without', 'with']).openapi({
      description:
        'The endpoints that are meant: all, or those whose answers carry credentials, or the others.',
    }),
    from: instant.openapi({ description: 'The end of access before; absent where it had none.' }),
    to: instant.openapi({ description: 'The end of access after; absent where it has none.' }),
  }),
);

const count = z.int().min(0);

/** The changes that a list of lines would make. */
export const plannedSchema = z
  .object({
    at: z.iso.datetime().openapi({ description: 'The instant at which access is judged.' }),
    changes: z.array(changeSchema),
    access: z
      .object({ gained: accessSchema, lost: accessSchema, prolonged: accessSchema, shortened: accessSchema })
      .openapi({ description: 'Exactly the origins whose access changes, as few patterns.' }),
    summary: z.object({
      create: count,
      update: count,
      restore: count,
      delete: count,
      conflict: count,
      invalid: count,
      none: count,
    }),
  })
  .openapi('Plan');

export type PlanBody = z.infer<typeof planSchema>;
export type Planned = z.infer<typeof plannedSchema>;
