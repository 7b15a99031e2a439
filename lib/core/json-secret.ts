import { isSecretName, SHORTEST_SECRET_NAME } from './secret-name';

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);

/**
 * Whether JSON has a value for a member of a client secret's name, at any depth.
 *
 * It is read by hand: parsers disagree on a name that occurs twice, and some take what `JSON.parse` refuses.
 */
export function hasJsonSecret(text: string): boolean {
  let start = text.indexOf('"');
  while (start >= 0) {
    const end = endOfString(text, start + 1);
    const colon = afterWhiteSpace(text, end + 1);
    const isLong = end - start > SHORTEST_SECRET_NAME;
    if (isLong && text[colon] === ':' && hasValue(text, colon)) {
      if (isSecretName(unescaped(text.slice(start + 1, end)))) return true;
    }
    start = text.indexOf('"', end + 1);
  }
  return false;
}

function endOfString(text: string, start: number): number {
  let index = start;
  for (
    let code = text.charCodeAt(index);
    index < text.length && code !== QUOTE;
    code = text.charCodeAt(index)
  ) {
    index += code === BACKSLASH ? 2 : 1;
  }
  return index;
}

function hasValue(text: string, colon: number): boolean {
  const value = afterWhiteSpace(text, colon + 1);
  const start = text.slice(value, value + 4);
  return start !== '' && start !== 'null' && start.slice(0, 2) !== '""';
}

function afterWhiteSpace(text: string, start: number): number {
  let index = start;
  while (index < text.length && ' \t\r\n'.includes(text[index] ?? '')) index++;
  return index;
}

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-7 */
function unescaped(string: string): string {
  return string
    .replace(/\\u([0-9A-Fa-f]{4})/g, (_escape, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    )
    .replaceAll('\\', '');
}
