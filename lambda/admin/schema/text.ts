import { z } from '@hono/zod-openapi';
import type { CheckParams } from '../problem/zod-errors';

/** Half a surrogate pair, and controls: a reader of the list would not see what is there. */
// eslint-disable-next-line no-control-regex -- refusing controls is the purpose
const BAD_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Cs}/u;
/** The same, but lines and tabs are fine in a longer text. */
// eslint-disable-next-line no-control-regex -- refusing controls is the purpose
const BAD_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Cs}/u;

/**
 * A text that is shown to people, never as markup. Its length counts Unicode code points, as JSON Schema's `maxLength`
 * does and zod's does not.
 */
function shownText(maxLength: number, bad: RegExp, rule: string): z.ZodString {
  const tooLong: CheckParams = { code: 'too_long' };
  const badText: CheckParams = { code: 'bad_text' };
  return z
    .string()
    .refine((text) => codePoints(text) <= maxLength, {
      message: `At most ${maxLength} characters.`,
      params: tooLong,
    })
    .refine((text) => !bad.test(text), { message: rule, params: badText })
    .openapi({ maxLength });
}

/** A text of one line. */
export function lineText(maxLength: number): z.ZodString {
  return shownText(maxLength, BAD_LINE, 'The text is one line without control characters.');
}

/** A text that may have lines and tabs. */
export function linesText(maxLength: number): z.ZodString {
  return shownText(maxLength, BAD_TEXT, 'The text has no control characters but tabs and line ends.');
}

function codePoints(text: string): number {
  // What is this long is too long whichever way it is counted; it need not be taken apart.
  return text.length > 10_000 ? text.length : Array.from(text).length;
}
