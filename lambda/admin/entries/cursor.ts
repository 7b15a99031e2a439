import { createHash } from 'node:crypto';
import { MAX_PATTERN_LENGTH } from '../../../lib/core';
import { MAX_CURSOR_LENGTH } from '../limits';
import type { TimePlace } from '../../store/entry-store';
import { AdminProblem } from '../problem/admin-problem';

/** The list that a cursor belongs to: its kind and its filters. */
export type CursorScope = readonly [kind: 'list' | 'export', ...filters: readonly (string | undefined)[]];

const VERSION = 1;
/** Characters of a time and of what separates it from the pattern. */
const MAX_TIME_LENGTH = 32;
/** The characters of a pattern, so that a cursor can bring no other key to the table. */
const PLACE_TEXT = new RegExp(`^[\\x21-\\x7e]{1,${MAX_PATTERN_LENGTH + MAX_TIME_LENGTH}}$`);
/** No pattern and no time holds it. */
const SEPARATOR = '|';

/**
 * A cursor: the pattern (or the time and the pattern) after which the next page begins, and a fingerprint of that and of the filters. So one that was
 * changed on the way, or that belongs to another list, is known.
 *
 * The fingerprint need not be secret: whoever may read the list may begin anywhere in it.
 */
export function writeCursor(scope: CursorScope, after: string): string {
  return Buffer.from(JSON.stringify([VERSION, after, fingerprint(scope, after)])).toString('base64url');
}

/**
 * The pattern after which the page begins.
 *
 * @throws AdminProblem `bad_cursor` for a text that we did not hand out for this scope
 */
export function readCursor(scope: CursorScope, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const after = cursor.length <= MAX_CURSOR_LENGTH ? afterOf(cursor) : undefined;
  // Written anew and compared, because several texts decode to one value.
  if (after === undefined || writeCursor(scope, after) !== cursor) throw new AdminProblem('bad_cursor');
  return after;
}

/** A cursor of a list in the order of a time. */
export function writeTimeCursor(scope: CursorScope, { time, pattern }: TimePlace): string {
  return writeCursor(scope, time + SEPARATOR + pattern);
}

/**
 * The place after which the page begins.
 *
 * @throws AdminProblem `bad_cursor` for a text that we did not hand out for this scope
 */
export function readTimeCursor(scope: CursorScope, cursor: string | undefined): TimePlace | undefined {
  const after = readCursor(scope, cursor);
  if (after === undefined) return undefined;
  const at = after.indexOf(SEPARATOR);
  if (at < 0) throw new AdminProblem('bad_cursor');
  return { time: after.slice(0, at), pattern: after.slice(at + SEPARATOR.length) };
}

function afterOf(cursor: string): string | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const after: unknown = Array.isArray(value) ? value[1] : undefined;
    return typeof after === 'string' && PLACE_TEXT.test(after) ? after : undefined;
  } catch {
    return undefined;
  }
}

function fingerprint(scope: CursorScope, after: string): string {
  const filters = scope.map((filter) => filter ?? null);
  return createHash('sha256')
    .update(JSON.stringify([VERSION, ...filters, after]))
    .digest('base64url')
    .slice(0, 16);
}
