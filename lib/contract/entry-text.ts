import type { FieldFault } from './field-problems';

/** A text that is shown to people, never as markup. */
export interface TextRule {
  /** Unicode code points, as JSON Schema's `maxLength` counts. */
  readonly maxLength: number;
  readonly bad: RegExp;
  /** What the text is, as a sentence. */
  readonly sentence: string;
}

/** Half a surrogate pair, and controls: a reader of the list would not see what is there. */
// eslint-disable-next-line no-control-regex -- refusing controls is the purpose
const BAD_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Cs}/u;
/** The same, but lines and tabs are fine in a longer text. */
// eslint-disable-next-line no-control-regex -- refusing controls is the purpose
const BAD_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Cs}/u;

/** The name of an entry: one line. */
export const NAME_RULE: TextRule = {
  maxLength: 80,
  bad: BAD_LINE,
  sentence: 'The text is one line without control characters.',
};

/** The owner of an entry: one line. */
export const OWNER_RULE: TextRule = { ...NAME_RULE, maxLength: 80 };

/** The description of an entry: it may have lines and tabs. */
export const DESCRIPTION_RULE: TextRule = {
  maxLength: 255,
  bad: BAD_TEXT,
  sentence: 'The text has no control characters but tabs and line ends.',
};

/** What is wrong with a text. */
export function textFaults(text: string, { maxLength, bad, sentence }: TextRule): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  if (codePoints(text) > maxLength) {
    faults.push({ code: 'too_long', message: `At most ${maxLength} characters.` });
  }
  if (bad.test(text)) faults.push({ code: 'bad_text', message: sentence });
  return faults;
}

function codePoints(text: string): number {
  // What is this long is too long whichever way it is counted; it need not be taken apart.
  return text.length > 10_000 ? text.length : Array.from(text).length;
}
