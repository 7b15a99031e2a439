import { satisfiesBidiRule } from '../../lib/core/bidi';

/** Alef and bet; other letters, numbers and marks by what they are to the rule. */
const HEBREW = '\u05d0\u05d1';
const ARABIC_DIGIT = '\u0663';
const MARK = '\u05bf';
const LATIN_MARK = '\u0300';
const SYMBOL = '\u2603';
const DEVANAGARI_DIGIT = '\u0967';

describe('a label with letters from right to left', () => {
  test.each([
    ['its letters', HEBREW],
    ['a European number at the end', `${HEBREW}1`],
    ['an extended European number at the end', `${HEBREW}\u06f1`],
    ['an Arabic number at the end', `${HEBREW}${ARABIC_DIGIT}`],
    ['a mark at the end', `${HEBREW}${MARK}`],
    ['a mark after a number', `${HEBREW}1${MARK}`],
    ['a hyphen between letters', `${HEBREW}-${HEBREW}`],
    ['a joiner between letters', `${HEBREW}\u200d${HEBREW}`],
    ['an abbreviation', `${HEBREW}\u05f4${HEBREW}`],
    ['letters of Adlam', '\u{1e900}\u{1e901}'],
  ])('may hold %s', (_what, label) => {
    expect(satisfiesBidiRule([label])).toBe(true);
  });

  test.each([
    ['numbers of both kinds', `${HEBREW}1${ARABIC_DIGIT}`],
    ['numbers of both kinds between letters', `${HEBREW}1${ARABIC_DIGIT}${HEBREW}`],
    ['a letter from left to right', `${HEBREW}a${HEBREW}`],
    ['such a letter before a number', `${HEBREW}a1`],
    ['a symbol', `${HEBREW}${SYMBOL}${HEBREW}`],
    ['a symbol before a number', `${HEBREW}${SYMBOL}1`],
    ['a hyphen at the end', `${HEBREW}-`],
    ['a hyphen and a mark at the end', `${HEBREW}-${MARK}`],
    ['a letter from left to right at the end', `${HEBREW}a`],
    ['a European number at the start', `1${HEBREW}`],
    ['an Arabic number at the start', `${ARABIC_DIGIT}${HEBREW}`],
    ['a mark at the start', `${LATIN_MARK}${HEBREW}`],
    ['a hyphen at the start', `-${HEBREW}`],
    ['a symbol at the start', `${SYMBOL}${HEBREW}`],
  ])('must not hold %s', (_what, label) => {
    expect(satisfiesBidiRule([label])).toBe(false);
  });
});

describe('another label of a name that has one from right to left', () => {
  test.each([
    ['letters', 'ab'],
    ['a number at the end', 'a1'],
    ['a mark at the end', `a${LATIN_MARK}`],
    ['a hyphen between letters', 'a-b'],
  ])('may hold %s', (_what, label) => {
    expect(satisfiesBidiRule([HEBREW, label])).toBe(true);
  });

  test.each([
    ['a letter from right to left', `a${HEBREW}b`],
    ['a letter from right to left before a number', `a${HEBREW}1`],
    ['an Arabic number', `a${ARABIC_DIGIT}b`],
    ['an Arabic number at the end', `a${ARABIC_DIGIT}`],
    ['a symbol', `a${SYMBOL}b`],
    ['a digit of another script', `a${DEVANAGARI_DIGIT}b`],
    ['a hyphen at the end', 'a-'],
    ['a hyphen and a mark at the end', `a-${LATIN_MARK}`],
    ['a number at the start', '1a'],
    ['numbers alone', '12'],
    ['nothing', ''],
  ])('must not hold %s', (_what, label) => {
    expect(satisfiesBidiRule([label, HEBREW])).toBe(false);
  });
});

test('a name without letters from right to left may hold what it likes', () => {
  expect(satisfiesBidiRule(['1a', 'a-', SYMBOL, ''])).toBe(true);
});
