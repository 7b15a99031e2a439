import fc, { type Arbitrary } from 'fast-check';
import { ACCESSES, HOST_KINDS, overlaps, PATH_MATCHES, type EndpointRule } from '../../../lib/core';
import { compileRule } from '../../../lib/core/compiled-rule';
import { EndpointTable } from '../../../lib/core/endpoint-table';
import { hasParameter, naiveWinner } from '../cases/naive-table';

const literal = fc.constantFrom('a', 'b', 'c', 'v1.0', 'v2.0');
const segment = fc.oneof(
  { weight: 3, arbitrary: literal },
  { weight: 1, arbitrary: fc.constantFrom('v*', '{x}', '{y}') },
);

const rule: Arbitrary<EndpointRule> = fc
  .record({
    segments: fc.array(segment, { maxLength: 4 }),
    rest: fc.constantFrom([], [], ['{r+}']),
    match: fc.constantFrom(...PATH_MATCHES),
    access: fc.constantFrom(...ACCESSES),
  })
  .map(({ segments, rest, match, access }) => ({
    path: `/${[...segments, ...rest].join('/')}`,
    // `{r+}` names the same paths with both matches, and a table keeps one of the two.
    match: rest.length > 0 ? 'exact' : match,
    access,
    methods: ['GET'],
    hostKinds: HOST_KINDS,
  }));

/** Tables in which no two rules name a path with equal right. */
const rules = fc
  .array(rule, { maxLength: 10 })
  .map((all) => all.filter((one, index) => !all.slice(0, index).some((other) => overlaps(one, other))));

test('a path finds the rule that wins among all that name it, or is closed', () => {
  const paths = fc.array(fc.oneof(literal, fc.constantFrom('q', 'v3.0')), { maxLength: 5 });
  const seen = { found: 0, byParameter: 0, otherSpelling: 0 };
  fc.assert(
    fc.property(rules, paths, fc.boolean(), (all, parts, slash) => {
      const path = `/${parts.join('/')}${slash && parts.length > 0 ? '/' : ''}`;
      const table = new EndpointTable(
        all.map((each) => compileRule(each, { exposedHeaders: [], maxAgeSeconds: 0 })),
      );
      const expected = naiveWinner(all, path);
      const found = table.find(path)?.rule;
      if (found === undefined && expected !== undefined) {
        // Another spelling of the path meets another rule, which is possible where the slash or `v*` makes a difference.
        expect(slash || all.some((each) => each.path.includes('v*'))).toBe(true);
        seen.otherSpelling++;
        return;
      }
      expect(found).toBe(expected);
      if (found === undefined) return;
      seen.found++;
      if (hasParameter(found)) seen.byParameter++;
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(seen.found, seen.byParameter, seen.otherSpelling)).toBeGreaterThan(50);
});
