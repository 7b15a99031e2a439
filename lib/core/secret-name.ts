/** The name of a client secret, folded. */
const FOLDED = 'clientsecret';

/** Characters of the shortest name that folds to it; a caller that reads many names need not fold shorter ones. */
export const SHORTEST_SECRET_NAME = FOLDED.length;

/**
 * Whether a server could take a parameter or member of this name for a client secret.
 *
 * Servers disagree on names: PHP reads `client.secret` and `client secret`, Express and PHP read `client_secret[]`, Spring
 * ignores letter case and punctuation. So everything but letters and digits is dropped, and what brackets add at the end.
 *
 * @param name decoded
 * @see https://www.php.net/manual/en/language.variables.external.php
 */
export function isSecretName(name: string): boolean {
  const bracket = name.indexOf('[', 1);
  return fold(name) === FOLDED || (bracket > 0 && fold(name.slice(0, bracket)) === FOLDED);
}

/**
 * Upper case first, then lower case: some servers compare names in upper case, where `ſ` is an S and `ı` is an I. PHP ends a
 * name at the first NUL.
 */
function fold(name: string): string {
  const end = name.indexOf('\0', 1);
  const whole = end < 0 ? name : name.slice(0, end);
  return whole
    .toUpperCase()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Escapes of a form, decoded as far as they can be; `%u005F` is an escape for the servers of .NET. */
export function decodedName(name: string): string {
  const text = name.replaceAll('+', ' ');
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%(?:[Uu]00)?([0-7][0-9A-Fa-f])/g, (_escape, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
  }
}
