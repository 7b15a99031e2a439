import fc from 'fast-check';
import { nearest } from '../../lib/constructs/private/synth/nearest';
import { REFUSALS } from '../../lib/core';

const code = fc.constantFrom(...REFUSALS);
const letter = fc.constantFrom('a', 'b', 'c', 'x', 'y', 'z', '_', '-');

/** A code with one letter taken out, put in, or changed. */
const misspelt = fc
  .record({ code, at: fc.nat(), letter, slip: fc.constantFrom('out', 'in', 'change') })
  .map(({ code: word, at, letter: one, slip }) => {
    const index = at % word.length;
    const rest = word.slice(slip === 'in' ? index : index + 1);
    return { word, typed: `${word.slice(0, index)}${slip === 'out' ? '' : one}${rest}` };
  });

test('one wrong letter leaves the code that was meant', () => {
  fc.assert(
    fc.property(misspelt, ({ word, typed }) => {
      expect(nearest(typed, REFUSALS)).toBe(word);
    }),
  );
});

test('a word of other letters means none of the codes', () => {
  expect(nearest('0123456789', REFUSALS)).toBeUndefined();
  expect(nearest('', REFUSALS)).toBeUndefined();
});
