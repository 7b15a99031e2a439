import fc from 'fast-check';
import { DESCRIPTION_RULE, NAME_RULE, OWNER_RULE, textFaults, visibleLine } from '../../lib/contract';

const isLine = (text: string): boolean => textFaults(text, NAME_RULE).length === 0;
const isText = (text: string): boolean => textFaults(text, DESCRIPTION_RULE).length === 0;

test.each([
  ['U+0000', 'a\u0000b'],
  ['U+007F', 'a\u007fb'],
  ['U+0085', 'a\u0085b'],
  ['a soft hyphen', 'a\u00adb'],
  ['a combining grapheme joiner', 'a\u034fb'],
  ['an Arabic letter mark', 'a\u061cb'],
  ['a Hangul filler', 'a\u3164b'],
  ['a zero-width space', 'a\u200bb'],
  ['a joiner between Latin letters', 'a\u200db'],
  ['a non-joiner between Latin letters', 'a\u200cb'],
  ['a joiner at the end', '\u0645\u200d'],
  ['a joiner after an emoji, before a letter', '\u{1f469}\u200da'],
  ['a left-to-right mark', 'a\u200eb'],
  ['an override', 'a\u202eb'],
  ['an isolate', 'a\u2066b'],
  ['a word joiner', 'a\u2060b'],
  ['a variation selector after a letter', 'a\ufe0fb'],
  ['a keycap without its key', '1\ufe0f'],
  ['a byte order mark', '\ufeffa'],
  ['a tag', 'a\u{e0041}b'],
  ['a variation selector of the supplement', 'a\u{e0100}b'],
  ['half a character', 'a\ud800b'],
  ['a blank Braille pattern', 'a\u2800b'],
  ['a line separator', 'a\u2028b'],
])('%s is hidden in every text', (_, text) => {
  expect([isLine(text), isText(text), visibleLine(text) === text]).toEqual([false, false, false]);
  expect(textFaults(text, OWNER_RULE)).toEqual(textFaults(text, NAME_RULE));
});

test.each([
  '',
  'Café für alle',
  '東京',
  'שלום',
  'مرحبا',
  'می\u200cخواهم',
  'किताब',
  'क्\u200dष',
  '👍🏽',
  '❤️',
  '1️⃣',
  '👩‍👩‍👧‍👦',
  '🏳️‍🌈',
  'a b\u00a0c',
])('%s is a name', (text) => {
  expect([isLine(text), isText(text), visibleLine(text)]).toEqual([true, true, text]);
});

test('only a longer text has lines and tabs', () => {
  for (const text of ['a\nb', 'a\r\nb', 'a\tb']) expect([isLine(text), isText(text)]).toEqual([false, true]);
});

test('law: what is made visible is visible, and a visible text stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      const shown = visibleLine(text);
      expect(isLine(shown)).toBe(true);
      expect(shown === text).toBe(isLine(text));
      // eslint-disable-next-line no-control-regex -- finding controls is the purpose
      expect(shown).not.toMatch(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0000-\u001f]/);
    }),
  );
});
