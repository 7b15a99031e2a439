/*
 * Texts as items of the table have them.
 */

const UTC_TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** Milliseconds since 1970 of a stored timestamp (ISO 8601 in UTC), or undefined for another text. */
export function instantOf(text: string): number | undefined {
  if (!UTC_TIMESTAMP.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Whether a text can be part of a pattern, which is printable ASCII: a cheap look at a text that is not parsed here. */
export function isPatternText(text: string): boolean {
  return /^[!-~]*$/.test(text);
}
