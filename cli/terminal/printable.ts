/** Space ends a field, and a backslash begins an escape, so both are escaped too. */
const NOT_VISIBLE_ASCII = /[^!-[\]-~]/gu;

/** Controls, unassigned and invisible characters, and those that change the direction of the text around them. */
const DECEPTIVE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A text as one field of a log line: visible ASCII, the rest as escapes. No request can forge a field, a line or a command
 * to the terminal with it.
 */
export function fieldOf(text: string): string {
  return text === '' ? '""' : text.replace(NOT_VISIBLE_ASCII, escapeOf);
}

/** A line of free text, such as a function's own log: readable in any script, without what a terminal would obey. */
export function printable(line: string): string {
  return line.replace(DECEPTIVE, (character) => (character === '\t' ? character : escapeOf(character)));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code > 0xff ? `\\u{${digits}}` : `\\x${digits.padStart(2, '0')}`;
}
