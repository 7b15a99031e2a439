import { latePattern } from './late-pattern';

/** Blocks of scripts that are written from right to left. @see https://www.unicode.org/reports/tr9/#Bidirectional_Character_Types */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const ARABIC_NUMBER = /[\u0660-\u0669\u{10d30}-\u{10d39}]/u;
const EUROPEAN_NUMBER = /[0-9\u06f0-\u06f9]/;
const nonspacingMark = latePattern(String.raw`\p{Mn}`, 'u');
/** The joiners, which the URL parser has checked; hyphen and underscore. */
const NEUTRAL = /[_-]|\u200c|\u200d/;
/** Letters, marks that take space, and the two marks of Hebrew abbreviations. */
const letter = latePattern(String.raw`[\p{L}\p{Mc}\u05f3\u05f4]`, 'u');

type Direction = 'right' | 'left' | 'arabic' | 'european' | 'mark' | 'neutral' | 'other';

/**
 * Whether the labels of a domain name are written so that they cannot be read in another order than they are compared.
 *
 * URL parsers differ in whether they check this, so the engine checks it by itself, and more strictly than the rule: in a
 * name with letters from right to left, symbols and digits of other scripts are refused too.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5893#section-2
 */
export function satisfiesBidiRule(labels: readonly string[]): boolean {
  const isBidi = labels.some((label) => RIGHT_TO_LEFT.test(label));
  return !isBidi || labels.every((label) => satisfiesRule(Array.from(label, directionOf)));
}

function satisfiesRule(label: readonly Direction[]): boolean {
  const last = label.findLast((direction) => direction !== 'mark') ?? 'other';
  if (label[0] === 'left') return ends(last, 'left') && holdsNo(label, 'right', 'arabic', 'other');
  if (label[0] !== 'right') return false;
  const hasBothNumbers = label.includes('arabic') && label.includes('european');
  return !hasBothNumbers && (ends(last, 'right') || last === 'arabic') && holdsNo(label, 'left', 'other');
}

function ends(last: Direction, letter: Direction): boolean {
  return last === letter || last === 'european';
}

function holdsNo(label: readonly Direction[], ...directions: readonly Direction[]): boolean {
  return !label.some((direction) => directions.includes(direction));
}

function directionOf(character: string): Direction {
  if (EUROPEAN_NUMBER.test(character)) return 'european';
  if (ARABIC_NUMBER.test(character)) return 'arabic';
  if (nonspacingMark().test(character)) return 'mark';
  if (NEUTRAL.test(character)) return 'neutral';
  if (!letter().test(character)) return 'other';
  return RIGHT_TO_LEFT.test(character) ? 'right' : 'left';
}
