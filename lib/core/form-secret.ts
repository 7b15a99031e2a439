import { decodedName, isSecretName, SHORTEST_SECRET_NAME } from './secret-name';

const AMPERSAND = '&'.charCodeAt(0);
const EQUALS = '='.charCodeAt(0);
const SEPARATORS: ReadonlySet<number> = new Set(Array.from('&;\r\n', (one) => one.charCodeAt(0)));

/**
 * Whether a form has a value for a client secret. Pairs end at `&`, for some servers at `;` too, and in a text form at the
 * end of the line. So a name is read from each of these places, and a value only ends at `&`, because for most servers
 * the others belong to it.
 *
 * @see https://url.spec.whatwg.org/#urlencoded-parsing
 */
export function hasFormSecret(text: string): boolean {
  // Where the name begins: by the standard, and for servers that know other separators; undefined behind its first `=`.
  let standard: number | undefined = 0;
  let other: number | undefined = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (SEPARATORS.has(code)) {
      if (code === AMPERSAND) standard = index + 1;
      other = index + 1;
    } else if (code === EQUALS) {
      if (isSecretAt(text, standard, index) || (other !== standard && isSecretAt(text, other, index)))
        return true;
      standard = undefined;
      other = undefined;
    }
  }
  return false;
}

/** Whether a name between the two places is a client secret's, and has a value behind its `=`. */
function isSecretAt(text: string, start: number | undefined, equals: number): boolean {
  if (start === undefined || equals - start < SHORTEST_SECRET_NAME) return false;
  const hasValue = equals + 1 < text.length && text.charCodeAt(equals + 1) !== AMPERSAND;
  return hasValue && isSecretName(decodedName(text.slice(start, equals)));
}
