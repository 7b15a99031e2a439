import {
  mapEntryFields,
  storedFields,
  type EntryFieldName,
  type EntryFields,
  type LooseFields,
} from '../../../lib/contract';

/** The fields that a merge patch names; null removes one. */
export type EntryPatch = { readonly [Name in EntryFieldName]?: string | boolean | null | undefined };

/**
 * The fields of an entry after a merge patch. Every field is a single value, so nothing is merged below it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7396#section-2
 */
export function patchedFields(fields: LooseFields, patch: EntryPatch): EntryFields {
  const patched = mapEntryFields((_field, name) => {
    const value = patch[name];
    return value === undefined ? fields[name] : (value ?? undefined);
  });
  return storedFields(patched);
}
