import { haveSameFields, type EntryFields } from '../../lib/contract';
import type { Entry, EntryPatch, NewEntry } from '../api/shapes';
import { instantOf, partsOf } from './expiry';

/** The form of an entry: texts, as they were typed. */
export interface Draft {
  readonly pattern: string;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly date: string;
  readonly time: string;
  readonly allowSharedOrigin: boolean;
  readonly active: boolean;
}

export const EMPTY_DRAFT: Draft = {
  pattern: '',
  name: '',
  description: '',
  owner: '',
  date: '',
  time: '',
  allowSharedOrigin: false,
  active: true,
};

/** The form of an entry that is there. */
export function draftOf(entry: Entry): Draft {
  return {
    pattern: entry.pattern,
    name: entry.name ?? '',
    description: entry.description ?? '',
    owner: entry.owner ?? '',
    ...partsOf(entry.expiresAt),
    allowSharedOrigin: entry.allowSharedOrigin === true,
    active: entry.status === 'active',
  };
}

/** The fields that the form names; the form must hold a time that is one. */
export function fieldsOf(draft: Draft): EntryFields {
  const text = (name: 'name' | 'description' | 'owner'): object =>
    draft[name] === '' ? {} : { [name]: draft[name] };
  const expiresAt = instantOf(draft);
  return {
    ...text('name'),
    ...text('description'),
    ...text('owner'),
    ...(typeof expiresAt === 'string' ? { expiresAt } : {}),
    ...(draft.allowSharedOrigin ? { allowSharedOrigin: true } : {}),
    status: draft.active ? 'active' : 'inactive',
  };
}

/** The body that creates the entry. */
export function newEntryOf(draft: Draft): NewEntry {
  return { pattern: draft.pattern, ...fieldsOf(draft) };
}

/**
 * The patch that makes the fields of `before` those of the form. A time that the form shows to the minute is left alone when
 * its minute is the same.
 */
export function patchOf(before: Draft, after: Draft): EntryPatch {
  const [old, next] = [fieldsOf(before), fieldsOf(after)];
  const names = ['name', 'description', 'owner', 'expiresAt', 'allowSharedOrigin', 'status'] as const;
  const changed = names.filter((name) => !haveSameFields(pick(old, name), pick(next, name)));
  return Object.fromEntries(changed.map((name) => [name, next[name] ?? null]));
}

function pick(fields: EntryFields, name: keyof EntryFields): EntryFields {
  const value = fields[name];
  return value === undefined ? {} : { [name]: value };
}

/** Whether two forms hold the same. */
export function isSameDraft(one: Draft, other: Draft): boolean {
  return (Object.keys(one) as (keyof Draft)[]).every((name) => one[name] === other[name]);
}
