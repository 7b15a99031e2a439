import fc from 'fast-check';
import { ASKED_DAYS, unusedEntries, type UnusedSpan } from '../../lib/contract/unused-entries';

const NOW = Date.UTC(2030, 5, 1);
const DAY = 86_400_000;
const ago = (days: number): string => new Date(NOW - days * DAY).toISOString();

interface Row {
  readonly id: string;
  readonly updatedAt: string;
}

function row(id: string, changed = 200): Row {
  return { id, updatedAt: ago(changed) };
}

function used(
  id: string,
  days?: number,
): {
  readonly id: string;
  readonly pattern: string;
  readonly lastUsed?: string;
} {
  return { id, pattern: `https://${id}.example`, ...(days === undefined ? {} : { lastUsed: ago(days) }) };
}

function span(days = 90): UnusedSpan {
  return { days, now: NOW };
}

test('an entry is unused where it stayed as it is for all of the time, and the log names no use in it', () => {
  const items = [used('used', 1), used('before', 40), used('never')];
  const entries = [
    row('used'),
    row('before'),
    row('never'),
    row('unnamed'),
    row('old', 30.01),
    row('young', 30),
  ];
  const found = unusedEntries({ since: ago(85), items }, entries, span(30));
  expect(found.entries.map(({ entry, lastUsed }) => [entry.id, lastUsed])).toEqual([
    ['before', ago(40)],
    ['never', undefined],
    ['unnamed', undefined],
    ['old', undefined],
  ]);
});

test('an entry that was activated or restored within the time is not unused, however old it is', () => {
  const entries = [{ ...row('a', 0.001), createdAt: ago(400) }];
  expect(unusedEntries({ since: ago(90), items: [] }, entries, span(1)).entries).toEqual([]);
});

test.each([
  [90, 90, true, 90],
  [89, 90, true, 90],
  [88.9, 90, false, 88],
  [88.9, 88, true, 88],
  [32, 30, true, 32],
  [30, 30, true, 30],
  [29.99, 30, false, 29],
  [0.5, 1, false, 0],
])('a log with a first use %p days ago covers %p days: %p', (first, days, isCovered, knownDays) => {
  const { since, ...found } = unusedEntries({ since: ago(first), items: [] }, [row('a')], span(days));
  expect(found).toMatchObject({ isCovered, knownDays });
  expect(since).toBe(ago(Math.min(first, days)));
});

test('the days that are known can be asked for', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: ASKED_DAYS, noNaN: true }),
      fc.integer({ min: 1, max: ASKED_DAYS }),
      (first, days) => {
        const usage = { since: ago(first), items: [] };
        const { isCovered, knownDays } = unusedEntries(usage, [], span(days));
        expect(isCovered).toBe(knownDays >= days);
        if (knownDays > 0) expect(unusedEntries(usage, [], span(knownDays)).isCovered).toBe(true);
      },
    ),
  );
});

test('nobody is unused where the log holds no use at all', () => {
  expect(unusedEntries({ items: [] }, [row('a')], span())).toEqual({
    entries: [],
    since: undefined,
    isCovered: false,
    knownDays: 0,
  });
});

test('nobody is unused who was used, whatever the answer holds', () => {
  const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });
  fc.assert(
    fc.property(ids, ids, (usedIds, listed) => {
      const items = usedIds.map((id) => used(id, 3));
      const entries = listed.map((id) => row(id));
      const found = unusedEntries({ since: ago(89.5), items }, entries, span());
      expect(found.entries.map(({ entry }) => entry.id)).toEqual(
        listed.filter((id) => !usedIds.includes(id)),
      );
    }),
  );
});
