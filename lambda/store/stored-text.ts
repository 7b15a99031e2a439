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

/** The first characters of a text, counted as Unicode code points: no surrogate pair is cut in half. */
export function firstCharacters(text: string, count: number): string {
  // A code point has at most two units, so the rest need not be looked at.
  return [...text.slice(0, 2 * count)].slice(0, count).join('');
}
