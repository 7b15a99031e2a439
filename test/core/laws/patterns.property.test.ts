import fc from 'fast-check';
import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import { parseOrigin, parsePattern, PATTERN_REASONS } from '../../../lib/core';
import { patternInput } from './arbitraries';

const allowSharedOrigin = fc.constantFrom(undefined, false, true);

test('normalization is idempotent', () => {
  fc.assert(
    fc.property(patternInput, allowSharedOrigin, (input, option) => {
      const options = { allowSharedOrigin: option, publicSuffixes: publicSuffixKind };
      const result = parsePattern(input, options);
      if (result.valid) expect(parsePattern(result.pattern, options)).toEqual(result);
    }),
    { numRuns: 1000 },
  );
});

test('a suggestion is a pattern that is accepted as it stands', () => {
  fc.assert(
    fc.property(patternInput, allowSharedOrigin, (input, option) => {
      const options = { allowSharedOrigin: option, publicSuffixes: publicSuffixKind };
      const result = parsePattern(input, options);
      if (result.valid || result.suggestion === undefined) return;
      expect(parsePattern(result.suggestion, options)).toEqual({ valid: true, pattern: result.suggestion });
      expect(result.suggestion).not.toBe(input);
    }),
    { numRuns: 1000 },
  );
});

test('an accepted pattern is an origin that a browser can send, or one after "*."', () => {
  fc.assert(
    fc.property(patternInput, (input) => {
      const result = parsePattern(input, { publicSuffixes: publicSuffixKind });
      if (!result.valid) {
        expect(Object.keys(PATTERN_REASONS)).toContain(result.code);
        return;
      }
      const origin = parseOrigin(result.pattern.replace('://*.', '://a.'));
      expect(origin).toBeDefined();
      if (origin?.form !== 'extension') expect(new URL(origin?.text ?? '').origin).toBe(origin?.text);
    }),
    { numRuns: 1000 },
  );
});

test('the option only ever admits more, and only wildcards', () => {
  fc.assert(
    fc.property(patternInput, (input) => {
      const without = parsePattern(input, { publicSuffixes: publicSuffixKind });
      const admitting = parsePattern(input, { publicSuffixes: publicSuffixKind, allowSharedOrigin: true });
      if (without.valid) expect(admitting).toEqual(without);
      else if (admitting.valid) expect(without.code).toBe('wildcard_private_suffix');
    }),
    { numRuns: 1000 },
  );
});
