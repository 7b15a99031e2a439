import fc from 'fast-check';
import { when } from '../../console/shell/format';
import { numberText } from '../../console/shell/number-text';

/** The page writes them by itself, because `Intl` makes the first screen wait. */
describe('times and numbers read as Intl writes them in English', () => {
  const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

  test('every time', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1971-01-01'), max: new Date('9000-01-01'), noInvalidDate: true }),
        (at) => {
          expect(when(at.toISOString())).toBe(time.format(at));
        },
      ),
    );
  });

  test.each(['2030-05-01T00:00:00', '2030-05-01T00:59:59', '2030-05-01T12:00:00', '2030-05-01T23:59:00'])(
    '%s, at an edge of the clock',
    (at) => {
      expect(when(at)).toBe(time.format(new Date(at)));
    },
  );

  test('a text that is no time stays as it is', () => {
    expect(when('soon')).toBe('soon');
  });

  test('every whole number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(), fc.nat({ max: 10_000 })), (number) => {
        expect(numberText(number)).toBe(number.toLocaleString('en'));
      }),
    );
  });
});
