import fc from 'fast-check';
import { MAX_TOLD_ENTRIES, TOLD_MILLIS, UsedEntries } from '../../../../lambda/shared/log/used-entries';

const pattern = (index: number): string => `https://app${String(index)}.example`;

/** Entries told from the first to the last of so many. */
function filled(count: number): UsedEntries {
  const used = new UsedEntries();
  for (let index = 0; index < count; index++) expect(used.isDue(pattern(index), index)).toBe(true);
  return used;
}

test('as many entries as are remembered are told once', () => {
  const used = filled(MAX_TOLD_ENTRIES);
  expect(used.isDue(pattern(0), MAX_TOLD_ENTRIES)).toBe(false);
});

test('with one more, the one that was told the longest time ago is told again', () => {
  const used = filled(MAX_TOLD_ENTRIES + 1);
  expect(used.isDue(pattern(1), MAX_TOLD_ENTRIES)).toBe(false);
  expect(used.isDue(pattern(0), MAX_TOLD_ENTRIES)).toBe(true);
  expect(used.isDue(pattern(1), MAX_TOLD_ENTRIES)).toBe(true);
});

test('an entry that is told again is the last that is forgotten', () => {
  const used = filled(MAX_TOLD_ENTRIES);
  const later = TOLD_MILLIS + MAX_TOLD_ENTRIES;
  expect(used.isDue(pattern(0), later)).toBe(true);
  expect(used.isDue('https://new.example', later)).toBe(true);
  expect(used.isDue(pattern(0), later)).toBe(false);
});

test('a clock that was set back by more than an hour silences no entry', () => {
  const used = new UsedEntries();
  expect([TOLD_MILLIS, 1, 0, -1].map((now) => used.isDue('a', now))).toEqual([true, false, true, false]);
});

test('law: between two uses that are told lies an hour, and no use is further than an hour from one that is told', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3 * TOLD_MILLIS), { minLength: 1, maxLength: 40 }), (times) => {
      const used = new UsedEntries();
      let told = -Infinity;
      for (const now of times.toSorted((a, b) => a - b)) {
        const isDue = used.isDue('a', now);
        expect(isDue).toBe(now - told >= TOLD_MILLIS);
        if (isDue) told = now;
      }
    }),
  );
});
