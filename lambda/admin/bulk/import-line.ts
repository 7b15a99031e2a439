import { entryId, RETENTION_DAYS } from '../../../lib/contract';
import type { EntryFields } from '../../store/entry-store';
import { expiryErrors, normalizedPattern, patternErrors } from '../entries/entry-errors';
import { MAX_LINE_ERRORS } from '../limits';
import type { FieldError } from '../problem/admin-problem';
import { zodErrors } from '../problem/zod-errors';
import { entryFields } from '../schema/entry-fields';
import { lineSchema } from '../schema/import';

/** A line that can be written. */
export interface ImportLine {
  readonly pattern: string;
  readonly id: string;
  readonly fields: EntryFields;
}

/** What a line is: writable, or everything that is wrong with it. */
export type ReadLine = { readonly line: ImportLine } | { readonly errors: readonly FieldError[] };

const RETENTION_MILLIS = RETENTION_DAYS * 24 * 60 * 60 * 1000;

/** Reads one line of an import. */
export function readLine(input: unknown, now: number): ReadLine {
  const result = lineSchema.safeParse(input);
  const shape = result.success ? [] : zodErrors(result.error.issues, input, 'json');
  const named = new Set(shape.map(({ pointer }) => pointer));
  const further = [...patternErrors(input), ...expiryErrors(input, expiryLimit(input, now))];
  const errors = [...shape, ...further.filter(({ pointer }) => !named.has(pointer))];
  if (!result.success || errors.length > 0) return { errors: errors.slice(0, MAX_LINE_ERRORS) };
  const pattern = normalizedPattern(result.data.pattern, result.data.allowSharedOrigin);
  return { line: { pattern, id: entryId(pattern), fields: entryFields(result.data) } };
}

/**
 * Before when an expiry is refused. A line that says its own effective status comes from an export, and what has expired
 * since, or before, stays in the list until its time to live is over; so it is imported as it was.
 */
function expiryLimit(input: unknown, now: number): number {
  const exported = typeof input === 'object' && input !== null && Object.hasOwn(input, 'effectiveStatus');
  return exported ? now - RETENTION_MILLIS : now;
}
