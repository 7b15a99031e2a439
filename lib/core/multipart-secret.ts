import { bytesOf } from './basic-password';
import { decodedName, isSecretName } from './secret-name';

const DISPOSITION = 'content-disposition';
const ANY_DISPOSITION = /content-disposition/i;
/** @see https://www.rfc-editor.org/rfc/rfc2047#section-2 */
const ENCODED_WORD = /=\?[^?]*\?([bq])\?([^?]*)\?=/gi;

/**
 * Whether a multipart form has a part with a client secret's name that is not empty.
 *
 * It looks for the headers of parts and not for boundaries: parsers disagree on which text is a boundary, and a secret must
 * not be hidden by that.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7578#section-4.2
 */
export function hasMultipartSecret(body: string): boolean {
  // The lower case of a body of strange letters takes long, so it is only made for what can be a multipart form.
  if (!ANY_DISPOSITION.test(body)) return false;
  // `İ` is the only character that takes two in lower case; without it both texts have the same places.
  const source = body.replaceAll('\u0130', 'I');
  const text = source.toLowerCase();
  const delimiter = firstDelimiter(text);
  let start = text.indexOf(DISPOSITION);
  while (start >= 0) {
    const end = endOfHeaders(text, start);
    if (hasContent(text, end, delimiter) && hasSecretName(source.slice(start, end))) return true;
    start = text.indexOf(DISPOSITION, end);
  }
  return false;
}

/** The first line that begins with two hyphens; a text that is nowhere if there is none. */
function firstDelimiter(text: string): string {
  return /(?:^|[\r\n])(--[^\r\n]+)/.exec(text)?.[1] ?? '\n';
}

/** Place behind the empty line that ends the headers of a part; some parsers take other line ends than CRLF. */
function endOfHeaders(text: string, start: number): number {
  let isEmptyLine = false;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (character !== '\r' && character !== '\n') {
      isEmptyLine = false;
      continue;
    }
    if (isEmptyLine) return afterLineEnd(text, index);
    isEmptyLine = true;
    index = afterLineEnd(text, index) - 1;
  }
  return text.length;
}

function afterLineEnd(text: string, start: number): number {
  return text[start] === '\r' && text[start + 1] === '\n' ? start + 2 : start + 1;
}

/** Whether there is anything before the next delimiter and the line end that belongs to it. */
function hasContent(text: string, start: number, delimiter: string): boolean {
  const isLineEnd = text[start] === '\r' || text[start] === '\n';
  const index = isLineEnd ? afterLineEnd(text, start) : start;
  return index < text.length && text.slice(index, index + delimiter.length) !== delimiter;
}

/**
 * Whether a part's headers give it the name. `name` may be quoted, or escaped as `name*`, or split into `name*0`, `name*1`.
 * Tomcat and Apache Commons FileUpload also read encoded words in it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2231#section-3
 */
function hasSecretName(headers: string): boolean {
  const values = headers.matchAll(/[^a-z]name(?:\*([0-9]*)\*?)?[ \t\r\n]*=[ \t\r\n]*("[^"]*|[^;\s]*)/gi);
  const pieces = Array.from(values, ([, number = '', value = '']) => ({ number, value }));
  // Pieces are joined by their numbers, in whatever order they come.
  pieces.sort((a, b) => Number(a.number) - Number(b.number));
  const names = pieces.map(({ value }) => decodedName(value.replaceAll('\\', '')));
  // An escaped name begins with its character set and language: utf-8''name.
  const plain = names.map((name) => name.slice(name.lastIndexOf("'") + 1));
  return [...names, ...plain, plain.join(''), ...names.map(withoutEncodedWords)].some(isSecretName);
}

function withoutEncodedWords(name: string): string {
  const text = name.replace(ENCODED_WORD, (_word, encoding: string, encoded: string) =>
    encoding.toLowerCase() === 'b' ? bytesOf(encoded) : decodedName(encoded.replaceAll('=', '%')),
  );
  // Without NULs, UTF-16 is ASCII.
  return text.replaceAll('\0', '');
}
