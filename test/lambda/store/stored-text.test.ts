import { instantOf, isPatternText } from '../../../lambda/store/stored-text';

const INSTANT = Date.parse('2030-05-01T12:00:00.000Z');

test.each([
  ['2030-05-01T12:00:00Z', INSTANT],
  ['2030-05-01T12:00:00.5Z', INSTANT + 500],
  ['2030-05-01T12:00:00.123456789Z', INSTANT + 123],
  ['2030-05-01T12:00:00.1234567890Z', undefined],
  ['2030-05-01T12:00:00.Z', undefined],
  ['+002030-05-01T12:00:00Z', undefined],
  ['2030-05-01T12:00:00Z (noon)', undefined],
  ['2030-05-01T12:00:00+00:00', undefined],
  ['2030-05-01T12:00:00', undefined],
  ['2030-05-01', undefined],
  ['2030-13-01T12:00:00Z', undefined],
  ['', undefined],
])('the instant of %j is %p', (text, expected) => {
  expect(instantOf(text)).toBe(expected);
});

test.each([
  ['', true],
  ['!https://*.example~', true],
  ['a b', false],
  ['a\n', false],
  ['ä', false],
  ['\x7f', false],
])('that %j can be part of a pattern is %p', (text, expected) => {
  expect(isPatternText(text)).toBe(expected);
});
