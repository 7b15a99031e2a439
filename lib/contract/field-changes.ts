/** A field of an entry or of the settings that a change changed. */
export interface FieldChange {
  readonly field: string;
  /** The value before, cut to 32 characters; absent where the field was not set. */
  readonly from?: string;
  /** The value after, cut to 32 characters; absent where the field is not set any more. */
  readonly to?: string;
}

/** Characters of a value in the history and in a plan. */
const MAX_VALUE_LENGTH = 32;

/** Values of the fields whose changes are recorded; those that are undefined are not set. */
export type FieldValues = Readonly<Record<string, string | boolean | undefined>>;

/** The fields that differ, with both values, cut to 32 characters. */
export function changesBetween(before: FieldValues, after: FieldValues): readonly FieldChange[] {
  return Object.keys({ ...before, ...after })
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, ...valueOf('from', before[field]), ...valueOf('to', after[field]) }));
}

/** The first characters of a text, counted as Unicode code points: no surrogate pair is cut in half. */
export function firstCharacters(text: string, count: number): string {
  // A code point has at most two units, so the rest need not be looked at.
  return [...text.slice(0, 2 * count)].slice(0, count).join('');
}

function valueOf(side: 'from' | 'to', value: string | boolean | undefined): { from?: string; to?: string } {
  return value === undefined ? {} : { [side]: firstCharacters(String(value), MAX_VALUE_LENGTH) };
}
