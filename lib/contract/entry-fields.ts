import type { SettableStatus } from '../core';
import { DESCRIPTION_RULE, NAME_RULE, OWNER_RULE, type TextRule } from './entry-text';
import { normalizedTime } from './entry-time';

/** Traits that every field has, whatever its form. */
interface FieldTraits {
  /** The field in the words of the admin API's own description. */
  readonly description: string;
  /** The value of a field that is left out, and that is not stored. Default: the field has no value then. */
  readonly default?: boolean | SettableStatus;
  /** Whether verdicts read the field. */
  readonly inVerdicts: boolean;
  /** Whether code can set the field (`initialOrigins`). */
  readonly inCode: boolean;
  /** Whether exports hold the field. */
  readonly inExports: boolean;
  /** Whether a JSON line of an import that leaves the field out resets it or keeps it. */
  readonly leftOut: 'default' | 'kept';
  /** Whether a metadata line of an import leaves the field of an entry as it is; else the field is replaced. */
  readonly keptByMetadata: boolean;
}

/** A text that is shown to people; a DynamoDB string. */
interface TextField extends FieldTraits {
  readonly form: 'text';
  readonly limits: TextRule;
}

/** A point in time; a DynamoDB string in the form of `normalizedTime`. */
interface TimeField extends FieldTraits {
  readonly form: 'time';
}

/** A Boolean. Only `true` is stored. */
interface FlagField extends FieldTraits {
  readonly form: 'flag';
  readonly default: false;
  /** A name under which the field was stored before. Readers take either name; writers write only the new one. */
  readonly formerName?: string;
}

/** The status; always stored, and stored as `deleted` in a tombstone. */
interface StatusField extends FieldTraits {
  readonly form: 'status';
  readonly default: SettableStatus;
}

/** A field of an entry that a person can set. */
export type EntryField = TextField | TimeField | FlagField | StatusField;

/**
 * The fields of an entry that a person can set, in the order in which answers show them. Store, schemas, import, export,
 * history and the entries of a deployment follow from this table.
 */
export const ENTRY_FIELDS = {
  name: {
    form: 'text',
    limits: NAME_RULE,
    description: 'The name of the entry.',
    inVerdicts: false,
    inCode: true,
    inExports: true,
    leftOut: 'default',
    keptByMetadata: true,
  },
  description: {
    form: 'text',
    limits: DESCRIPTION_RULE,
    description: 'What the entry is for.',
    inVerdicts: false,
    inCode: true,
    inExports: true,
    leftOut: 'default',
    keptByMetadata: true,
  },
  owner: {
    form: 'text',
    limits: OWNER_RULE,
    description: 'Which file, pipeline or team keeps the entry.',
    inVerdicts: false,
    inCode: true,
    inExports: true,
    leftOut: 'kept',
    keptByMetadata: true,
  },
  expiresAt: {
    form: 'time',
    description: 'From this instant on the entry does not match. Default: never.',
    inVerdicts: true,
    inCode: true,
    inExports: true,
    leftOut: 'default',
    keptByMetadata: true,
  },
  allowSharedOrigin: {
    form: 'flag',
    default: false,
    formerName: 'allowPublicSuffix',
    description:
      'Admits a pattern for origins that strangers can have too, such as https://*.github.io. ' +
      'Such an entry does not count where answers carry credentials. Default: false.',
    inVerdicts: true,
    inCode: true,
    inExports: true,
    leftOut: 'default',
    keptByMetadata: true,
  },
  status: {
    form: 'status',
    default: 'active',
    description: 'An inactive entry does not match. Default: active.',
    inVerdicts: true,
    inCode: false,
    inExports: true,
    leftOut: 'default',
    keptByMetadata: false,
  },
} as const satisfies Readonly<Record<string, EntryField>>;

/** The name of a field. */
export type EntryFieldName = keyof typeof ENTRY_FIELDS;

/** Names of the fields, in the order of the table. */
export const ENTRY_FIELD_NAMES = Object.keys(ENTRY_FIELDS) as readonly EntryFieldName[];

/** The names of the fields that have a trait. */
type NamesWith<Trait> = {
  [Name in EntryFieldName]: (typeof ENTRY_FIELDS)[Name] extends Trait ? Name : never;
}[EntryFieldName];

/** Names of the fields that code can set. */
export type CodeFieldName = NamesWith<{ readonly inCode: true }>;

/** The names of `CodeFieldName`. */
export const CODE_FIELD_NAMES = ENTRY_FIELD_NAMES.filter(
  (name): name is CodeFieldName => ENTRY_FIELDS[name].inCode,
);

/** The value of a field. */
type ValueOf<Field extends EntryField> = Field extends { readonly form: 'flag' }
  ? boolean
  : Field extends { readonly form: 'status' }
    ? SettableStatus
    : string;

/** The fields of an entry that a person can set; one that is left out has its default. Times are in UTC with milliseconds. */
export type EntryFields = {
  readonly [Name in EntryFieldName]?: ValueOf<(typeof ENTRY_FIELDS)[Name]>;
};

/** One field of the table. */
export function entryField(name: EntryFieldName): EntryField {
  return ENTRY_FIELDS[name];
}

/** Maps every field of the table, by its name. */
export function mapEntryFields<T, Name extends EntryFieldName = EntryFieldName>(
  make: (field: EntryField, name: Name) => T,
  names: readonly Name[] = ENTRY_FIELD_NAMES as readonly Name[],
): Readonly<Record<Name, T>> {
  const made = names.map((name): [Name, T] => [name, make(entryField(name), name)]);
  return Object.fromEntries(made) as Record<Name, T>;
}

/** Fields of which each may be there without a value, or with the status of a tombstone. */
export type LooseFields = { readonly [Name in EntryFieldName]?: string | boolean | undefined };

/** The fields of the table that `source` has, in the form in which they are stored: one that has its default is left out. */
export function storedFields(source: LooseFields): EntryFields {
  const stored: Partial<Record<EntryFieldName, string | boolean>> = {};
  for (const name of ENTRY_FIELD_NAMES) {
    const [field, value] = [entryField(name), source[name]];
    if (value === undefined || value === field.default) continue;
    stored[name] = field.form === 'time' ? normalizedTime(value as string) : value;
  }
  return stored as EntryFields;
}

/** Whether two entries have the same fields. */
export function haveSameFields(one: EntryFields, other: EntryFields): boolean {
  return ENTRY_FIELD_NAMES.every((name) => valueOrDefault(one, name) === valueOrDefault(other, name));
}

/** The value of a field, or its default. */
function valueOrDefault(fields: EntryFields, name: EntryFieldName): string | boolean | undefined {
  return fields[name] ?? entryField(name).default;
}
