import { z } from '@hono/zod-openapi';
import type { ENTRY_FIELDS } from '../../../lib/contract';
import { mapEntryFields, type EntryField, type EntryFieldName } from '../../../lib/contract';
import { ENTRY_STATUSES, SETTABLE_STATUSES } from '../../../lib/core';
import { shownText, timeSchema } from './contract-rules';

type Table = typeof ENTRY_FIELDS;
type StatusEnum<Statuses extends readonly string[]> = z.ZodEnum<{ [Status in Statuses[number]]: Status }>;

/** The schema of a field as requests have it. */
type InputSchema<Field extends EntryField> = z.ZodOptional<
  Field extends { readonly form: 'flag' }
    ? z.ZodBoolean
    : Field extends { readonly form: 'status' }
      ? StatusEnum<typeof SETTABLE_STATUSES>
      : z.ZodString
>;

/** The schema of a field as a merge patch has it. */
type PatchSchema<Field extends EntryField> = Field extends { readonly form: 'status' }
  ? InputSchema<Field>
  : z.ZodNullable<InputSchema<Field>>;

/** The schema of a field as answers have it: a field that has a default is always there. */
type OutputSchema<Field extends EntryField> = Field extends { readonly form: 'flag' }
  ? z.ZodBoolean
  : Field extends { readonly form: 'status' }
    ? StatusEnum<typeof ENTRY_STATUSES>
    : z.ZodOptional<z.ZodString>;

/** The fields of an entry that a person can set, as requests have them. */
export const settableFields = mapEntryFields((field) =>
  inputSchema(field).optional().openapi({ description: field.description }),
) as unknown as { [Name in EntryFieldName]: InputSchema<Table[Name]> };

/** The same fields, as a merge patch has them: null removes every one but the status, which an entry always has. */
export const patchableFields = mapEntryFields((field) => {
  const schema = inputSchema(field).optional();
  const { description } = field;
  return (field.form === 'status' ? schema : schema.nullable()).openapi({ description });
}) as unknown as { [Name in EntryFieldName]: PatchSchema<Table[Name]> };

/** The same fields, as answers have them. */
export const shownFields = mapEntryFields(outputSchema) as unknown as {
  [Name in EntryFieldName]: OutputSchema<Table[Name]>;
};

function inputSchema(field: EntryField): z.ZodType {
  switch (field.form) {
    case 'text':
      return shownText(field.limits);
    case 'time':
      return timeSchema;
    case 'flag':
      return z.boolean();
    case 'status':
      return z.enum(SETTABLE_STATUSES);
  }
}

function outputSchema(field: EntryField): z.ZodType {
  switch (field.form) {
    case 'text':
      return z.string().optional();
    case 'time':
      return z.iso.datetime().optional();
    case 'flag':
      return z.boolean();
    case 'status':
      return z.enum(ENTRY_STATUSES);
  }
}
