import {
  echoedHeaderNames,
  isToken,
  listElements,
  MAX_EXPOSED_HEADERS,
  mergeExposedHeaders,
  mergeVary,
} from '../../lib/core';
import { REQUESTED_HEADERS } from './cases/preflights';

test.each(REQUESTED_HEADERS)('requested headers, %s: of %j is echoed %j', (_name, value, answer) => {
  expect(echoedHeaderNames(value)).toBe(answer);
});

test('tokens are what RFC 9110 says, character by character', () => {
  const tokens = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).filter(isToken);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const expected = `!#$%&'*+-.0123456789${letters}^_\`${letters.toLowerCase()}|~`;
  expect(tokens.join('')).toBe(expected);
  expect(isToken('')).toBe(false);
  expect(isToken('ab c')).toBe(false);
  expect(isToken('a\n')).toBe(false);
});

test.each([
  ['', []],
  ['a', ['a']],
  [' a , b\t', ['a', 'b']],
  [',,a,,', ['a']],
  ['a b,c', ['a b', 'c']],
  ['\u00a0a', ['\u00a0a']],
])('the elements of %j are %j', (value, expected) => {
  expect(listElements(value)).toEqual(expected);
});

describe('Vary', () => {
  test.each([
    [[], 'Origin', 'Origin'],
    [['Accept-Encoding'], 'Origin', 'Accept-Encoding, Origin'],
    [['origin'], 'Origin', 'origin'],
    [['Accept, ORIGIN', 'Cookie'], 'Origin, Accept', 'Accept, ORIGIN, Cookie'],
    [['*'], 'Origin', '*, Origin'],
    [[' , '], 'Origin', 'Origin'],
  ])('a backend’s %j and our %s become %s', (backend, ours, expected) => {
    expect(mergeVary(backend, ours)).toBe(expected);
  });
});

describe('Access-Control-Expose-Headers', () => {
  test.each([
    ['ETag', [], 'ETag'],
    ['', [], ''],
    ['', ['X-A'], 'X-A'],
    ['ETag', ['X-A, X-B', 'X-C'], 'ETag, X-A, X-B, X-C'],
    ['ETag', ['etag', 'x-a', 'X-A'], 'ETag, x-a'],
    ['ETag', ['*'], 'ETag'],
    ['ETag', ['bad name, X-A, \u00fc'], 'ETag, X-A'],
  ])('our %j and a backend’s %j become %s', (ours, backend, expected) => {
    expect(mergeExposedHeaders(ours, backend)).toBe(expected);
  });

  test('a backend adds no more names than are kept', () => {
    const names = Array.from({ length: MAX_EXPOSED_HEADERS + 1 }, (_, index) => `X-${String(index)}`);
    const merged = mergeExposedHeaders('ETag, Location', [names.join(',')]).split(', ');
    expect(merged).toEqual(['ETag', 'Location', ...names.slice(0, -1)]);
    expect(mergeExposedHeaders('', [names.slice(0, -1).join(',')]).split(', ')).toEqual(names.slice(0, -1));
  });
});
