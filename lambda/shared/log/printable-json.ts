import { latePattern } from '../../../lib/core';

const BEYOND_ASCII = /[^\0-~]/;
/** Controls, invisible and bidirectional characters, and line separators, but for those of ASCII. */
const unprintable = latePattern(String.raw`(?![\0-~])[\p{C}\p{Zl}\p{Zp}]`, 'gu');

/**
 * The same JSON with an escape for every character that is not printable. A header can hold characters that move the cursor
 * of a terminal, or turn its text around, and `JSON.stringify` only escapes the controls below U+0020.
 */
export function printableJson(json: string): string {
  // Most lines are ASCII, and need no search by Unicode's classes.
  return isAscii(json) ? json : json.replace(unprintable(), escaped);
}

/** Whether every character is one byte; DEL does not count, because it is not printable. */
export function isAscii(text: string): boolean {
  return !BEYOND_ASCII.test(text);
}

/** Two escapes for a character of two code units. @see https://www.rfc-editor.org/rfc/rfc8259#section-7 */
function escaped(character: string): string {
  const codes = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return codes.map((code) => `\\u${code.toString(16).padStart(4, '0')}`).join('');
}
