import fc from 'fast-check';
import {
  entryId,
  entryKey,
  entryPartition,
  patternOfId,
  SETTINGS_KEY,
  SHARD_COUNT,
  shardOf,
} from '../../lib/contract';
import { candidatePatterns, MAX_PATTERN_LENGTH, parseOrigin } from '../../lib/core';
import { WELL_FORMED } from '../core/cases/origins';

const patterns = [
  ...WELL_FORMED.map(([value]) => value),
  'https://*.fabrikam.com',
  'https://*.xn--mnchen-3ya.example:8443',
];
const ascii = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: MAX_PATTERN_LENGTH });

describe('ids', () => {
  test.each(patterns)('%s has an id that is safe in a URL', (pattern) => {
    const id = entryId(pattern);
    expect(encodeURIComponent(id)).toBe(id);
    expect(patternOfId(id)).toBe(pattern);
  });

  test('every pattern is read back from its id, and has one id alone', () => {
    fc.assert(
      fc.property(ascii, ascii, (one, other) => {
        expect(patternOfId(entryId(one))).toBe(one);
        expect(entryId(one) === entryId(other)).toBe(one === other);
      }),
    );
  });

  test('no text but the id itself is read as the id', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const pattern = patternOfId(text);
        expect(pattern === undefined || entryId(pattern) === text).toBe(true);
      }),
    );
  });

  test.each(['', 'a', 'YQ==', 'YR', 'Y+', 'Y/', ' YQ', 'YQ\n', 'Y Q', '%59Q', '../x', 'é'])(
    '%j is no id',
    (text) => {
      expect(patternOfId(text)).toBeUndefined();
    },
  );

  test('an id is as long as the longest pattern needs', () => {
    expect(patternOfId(entryId('a'.repeat(MAX_PATTERN_LENGTH)))).toBe('a'.repeat(MAX_PATTERN_LENGTH));
    expect(patternOfId(entryId('a'.repeat(MAX_PATTERN_LENGTH + 1)))).toBeUndefined();
  });
});

describe('keys', () => {
  test('a key is the partition of the shard and the pattern', () => {
    for (const pattern of patterns) {
      expect(entryKey(pattern)).toEqual({ pk: entryPartition(shardOf(pattern)), sk: pattern });
    }
  });

  test('partitions are E# and two digits, and none is that of the settings', () => {
    const partitions = Array.from({ length: SHARD_COUNT }, (_, shard) => entryPartition(shard));
    expect(partitions[0]).toBe('E#00');
    expect(partitions[15]).toBe('E#15');
    expect(new Set(partitions).size).toBe(16);
    expect(partitions).not.toContain(SETTINGS_KEY.pk);
  });

  // Stored entries are found by these keys for ever: another hash would lose every entry.
  test.each([
    ['https://app.fabrikam.com', 9],
    ['https://*.fabrikam.com', 2],
    ['http://localhost:3000', 9],
  ])('the shard of %s is %d', (pattern, shard) => {
    expect(shardOf(pattern)).toBe(shard);
  });

  test.each([
    ['numbered hosts', (n: number) => `https://app${String(n)}.fabrikam.com`],
    ['wildcards', (n: number) => `https://*.tenant-${String(n)}.fabrikam.com`],
    ['ports', (n: number) => `http://localhost:${String(n + 1)}`],
  ])('%s are spread evenly', (_name, pattern) => {
    const counts = new Array<number>(SHARD_COUNT).fill(0);
    for (let n = 0; n < 16_000; n++) counts[shardOf(pattern(n))]!++;
    expect(Math.max(...counts)).toBeLessThan(1250);
    expect(Math.min(...counts)).toBeGreaterThan(750);
  });

  test('the keys of a verdict fit into one BatchGetItem with the settings', () => {
    for (const [value] of WELL_FORMED) {
      const origin = parseOrigin(value);
      expect(origin && candidatePatterns(origin).length + 1).toBeLessThan(100);
    }
  });
});
