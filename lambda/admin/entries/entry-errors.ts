import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import { parsePattern } from '../../../lib/core';
import type { FieldError } from '../problem/admin-problem';
import { fieldError } from '../problem/zod-errors';

/*
 * What is wrong with an entry besides the shape of its fields. The checks look at the fields one by one and take any
 * value, so that they can speak beside a complaint about another field.
 */

/** A pattern that is refused; what is no string is a matter of the field's shape. */
export function patternErrors(input: unknown): readonly FieldError[] {
  const { pattern, allowSharedOrigin } = fieldsOf(input);
  if (typeof pattern !== 'string') return [];
  const parsed = parse(pattern, allowSharedOrigin === true);
  if (parsed.valid) return [];
  const { code, message, suggestion } = parsed;
  return [{ pointer: '/pattern', code, message, ...(suggestion === undefined ? {} : { suggestion }) }];
}

/** The normalized form of a pattern that `patternErrors` has no complaint about. */
export function normalizedPattern(pattern: string, allowSharedOrigin: boolean | undefined): string {
  const parsed = parse(pattern, allowSharedOrigin === true);
  if (!parsed.valid) throw new TypeError(`not a checked pattern: ${parsed.code}`);
  return parsed.pattern;
}

/** An update that names another pattern, or leaves out the permission that the entry's own pattern needs. */
export function updateErrors(input: unknown, own: string): readonly FieldError[] {
  const { pattern, allowSharedOrigin } = fieldsOf(input);
  const errors: FieldError[] = [];
  if (typeof pattern === 'string') {
    const parsed = parse(pattern, true);
    if (!parsed.valid || parsed.pattern !== own) errors.push(fieldError(['pattern'], 'pattern_immutable'));
  }
  if (allowSharedOrigin === undefined || allowSharedOrigin === false) {
    const parsed = parse(own, false);
    if (!parsed.valid && parse(own, true).valid) {
      errors.push({ pointer: '/allowSharedOrigin', code: parsed.code, message: parsed.message });
    }
  }
  return errors;
}

/** An expiry that is not in the future. */
export function expiryErrors(input: unknown, now: number): readonly FieldError[] {
  const { expiresAt } = fieldsOf(input);
  if (typeof expiresAt !== 'string') return [];
  // What is no time at all compares as false, and is a matter of the field's form.
  return Date.parse(expiresAt) <= now ? [fieldError(['expiresAt'], 'expires_in_past')] : [];
}

function parse(pattern: string, allowSharedOrigin: boolean): ReturnType<typeof parsePattern> {
  return parsePattern(pattern, { allowSharedOrigin, publicSuffixes: publicSuffixKind });
}

interface LooseFields {
  readonly pattern?: unknown;
  readonly allowSharedOrigin?: unknown;
  readonly expiresAt?: unknown;
}

function fieldsOf(input: unknown): LooseFields {
  return typeof input === 'object' && input !== null ? input : {};
}
