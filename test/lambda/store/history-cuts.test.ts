import type { HistoryItem } from '../../../lib/contract';
import { withChange } from '../../../lambda/store/history';
import { sizeOfItem } from './support/item-size';
import { toAttributes } from '../../../lambda/store/attribute-values';

/*
 * Which changes of a history are cut when the item would be too large. `by` is told from its length: 256 characters uncut,
 * then 64, then 24.
 */

const AT = Date.parse('2030-05-01T12:00:00.000Z');
/** 16 kB, less a margin for what an engine may count otherwise. */
const LIMIT = 15_500;
/** `sizeOfItem` counts an item as a map, which adds 3 bytes and 1 for each of its two names. */
const AS_A_MAP = 3 + 2;

const past = (by: string): HistoryItem => ({
  at: '2030-04-01T00:00:00.000Z',
  by,
  action: 'update',
  changes: [{ field: 'name', from: 'a'.repeat(32), to: 'b'.repeat(32) }],
});

interface Item {
  readonly filler: string;
  readonly history: readonly HistoryItem[];
}

/** An item whose history has 19 long changes, filled up so that it is so many bytes over the limit with one more. */
function itemOver(bytes: number): Item {
  const history = Array.from({ length: 19 }, () => past('i'.repeat(256)));
  const sizeWith = (filler: string): number => {
    const whole = [...history, { ...past('i'.repeat(256)), at: new Date(AT).toISOString() }];
    return sizeOfItem(toAttributes({ filler, history: whole }));
  };
  return { filler: 'x'.repeat(LIMIT + AS_A_MAP + bytes - sizeWith('')), history };
}

function lengthsAfter(item: Item): readonly (readonly [by: number, value: number])[] {
  const [change] = past('').changes;
  const { history } = withChange(item, { by: 'i'.repeat(256), at: AT }, 'update', [change!]);
  return history.map(({ by, changes }) => [by.length, changes[0]!.to!.length]);
}

const UNCUT = [256, 32] as const;
const SHORT = [64, 16] as const;
const SHORTEST = [24, 8] as const;

/** Bytes that the first cut of one change saves: of the identity, and of both values. */
const SAVED = 256 - 64 + 2 * (32 - 16);

test.each<[cut: number, over: number]>([
  [0, 0],
  [1, 1],
  [1, SAVED],
  [2, SAVED + 1],
  [19, 19 * SAVED],
  [20, 20 * SAVED],
])('the %i oldest changes are cut short, and no other, where %i bytes are too many', (cut, over) => {
  expect(lengthsAfter(itemOver(over))).toEqual([
    ...Array.from({ length: cut }, () => SHORT),
    ...Array.from({ length: 20 - cut }, () => UNCUT),
  ]);
});

test('all are cut short before the oldest is cut shorter', () => {
  expect(lengthsAfter(itemOver(20 * SAVED + 1))).toEqual([
    SHORTEST,
    ...Array.from({ length: 19 }, () => SHORT),
  ]);
});
