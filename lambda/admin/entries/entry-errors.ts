import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import { parsePattern, type NormalizedPattern } from '../../../lib/core';
import type { FieldError } from '../problem/admin-problem';
import { fieldError } from '../problem/zod-errors';

/*
 * Errors of an entry besides those of the shape of its fields. The checks look at the fields one by one and take any
 * value, so that they can speak beside a complaint about another field.
 */

/** A pattern that was read, or everything that is wrong with it. */
export type ReadPattern = NormalizedPattern | { readonly errors: readonly FieldError[] };

/** Reads the pattern of a new entry. A pattern that is not a string is left to the schema. */
export function readPattern(input: unknown): ReadPattern {
  const { pattern, allowSharedOrigin } = fieldsOf(input);
  if (typeof pattern !== 'string') return { errors: [] };
  const parsed = parse(pattern, allowSharedOrigin === true);
  if (parsed.valid) return parsed;
  const { code, message, suggestion } = parsed;
  return {
    errors: [{ pointer: '/pattern', code, message, ...(suggestion === undefined ? {} : { suggestion }) }],
  };
}

/** A body that names another pattern than the entry has. */
export function otherPatternErrors(input: unknown, own: string): readonly FieldError[] {
  const { pattern } = fieldsOf(input);
  if (typeof pattern !== 'string') return [];
  const parsed = parse(pattern, true);
  const isOwn = parsed.valid && parsed.pattern === own;
  return isOwn ? [] : [fieldError(['pattern'], 'pattern_immutable')];
}

/** An entry that lacks the permission which its own pattern needs. */
export function sharedOriginErrors(input: unknown, own: string): readonly FieldError[] {
  const { allowSharedOrigin } = fieldsOf(input);
  // A value of another type is a matter of the field's shape.
  if (allowSharedOrigin !== undefined && allowSharedOrigin !== false) return [];
  return ruleErrors(own, false).filter(({ pointer }) => pointer === '/allowSharedOrigin');
}

/**
 * Judges a pattern that is on the list already by the rules of today. The pointer names the field that would mend it: the
 * permission where that is enough, else the pattern.
 */
export function ruleErrors(own: string, allowSharedOrigin: boolean | undefined): readonly FieldError[] {
  const parsed = parse(own, allowSharedOrigin === true);
  if (parsed.valid) return [];
  const pointer = parse(own, true).valid ? '/allowSharedOrigin' : '/pattern';
  return [{ pointer, code: parsed.code, message: parsed.message }];
}

/** An expiry that is not in the future. */
export function expiryErrors(input: unknown, now: number): readonly FieldError[] {
  const { expiresAt } = fieldsOf(input);
  if (typeof expiresAt !== 'string') return [];
  // A text that is not a time compares as false, and is a matter of the field's form.
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
