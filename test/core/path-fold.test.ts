import {
  foldPath,
  foldRulePath,
  haveOneFold,
  isLowerCase,
  isPlainPath,
  isMisspeltBelow,
} from '../../lib/core/path-fold';
import { MAX_PATH_LENGTH, type PathMatch } from '../../lib/core';

describe('all spellings of a path have one fold', () => {
  test.each([
    ['/', '/'],
    ['/api/keys', '/api/keys'],
    ['/.well-known/x', '/.well-known/x'],
    ['/services/data/v60.0', '/services/data/v60.0'],
    ['/api/INTERNAL/Keys', '/api/internal/keys'],
    ['/api/', '/api'],
    ['/api/%24batch', '/api/$batch'],
    ['/api/orders%3Aexport', '/api/orders:export'],
    ['/%C3%89tat', '/\u00e9tat'],
    ['/%c3%a9tat', '/\u00e9tat'],
    ['/e%CC%81tat', '/\u00e9tat'],
    ['/\u00c9tat', '/\u00e9tat'],
    ['/stra%C3%9Fe', '/strasse'],
    ['/stra%E1%BA%9Ee', '/strasse'],
    ['/STRA\u1e9eE', '/strasse'],
    ['/\u017fecret', '/secret'],
    ['/\u212aeys', '/keys'],
    ['/\uff41pi', '/api'],
    ['/%EF%BC%A1pi', '/api'],
    ['/a+b', '/a b'],
    ['/a%2Bb', '/a b'],
    ['/a%20b', '/a b'],
    ['/a b', '/a b'],
    ['/a%C2%A0b', '/a b'],
    ['/a./b', '/a/b'],
    ['/a%20/b', '/a/b'],
    ['/a+/b', '/a/b'],
    ['/a. ./b', '/a/b'],
    ['/a%E3%80%80/b', '/a/b'],
    ['/a\u2026/b', '/a/b'],
    ['/a.b', '/a.b'],
    ['/.a', '/.a'],
    ['/a%3Bb/c', '/a/c'],
    ['/a%3fb/c', '/a/c'],
    ['/a%23b', '/a'],
    ['/a/%23b', '/a/#b'],
    ['/a/%3Bx', '/a/;x'],
    ['/a%EF%BC%9Bb', '/a'],
    ['/100%25', '/100%'],
    ['/100%25x', '/100%x'],
    ['/100%25a', '/100%a'],
    ['/a%25u0', '/a%u0'],
  ])('%s: %s', (path, fold) => {
    expect(foldPath(path)).toBe(fold);
  });
});

test.each([
  ['a segment of dots', '/a/.../b'],
  ['a segment of one blank', '/a/%20'],
  ['a segment of a plus', '/+/a'],
  ['an ellipsis', '/a/%E2%80%A6'],
  ['full-width dots', '/a/%EF%BC%8E%EF%BC%8E/b'],
  ['a full-width slash', '/a%EF%BC%8Fb'],
  ['a full-width slash as it is', '/a\uff0fb'],
  ['a character of which a slash is part', '/%E2%84%80'],
  ['a full-width backslash', '/a%EF%BC%BCb'],
  ['a second escape', '/a%252eb'],
  ['a second escape in upper case', '/a%252Fb'],
  ['a second escape of IIS', '/a%25u002eb'],
  ['a second escape with a full-width percent sign', '/a%EF%BC%852eb'],
  ['an ambiguous path', '/a/../b'],
  ['an ambiguous escape', '/a%2eb'],
])('%s has no fold: %s', (_why, path) => {
  expect(foldPath(path)).toBeUndefined();
});

test('a plain path folds by letter case and its last slash, and is told by one test', () => {
  const plain = ['/', '/a', '/a/b-c_d~e', '/!$&\'()*,=:@|^`{}[]<>"', '/.a', '/a.b'];
  for (const path of plain) expect(foldPath(path)).toBe(path);
  for (const path of plain.slice(1)) expect(foldPath(`${path.toUpperCase()}/`)).toBe(path);
  expect(plain.filter((path) => !isPlainPath(path) || !isPlainPath(path.toUpperCase()))).toEqual([]);
  expect(plain.filter((path) => !isLowerCase(path))).toEqual([]);
  expect(['/A', '/a/', '/aZ/b'].filter(isLowerCase)).toEqual([]);
  const others = ['', 'a', '/a.', '/a./b', '/a//b', '/%24', '/a+b', '/a b', '/\u00e9', '/a;b', '/\u212a'];
  expect(others.filter(isPlainPath)).toEqual([]);
  expect([0, 1].map((more) => isPlainPath(`/${'a'.repeat(MAX_PATH_LENGTH - 1 + more)}`))).toEqual([
    true,
    false,
  ]);
});

test.each([
  ['/A/v*/{Id}/{Rest+}', '/a/v*/{Id}/{Rest+}'],
  ['/%24batch/{x}', '/$batch/{x}'],
  ['/', '/'],
  ['/.../{x}', undefined],
])('the fold of the rule %s keeps its wildcards: %s', (path, fold) => {
  expect(foldRulePath(path)).toBe(fold);
});

test.each([
  ['exact /a', 'exact /A', true],
  ['exact /a/v*', 'exact /A/{x}', true],
  ['exact /a/{y+}', 'exact /a/{x+}', true],
  ['exact /a/{y}', 'exact /a/{x+}', false],
  ['exact /a', 'exact /b', false],
  ['exact /a/{x}', 'exact /a/x', false],
  ['exact /a', 'prefix /A', false],
  ['exact /a/b', 'exact /ab', false],
])('%s and %s have one fold: %s', (a, b, expected) => {
  const [one, other] = [a, b].map((text) => {
    const [match, path] = text.split(' ') as [PathMatch, string];
    return { match, path };
  });
  expect(haveOneFold(one!, other!)).toBe(expected);
});

test.each([
  ['/PARTNERS/x', '/partners', true],
  ['/partners%20/x', '/partners', true],
  ['/Partners', '/partners', true],
  ['/partners/', '/Partners', true],
  ['/partners/x', '/partners', false],
  ['/partners', '/partners', false],
  ['/PARTNERSHIP', '/partners', false],
  ['/x', '/partners', false],
  ['/X', '', false],
  ['/PARTNERS/../x', '/partners', false],
  ['/X', '/...', false],
])('%s is below %s in another spelling only: %s', (path, prefix, expected) => {
  expect(isMisspeltBelow(path, prefix)).toBe(expected);
});
