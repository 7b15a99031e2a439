import { decodedName, isSecretName, SHORTEST_SECRET_NAME } from './secret-name';

/**
 * Whether a form has a value for a client secret. Pairs end at `&`, for some servers at `;` too, and in a text form at the
 * end of the line. A name counts after any of them; a value only ends at `&`, because for most servers `;` belongs to it.
 *
 * @see https://url.spec.whatwg.org/#urlencoded-parsing
 */
export function hasFormSecret(text: string): boolean {
  let start = 0;
  let isName = true;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '&' || character === ';' || character === '\n' || character === '\r') {
      start = index + 1;
      isName = true;
    } else if (character === '=' && isName) {
      isName = false;
      const isLong = index - start >= SHORTEST_SECRET_NAME;
      if (isLong && hasValue(text, index + 1) && isSecretName(decodedName(text.slice(start, index)))) {
        return true;
      }
    }
  }
  return false;
}

function hasValue(text: string, start: number): boolean {
  return start < text.length && text[start] !== '&';
}
