import { MAX_PATTERN_LENGTH } from '../../../lib/core';
import {
  type CursorScope,
  readCursor,
  readTimeCursor,
  writeCursor,
  writeTimeCursor,
} from '../../../lambda/admin/entries/cursor';
import { MAX_CURSOR_LENGTH } from '../../../lambda/admin/limits';

const SCOPE: CursorScope = ['list', 'https://', undefined];
const LONGEST = 'a'.repeat(MAX_PATTERN_LENGTH);
const BAD = expect.objectContaining({ code: 'bad_cursor' }) as Error;

test('a page without a cursor is the first', () => {
  expect(readCursor(SCOPE, undefined)).toBeUndefined();
  expect(readTimeCursor(SCOPE, undefined)).toBeUndefined();
});

test.each([['a'], ['https://example.com'], [LONGEST]])('a cursor leads back to its pattern', (pattern) => {
  const cursor = writeCursor(SCOPE, pattern);
  expect(readCursor(SCOPE, cursor)).toBe(pattern);
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(cursor.length).toBeLessThanOrEqual(MAX_CURSOR_LENGTH);
});

test.each([
  ['2030-05-01T12:00:00.000Z', 'https://example.com'],
  ['2030-05-01T12:00:00.000Z', LONGEST],
  ['~', 'https://example.com'],
  ['', 'https://example.com'],
])('a cursor of the time %j leads back to time and pattern', (time, pattern) => {
  expect(readTimeCursor(SCOPE, writeTimeCursor(SCOPE, { time, pattern }))).toEqual({ time, pattern });
});

test('a place without a time is no place in the order of a time', () => {
  expect(() => readTimeCursor(SCOPE, writeCursor(SCOPE, 'https://example.com'))).toThrow(BAD);
});

test.each<[string, CursorScope]>([
  ['another kind', ['export', 'https://', undefined]],
  ['another filter', ['list', 'http://', undefined]],
  ['a filter more', ['list', 'https://', 'active']],
  ['a filter in another place', ['list', undefined, 'https://']],
  ['fewer filters', ['list', 'https://']],
])('a cursor of a list with %s is not taken', (_, other) => {
  expect(() => readCursor(SCOPE, writeCursor(other, 'https://example.com'))).toThrow(BAD);
});

test('a cursor is what it was before, because pages are read on after a deployment', () => {
  expect(writeCursor(SCOPE, 'https://a.example')).toBe(
    'WzEsImh0dHBzOi8vYS5leGFtcGxlIiwiOWJ1YWoxc3lib2JYUXRGSSJd',
  );
});

test.each([
  ['no text', ''],
  ['no base64', '!'],
  ['no JSON', Buffer.from('{').toString('base64url')],
  ['a number as place', Buffer.from('[1,7,"x"]').toString('base64url')],
  ['no list', Buffer.from('{"1":"a"}').toString('base64url')],
  ['an empty list', Buffer.from('[]').toString('base64url')],
  ['a place of another type', Buffer.from('[1,2,"x"]').toString('base64url')],
  ['another fingerprint', Buffer.from('[1,"a","AAAAAAAAAAAAAAAA"]').toString('base64url')],
  ['an empty place', writeCursor(SCOPE, '')],
  ['a place with a space', writeCursor(SCOPE, 'a b')],
  ['a place outside ASCII', writeCursor(SCOPE, 'ä')],
  ['a place that is longer than every place', writeCursor(SCOPE, 'a'.repeat(MAX_PATTERN_LENGTH + 33))],
  ['more than any cursor', 'A'.repeat(MAX_CURSOR_LENGTH + 1)],
])('%s is no cursor', (_, cursor) => {
  expect(() => readCursor(SCOPE, cursor)).toThrow(BAD);
});
