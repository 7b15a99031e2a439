import fc from 'fast-check';
import { isWithin, NEVER, type Moment } from '../../../lambda/store/moment';

const AT: Moment = { clock: 1_000_000, steady: 5_000 };
const later = (clock: number, steady: number): Moment => ({
  clock: AT.clock + clock,
  steady: AT.steady + steady,
});

test.each<[name: string, now: Moment, within: boolean]>([
  ['at once', later(0, 0), true],
  ['just before the end', later(999, 999), true],
  ['at the end by both clocks', later(1_000, 1_000), false],
  ['at the end by the clock that stood still while the function was frozen', later(1_000, 1), false],
  ['at the end although the clock was set back', later(1, 1_000), false],
  ['after the clock was set back by more', later(-1_000, 1), false],
  ['after the clock was set forward', later(3_600_000, 1), false],
])('%s', (_name, now, within) => {
  expect(isWithin(AT, now, 1_000)).toBe(within);
});

test('nothing is within any time after NEVER', () => {
  expect(isWithin(NEVER, AT, Number.MAX_VALUE)).toBe(false);
});

test('law: nothing is younger than either clock says, however the other was set', () => {
  const millis = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(millis, millis, fc.integer(), (bound, beyond, anyClock) => {
      expect(isWithin(AT, { clock: anyClock, steady: AT.steady + bound + beyond }, bound)).toBe(false);
      expect(isWithin(AT, later(bound + beyond, anyClock), bound)).toBe(false);
    }),
  );
});
