import fc from 'fast-check';
import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import { parseOrigin, parsePattern, PATTERN_REASONS } from '../../../lib/core';
import { FIREFOX } from '../cases/origins';
import { patternInput, typedPattern } from './arbitraries';
import { isDescribedBy } from './described';

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

test('a suggestion matches at least one origin that the input describes', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(typedPattern, allowSharedOrigin, (input, option) => {
      const result = parsePattern(input, { allowSharedOrigin: option, publicSuffixes: publicSuffixKind });
      if (result.valid || result.suggestion === undefined) return;
      const origins = ['a.', 'x-1.', 'a.b.'].map((labels) => result.suggestion?.replace('*.', labels) ?? '');
      expect(origins.filter((origin) => isDescribedBy(input, origin))).not.toEqual([]);
      seen.add(result.code);
    }),
    { numRuns: 3000 },
  );
  // Suggestions of many kinds were there, or the law would hold of none.
  expect([...seen].sort()).toEqual(
    expect.arrayContaining(['bad_port', 'has_path', 'missing_scheme', 'wildcard_position']),
  );
});

test('an accepted pattern is an origin that a browser can send, or a wildcard over such', () => {
  fc.assert(
    fc.property(patternInput, (input) => {
      const result = parsePattern(input, { publicSuffixes: publicSuffixKind, allowSharedOrigin: true });
      if (!result.valid) {
        expect(Object.keys(PATTERN_REASONS)).toContain(result.code);
        return;
      }
      const origin = parseOrigin(result.pattern.replace('://*.', '://a.').replace(/^moz-.*\*$/, FIREFOX));
      expect(origin).toBeDefined();
      if (origin?.scheme.startsWith('http') === true) expect(new URL(origin.text).origin).toBe(origin.text);
    }),
    { numRuns: 1000 },
  );
});

test('the option only ever admits more, and only what strangers can have', () => {
  fc.assert(
    fc.property(patternInput, (input) => {
      const without = parsePattern(input, { publicSuffixes: publicSuffixKind });
      const admitting = parsePattern(input, { publicSuffixes: publicSuffixKind, allowSharedOrigin: true });
      if (without.valid) expect(admitting).toEqual(without);
      else if (admitting.valid) expect(['wildcard_private_suffix', 'shared_origin']).toContain(without.code);
    }),
    { numRuns: 1000 },
  );
});
