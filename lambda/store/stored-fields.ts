import {
  ENTRY_FIELD_NAMES,
  entryField,
  type EntryField,
  type EntryFieldName,
  type EntryFields,
} from '../../lib/contract';
import { ENTRY_STATUSES, type EntryStatus } from '../../lib/core';
import type { AttributeMap } from './attribute-values';
import { instantOf } from './stored-text';

/** The fields of an entry as an item has them. */
export type ItemFields = Omit<EntryFields, 'status'> & { readonly status?: EntryStatus };

/** The fields of an entry, as far as its item can be understood. */
export interface FieldReading {
  /** Fields that can be understood. */
  readonly fields: ItemFields;
  /** Whether that is every field that decides about a verdict. */
  readonly isSound: boolean;
}

/** A field that an item has in a form that we never write. */
const UNSOUND = Symbol('unsound');

/** The names of the attributes that hold these fields, former names included. */
export function attributeNames(wanted: (field: EntryField) => boolean): readonly string[] {
  return ENTRY_FIELD_NAMES.flatMap((name) => {
    const field = entryField(name);
    return wanted(field) ? attributesOf(name, field) : [];
  });
}

/** Reads the fields that are wanted. */
export function readFields(item: AttributeMap, wanted: (field: EntryField) => boolean): FieldReading {
  const fields: Partial<Record<EntryFieldName, unknown>> = {};
  let isSound = true;
  for (const name of ENTRY_FIELD_NAMES) {
    const field = entryField(name);
    if (!wanted(field)) continue;
    const value = readField(name, field, item);
    if (value === UNSOUND) isSound &&= !field.inVerdicts;
    else if (value !== undefined) fields[name] = value;
  }
  return { fields: fields as ItemFields, isSound };
}

function attributesOf(name: EntryFieldName, field: EntryField): readonly string[] {
  return field.form === 'flag' && field.formerName !== undefined ? [name, field.formerName] : [name];
}

function readField(name: EntryFieldName, field: EntryField, item: AttributeMap): unknown {
  const values = attributesOf(name, field).flatMap((attribute) => item[attribute] ?? []);
  const [value] = values;
  switch (field.form) {
    case 'text':
      return value?.S;
    case 'time':
      if (value === undefined) return undefined;
      return value.S !== undefined && instantOf(value.S) !== undefined ? value.S : UNSOUND;
    case 'flag':
      if (values.some(({ BOOL }) => BOOL === undefined)) return UNSOUND;
      return values.some(({ BOOL }) => BOOL === true) ? true : undefined;
    case 'status':
      return isStatus(value?.S) ? value.S : UNSOUND;
  }
}

function isStatus(text: string | undefined): text is EntryStatus {
  return ENTRY_STATUSES.some((status) => status === text);
}
