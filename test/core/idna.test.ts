import { domainToAscii, hasAce, isStableAce } from '../../lib/core/idna';
import { isWellKnown } from '../../lib/core/known-code-points';

describe('the ASCII form of a name', () => {
  test.each([
    ['example.com', 'example.com'],
    ['m\u00fcnchen.example', 'xn--mnchen-3ya.example'],
    // Decomposed, and so composed before it is read.
    ['mu\u0308nchen.example', 'xn--mnchen-3ya.example'],
    // A letter that no composed character exists for takes one diacritic.
    ['x\u0301.example', new URL('https://x\u0301.example').hostname],
    ['\ud55c.example', 'xn--6q8b.example'],
  ])('%s is %s', (host, ascii) => {
    expect(domainToAscii(host)).toBe(ascii);
  });

  test.each([
    ['a diacritic on a composed letter', '\u00fc\u0331.example'],
    ['two diacritics on one letter', 'x\u0301\u0301.example'],
    ['the second of two after another letter', 'axb\u0301\u0301.example'],
    ['a syllable in parts', '\u1100\ua960.example'],
    ['a character that not all parsers know', '\u{1c89}.example'],
    ['a name that is none', '\u00fc..example%'],
  ])('%s has none', (_what, host) => {
    expect(domainToAscii(host)).toBeUndefined();
  });
});

describe('a name in Punycode', () => {
  test.each([
    ['xn--mnchen-3ya.example', true],
    ['www.xn--mnchen-3ya.example', true],
    ['xn--mnchen-3y.example', false],
    // It decodes to nothing.
    ['xn--a\u0000.example', false],
    ['xn--.example', false],
    // Letters from right to left beside a label that begins with a digit.
    ['1.xn--4dbrk0ce', false],
    ['a.xn--4dbrk0ce', true],
  ])('%s is what a browser sends: %s', (host, isStable) => {
    expect(isStableAce(host)).toBe(isStable);
  });

  test.each([
    ['www.xn--x', true],
    ['www.xn-x', false],
  ])('%s has such a label: %s', (host, has) => {
    expect(hasAce(host)).toBe(has);
  });
});

test.each([
  // The ends of ranges, and their neighbours outside.
  [0x7f, true],
  [0x80, false],
  [0xa0, false],
  [0xa1, true],
  [0x4bf, true],
  [0x4c0, false],
  [0x4c1, true],
  [0x1acf, false],
  [0x2064, true],
  [0x2063, false],
  [0x2065, false],
  [0x323af, true],
  [0x323b0, false],
  [0xe0100, true],
  [0xe01ef, true],
  [0xe01f0, false],
  [0x10ffff, false],
])('URL parsers agree on the character %i: %s', (codePoint, agree) => {
  expect(isWellKnown(String.fromCodePoint(codePoint))).toBe(agree);
  expect(isWellKnown(`a${String.fromCodePoint(codePoint)}`)).toBe(agree);
});
