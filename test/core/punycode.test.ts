import { decodePunycode } from '../../lib/core/punycode';

/** RFC 3492, section 7.1 (those in lower case), and others. */
test.each([
  ['ihqwcrb4cv8a8dqg056pqjye', '\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587'],
  [
    'egbpdaj6bu4bxfgehfvwxn',
    '\u0644\u064a\u0647\u0645\u0627\u0628\u062a\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628\u064a\u061f',
  ],
  ['ihqwctvzc91f659drss3x8bo0yb', '\u4ed6\u5011\u7232\u4ec0\u9ebd\u4e0d\u8aaa\u4e2d\u6587'],
  [
    'n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa',
    '\u306a\u305c\u307f\u3093\u306a\u65e5\u672c\u8a9e\u3092\u8a71\u3057\u3066\u304f\u308c\u306a\u3044\u306e\u304b',
  ],
  [
    '4dbcagdahymbxekheh6e0a7fei0b',
    '\u05dc\u05de\u05d4\u05d4\u05dd\u05e4\u05e9\u05d5\u05d8\u05dc\u05d0\u05de\u05d3\u05d1\u05e8\u05d9\u05dd\u05e2\u05d1\u05e8\u05d9\u05ea',
  ],
  ['d9juau41awczczp', '\u305d\u306e\u30b9\u30d4\u30fc\u30c9\u3067'],
  ['2-u9tlzr9756bt3uc0v', '\u3072\u3068\u3064\u5c4b\u6839\u306e\u4e0b2'],
  ['mnchen-3ya', 'm\u00fcnchen'],
  ['fa-hia', 'fa\u00df'],
  ['tda', '\u00fc'],
  ['ls8h', '\u{1f4a9}'],
  ['a-b-', 'a-b'],
  ['--', '-'],
  ['', ''],
  ['a', '\u0080'],
  ['dn32g', '\u{10ffff}'],
  ['a97093t', '\u{10ffff}\u0080'],
  // How far the first character lies decides how the second is read: 455 is the last distance taken as it is, 470 is scaled.
  ['abc-981spb', '\uf954abc\uf95d'],
  ['abcd-987txb', '\ud6e0abcd\ud6e9'],
])('%s', (encoded, decoded) => {
  expect(decodePunycode(encoded)).toBe(decoded);
});

test.each([
  'en32g',
  'mnchen-3y',
  'mnchen-3Ya',
  'a-!',
  'a-_',
  'a-{',
  'a-`',
  'a-/',
  'a-:',
  // Each is well-formed with the digit that stands before `a` or `0`, or after `z` or `9`, in another order of digits.
  'ihqwctvzc91f659drss3x8bo{yb',
  'd9juau41awc/czp',
  '99999999',
  'a-zz9999999999',
])('%s is malformed', (encoded) => {
  expect(decodePunycode(encoded)).toBeUndefined();
});
