import fc from 'fast-check';
import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import { candidatePatterns, matchesPattern, MAX_LABELS, parseOrigin, parsePattern } from '../../../lib/core';
import { entry, listing } from '../cases/allowlists';
import { SALESFORCE } from '../cases/policies';
import { actual } from '../cases/requests';
import { originValue, patternText } from './arbitraries';
import { naivelyMatches } from './naive-matcher';
import { nearMisses } from './near-misses';
import { decisionIn } from './situation';

/** An accepted pattern, and origins of which some match it and others nearly do. */
const patternAndOrigins = fc
  .tuple(patternText, originValue)
  .map(([text, value]) => {
    const result = parsePattern(text, { publicSuffixes: publicSuffixKind, allowSharedOrigin: true });
    return { pattern: result.valid ? result.pattern : '', value };
  })
  .filter(({ pattern }) => pattern !== '')
  .map(({ pattern, value }) => ({ pattern, origins: [value, ...nearMisses(pattern)] }));

function isAllowed(pattern: string, text: string): boolean {
  const request = actual('/services/data/v60.0', { origins: [text], ownOrigins: [] });
  return (
    decisionIn({
      policy: SALESFORCE,
      request,
      allowlist: listing(entry(pattern, { allowSharedOrigin: true })),
    }).outcome === 'allow'
  );
}

test('an accepted pattern matches an origin exactly when a naive matcher says so', () => {
  let matched = 0;
  fc.assert(
    fc.property(patternAndOrigins, ({ pattern, origins }) => {
      const expected = origins.filter((text) => naivelyMatches(pattern, text));
      expect(origins.filter((text) => isAllowed(pattern, text))).toEqual(expected);
      matched += expected.length;
    }),
    { numRuns: 300 },
  );
  // A law about matches that never match would hold of anything.
  expect(matched).toBeGreaterThan(300);
});

test('the candidates of an origin hold every pattern that matches it, and of other patterns none', () => {
  fc.assert(
    fc.property(patternAndOrigins, ({ pattern, origins }) => {
      const parsed = origins.map(parseOrigin).filter((origin) => origin !== undefined);
      const asked = parsed.filter((origin) => candidatePatterns(origin).includes(pattern));
      const matching = parsed.filter((origin) => matchesPattern(pattern, origin));
      const expected = parsed.map(({ text }) => text).filter((text) => naivelyMatches(pattern, text));
      expect(asked.map(({ text }) => text)).toEqual(expected);
      expect(matching.map(({ text }) => text)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('each candidate but the origin itself is a pattern that could stand in the list and matches', () => {
  fc.assert(
    fc.property(originValue, (value) => {
      const origin = parseOrigin(value);
      if (origin === undefined || candidatePatterns(origin).length === 0) return;
      const [own, ...wildcards] = candidatePatterns(origin);
      expect(own).toBe(value.startsWith('safari-') ? value.toLowerCase() : value);
      expect(new Set(wildcards).size).toBe(wildcards.length);
      expect(wildcards.length).toBeLessThan(MAX_LABELS);
      const misfits = wildcards.filter(
        (candidate) =>
          !parsePattern(candidate, { publicSuffixes: () => 'none', allowSharedOrigin: true }).valid ||
          !naivelyMatches(candidate, value) ||
          !matchesPattern(candidate, origin),
      );
      expect(misfits).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
