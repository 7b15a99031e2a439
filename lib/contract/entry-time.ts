import { FIELD_PROBLEMS, type FieldFault } from './field-problems';

/** Characters of a point in time. */
const MAX_TIME_LENGTH = 40;

/**
 * ISO 8601 in the profile of RFC 3339, with a zone. Without a zone it would mean another time on every machine.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
const FORM =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const NORMALIZED_LENGTH = '2099-12-31T23:59:59.000Z'.length;

/** The faults of a text that should be a point in time. */
export function timeFaults(text: string): readonly FieldFault[] {
  if (text.length > MAX_TIME_LENGTH) {
    return [{ code: 'too_long', message: `At most ${MAX_TIME_LENGTH}.` }];
  }
  const day = FORM.exec(text)?.[1];
  if (day === undefined || !isDay(day)) return [{ code: 'bad_format', message: FIELD_PROBLEMS.bad_format }];
  // With a zone, the last and the first day of these years can be in another one.
  if (normalizedTime(text).length !== NORMALIZED_LENGTH) {
    return [{ code: 'bad_format', message: 'The year, in UTC, is from 0000 to 9999.' }];
  }
  return [];
}

/** In this form already: a large list has very many of them. */
const NORMALIZED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * The form in which times are stored and shown: UTC with milliseconds.
 *
 * @param time without faults
 */
export function normalizedTime(time: string): string {
  return NORMALIZED.test(time) ? time : new Date(time).toISOString();
}

/** Engines take the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}
