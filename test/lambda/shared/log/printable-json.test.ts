import fc from 'fast-check';
import { printableJson } from '../../../../lambda/shared/log/printable-json';

test.each<[name: string, text: string, written: string]>([
  ['ASCII stays', 'https://app.example ~', '"https://app.example ~"'],
  ['letters stay', 'gr\u00fc\u00df \u05d0 \u{1f600}', '"gr\u00fc\u00df \u05d0 \u{1f600}"'],
  ['an escape sequence', '\u001b[2J', '"\\u001b[2J"'],
  ['DEL', '\u007f', '"\\u007f"'],
  ['the escape sequence of one character', '\u009b2J', '"\\u009b2J"'],
  ['a line separator', '\u2028', '"\\u2028"'],
  ['an override of the direction', '\u202egnp.exe', '"\\u202egnp.exe"'],
  ['an isolate', '\u2067', '"\\u2067"'],
  ['a blank without width', '\u200b', '"\\u200b"'],
  ['a byte order mark', '\ufeff', '"\\ufeff"'],
  ['a tag, of two code units', '\u{e0041}', '"\\udb40\\udc41"'],
  ['half of a character', '\ud800', '"\\ud800"'],
])('%s', (_name, text, written) => {
  expect(printableJson(JSON.stringify(text))).toBe(written);
});

test('the line ends of a JSON that is written for people stay', () => {
  const json = JSON.stringify({ a: '\u009b' }, null, 2);
  expect(printableJson(json)).toBe('{\n  "a": "\\u009b"\n}');
});

test('law: it is the same JSON, and nothing in it is unprintable', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const json = printableJson(JSON.stringify(value));
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(json).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 1000 },
  );
});
