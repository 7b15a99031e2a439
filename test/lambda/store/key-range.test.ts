import { MAX_PATTERN_LENGTH } from '../../../lib/core';
import { keyRange } from '../../../lambda/store/key-range';

const LONGEST = `https://${'a'.repeat(MAX_PATTERN_LENGTH - 8)}`;

test.each([
  ['all patterns', undefined, undefined, { low: '!', high: '~' }],
  ['a beginning', 'https://a', undefined, { low: 'https://a', high: 'https://a~' }],
  ['a start', undefined, 'https://b', { low: 'https://b', high: '~' }],
  ['a start within a beginning', 'https://a', 'https://ab', { low: 'https://ab', high: 'https://a~' }],
  ['a start before a beginning', 'https://b', 'https://a', { low: 'https://b', high: 'https://b~' }],
  ['a start beyond a beginning', 'https://a', 'https://b', undefined],
  [
    'a start at the very end of a beginning',
    'https://a',
    'https://a~',
    { low: 'https://a~', high: 'https://a~' },
  ],
  ['a beginning as long as the longest pattern', LONGEST, undefined, { low: LONGEST, high: `${LONGEST}~` }],
  ['a beginning that is longer', `${LONGEST}a`, undefined, undefined],
  ['a beginning with a space', 'https://a b', undefined, undefined],
  ['a beginning outside ASCII', 'https://ä', undefined, undefined],
  ['a start that is longer than every pattern', undefined, `${LONGEST}aaa`, { low: LONGEST, high: '~' }],
] as const)('%s', (_, prefix, start, expected) => {
  expect(keyRange(prefix, start)).toEqual(expected);
});
