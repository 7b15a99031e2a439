import type { FieldFault } from './field-problems';
import { hidesSomething } from './visible-text';

/** A text that is shown to people, never as markup. */
export interface TextRule {
  /** Unicode code points, as JSON Schema's `maxLength` counts. */
  readonly maxLength: number;
  /** Whether the text may have lines and tabs. */
  readonly lines: boolean;
  /** The rule as a sentence. */
  readonly sentence: string;
}

/** The name of an entry: one line. */
export const NAME_RULE: TextRule = {
  maxLength: 80,
  lines: false,
  sentence: 'The text must be one line without control, bidirectional or invisible characters.',
};

/** The owner of an entry: one line. */
export const OWNER_RULE: TextRule = { ...NAME_RULE, maxLength: 80 };

/** The description of an entry: it may have lines and tabs. */
export const DESCRIPTION_RULE: TextRule = {
  maxLength: 255,
  lines: true,
  sentence:
    'The text must hold no control, bidirectional or invisible characters; tabs and line ends are fine.',
};

/** The faults of a text. */
export function textFaults(text: string, { maxLength, lines, sentence }: TextRule): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  if (codePoints(text) > maxLength) {
    faults.push({ code: 'too_long', message: `At most ${maxLength} characters.` });
  }
  if (hidesSomething(text, lines)) faults.push({ code: 'bad_text', message: sentence });
  return faults;
}

function codePoints(text: string): number {
  // A text of this length is too long whichever way it is counted, so it is not taken apart.
  return text.length > 10_000 ? text.length : Array.from(text).length;
}
