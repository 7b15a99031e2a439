/** The name of a client secret, folded. */
const FOLDED = 'clientsecret';

/** Characters of the shortest name that folds to it; a caller that reads many names can skip shorter ones. */
export const SHORTEST_SECRET_NAME = FOLDED.length;

const BRACKET = '['.charCodeAt(0);
const LAST_OF_ASCII = 127;

/**
 * Whether a server could take a parameter or member of this name for a client secret.
 *
 * Servers disagree on names: PHP reads `client.secret` and `client secret`, Express and PHP read `client_secret[]`, Spring
 * ignores letter case and punctuation. So everything but letters and digits is skipped, and so is what follows a bracket.
 *
 * @param name decoded
 * @see https://www.php.net/manual/en/language.variables.external.php
 */
export function isSecretName(name: string): boolean {
  let matched = 0;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code > LAST_OF_ASCII) return isSecretName(inAscii(name));
    if (code === BRACKET && matched === FOLDED.length) return true;
    // PHP ends a name at the first NUL.
    if (code === 0 && index > 0) break;
    if (!isLetterOrDigit(code)) continue;
    if (lowerCase(code) !== FOLDED.charCodeAt(matched)) return false;
    matched++;
  }
  return matched === FOLDED.length;
}

/** Upper case first: some servers compare names in upper case, where `ſ` is an S and `ı` is an I. */
function inAscii(name: string): string {
  return name
    .toUpperCase()
    .toLowerCase()
    .replace(/[^\0-\x7f]/g, '');
}

function isLetterOrDigit(code: number): boolean {
  const lower = lowerCase(code);
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122);
}

/** Exact for letters; other characters of ASCII never become one. */
function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
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
