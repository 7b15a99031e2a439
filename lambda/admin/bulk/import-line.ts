import {
  entryId,
  RETENTION_DAYS,
  storedFields,
  withCurrentNames,
  type AdminWarning,
  type EntryFields,
} from '../../../lib/contract';
import { expiryErrors, readPattern } from '../entries/entry-errors';
import { MAX_LINE_ERRORS } from '../limits';
import type { FieldError } from '../problem/admin-problem';
import { fieldError, zodErrors } from '../problem/zod-errors';
import { lineSchema } from '../schema/import';

/** A line that can be written. */
export interface ImportLine {
  readonly pattern: string;
  readonly id: string;
  readonly fields: EntryFields;
  /** The version that the line is about; undefined where it is about any. */
  readonly version: number | undefined;
  /** The errors of the line, unless the entry on the list has `allowSharedOrigin`. */
  readonly sharedErrors: readonly FieldError[];
  readonly warnings: readonly AdminWarning[];
}

/** A line that cannot be written, and everything that is wrong with it. */
interface RefusedLine {
  readonly errors: readonly FieldError[];
  /** The pattern that the line is about all the same, or seems to be about. */
  readonly meant: string | undefined;
}

export type ReadLine = { readonly line: ImportLine } | RefusedLine;

const RETENTION_MILLIS = RETENTION_DAYS * 24 * 60 * 60 * 1000;

/**
 * Reads one line of an import.
 *
 * @param metadata Whether it is metadata, which has no place for `allowSharedOrigin`.
 */
export function readLine(input: unknown, now: number, metadata: boolean): ReadLine {
  const result = lineSchema.safeParse(input);
  const shape = result.success ? [] : zodErrors(result.error.issues, input, 'json');
  const named = new Set(shape.map(({ pointer }) => pointer));
  const { current, former, twice } = withCurrentNames(
    typeof input === 'object' && input !== null ? input : {},
  );
  const refused = readPattern(current);
  const shared =
    metadata && 'errors' in refused ? readPattern({ ...current, allowSharedOrigin: true }) : refused;
  // A refusal that the permission would lift is kept for later: the entry on the list may have it.
  const read = 'errors' in shared ? refused : shared;
  const further = [
    ...twice.map(({ from }) => fieldError([from], 'duplicate_field')),
    ...('errors' in read ? read.errors : []),
    ...expiryErrors(current, expiryLimit(input, now)),
  ];
  const errors = [...shape, ...further.filter(({ pointer }) => !named.has(pointer))];
  if (!result.success || errors.length > 0 || 'errors' in read) {
    return { errors: errors.slice(0, MAX_LINE_ERRORS), meant: meantPattern(current) };
  }
  const fields = storedFields(current);
  const { pattern } = read;
  const warnings = former.map(({ from, to }): AdminWarning => {
    return { code: 'renamed_field', text: `${from} is called ${to} now.` };
  });
  const sharedErrors = 'errors' in refused ? refused.errors : [];
  const { version } = result.data;
  return { line: { pattern, id: entryId(pattern), fields, version, sharedErrors, warnings } };
}

/** The pattern of a line, whether it needs a permission or a repair. */
function meantPattern(fields: object): string | undefined {
  const read = readPattern({ ...fields, allowSharedOrigin: true });
  if (!('errors' in read)) return read.pattern;
  return read.errors.map(({ suggestion }) => suggestion).find((pattern) => pattern !== undefined);
}

/**
 * Before when an expiry is refused. A line that says its own effective status comes from an export, and what has expired
 * since, or before, stays in the list until its time to live is over; so it is imported as it was.
 */
function expiryLimit(input: unknown, now: number): number {
  const exported = typeof input === 'object' && input !== null && Object.hasOwn(input, 'effectiveStatus');
  return exported ? now - RETENTION_MILLIS : now;
}
