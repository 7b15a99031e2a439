/**
 * Whether the text is a path on the issuer's origin, with or without a query: one slash at the beginning, because two would
 * name another host, and neither backslash, fragment nor white space, which URL parsing would change.
 */
export function isIssuerPath(text: string): boolean {
  return /^\/(?!\/)[^\\#\s]*$/.test(text);
}
