import { z } from '@hono/zod-openapi';
import { MAX_TIME_LENGTH } from '../http/limits';
import type { CheckParams } from '../problem/zod-errors';

const NORMALIZED_LENGTH = '2099-12-31T23:59:59.000Z'.length;

/**
 * A point in time: ISO 8601 in the profile of RFC 3339, with a zone. Without a zone it would mean another time on every
 * machine.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export const timeSchema = z.iso
  .datetime({ offset: true })
  .max(MAX_TIME_LENGTH)
  .refine((time) => !isBeyondYears(time), {
    message: 'The year, in UTC, is from 0000 to 9999.',
    params: { code: 'bad_format' } satisfies CheckParams,
  })
  .openapi({ type: 'string', format: 'date-time', example: '2099-12-31T23:59:59.000Z' });

/** With a zone, the last and the first day of these years can be in another one. */
function isBeyondYears(time: string): boolean {
  const instant = new Date(time);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().length !== NORMALIZED_LENGTH;
}

/** The form in which times are stored and shown: UTC with milliseconds. */
export function normalizedTime(time: string): string {
  return new Date(time).toISOString();
}
