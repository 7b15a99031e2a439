import { MAX_PATH_LENGTH } from '../../lib/core';
import { isUnambiguousPath, withoutPrefix } from '../../lib/core/request-path';

const escaped = (code: number): string => `%${code.toString(16).padStart(2, '0')}`;
const ascii = Array.from({ length: 0x80 }, (_, code) => code);
/** RFC 3986, section 2.3, and the separators that somebody on the way may decode. */
const neverEscaped = (code: number): boolean => /[A-Za-z0-9\-._~/\\]/.test(String.fromCharCode(code));
const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7f && code < 0xa0);

describe('paths that everybody reads the same', () => {
  test.each([
    '/',
    '/a',
    '/a/',
    '/a/b.c/d',
    '/...',
    '/.a',
    '/..a',
    '/a.',
    '/a..',
    '/.../x',
    '/.well-known/x',
    '/-_~!$&\'()*+,=:@|^`{}[]<>"',
    '/a b',
    '/%20',
    '/41%20',
    '/%C3%BC',
    '/%c3%bc',
    '/%25',
    '/%252e',
    '/%3B%3f%23',
    '/\u00fc',
    '/\u00a0',
    '/%E2%82%AC',
    `/${'a'.repeat(MAX_PATH_LENGTH - 1)}`,
  ])('%s', (path) => {
    expect(isUnambiguousPath(path)).toBe(true);
  });
});

describe('paths that somebody reads otherwise', () => {
  test.each([
    ['nothing', ''],
    ['no leading slash', 'a'],
    ['an escape in place of the leading slash', '%2Fa'],
    ['empty first segment', '//'],
    ['empty segment', '/a//b'],
    ['empty segment before the trailing slash', '/a//'],
    ['dot', '/.'],
    ['dot inside', '/a/./b'],
    ['dot before the trailing slash', '/a/./'],
    ['two dots', '/a/..'],
    ['two dots inside', '/../a'],
    ['backslash', '/a\\b'],
    ['semicolon', '/a;b=c'],
    ['query', '/a?b'],
    ['fragment', '/a#b'],
    ['percent sign alone', '/%'],
    ['percent sign with one digit', '/%2'],
    ['percent sign with no digits', '/%zz'],
    ['percent sign with one digit and a letter', '/%2g'],
    ['percent sign in front of an escape', '/%%20'],
    ['a good escape and a bad one', '/%20%2'],
    ['a bad escape after a good one', '/%20%2e'],
    ['UTF-8 that ends too early', '/%C3'],
    ['UTF-8 that is overlong', '/%C0%AF'],
    ['Latin-1', '/%FC'],
    ['a surrogate in UTF-8', '/%ED%A0%80'],
    ['an escaped C1 control', '/%C2%80'],
    ['the last escaped C1 control', '/%C2%9F'],
    ['one character too long', `/${'a'.repeat(MAX_PATH_LENGTH)}`],
  ])('%s', (_why, path) => {
    expect(isUnambiguousPath(path)).toBe(false);
  });

  test('raw characters', () => {
    const characters = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code));
    const refused = characters.filter((character) => !isUnambiguousPath(`/a${character}b`));
    const marks = ['\\', ';', '?', '#', '%'];
    const expected = characters.filter(
      (character) => isControl(character.charCodeAt(0)) || marks.includes(character),
    );
    expect(refused).toEqual(expected);
  });

  test.each(['', 'upper'])('escapes of ASCII, %s', (kind) => {
    const accepted = ascii.filter((code) => {
      const text = escaped(code);
      return isUnambiguousPath(`/a${kind === 'upper' ? text.toUpperCase() : text}`);
    });
    expect(accepted).toEqual(ascii.filter((code) => !neverEscaped(code) && !isControl(code)));
  });
});

describe('a leading prefix is taken off at a segment', () => {
  test.each([
    ['/a/b', '', '/a/b'],
    ['', '', ''],
    ['/a/b', '/a', '/b'],
    ['/a/b/c', '/a/b', '/c'],
    ['/a', '/a', '/'],
    ['/a/', '/a', '/'],
    ['/ab', '/a', '/ab'],
    ['/b/a', '/a', '/b/a'],
    ['/A/b', '/a', '/A/b'],
    ['/a//b', '/a', '//b'],
    ['/', '/a', '/'],
  ])('%s without %j is %s', (path, prefix, expected) => {
    expect(withoutPrefix(path, prefix)).toBe(expected);
  });
});
