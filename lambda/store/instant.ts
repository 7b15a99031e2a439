const UTC_TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** Milliseconds since 1970 of a stored timestamp (ISO 8601 in UTC), or undefined where the text is none. */
export function instantOf(text: string): number | undefined {
  if (!UTC_TIMESTAMP.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
