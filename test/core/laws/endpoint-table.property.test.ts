import fc, { type Arbitrary } from 'fast-check';
import {
  ACCESSES,
  comparePrecedence,
  covers,
  HOST_KINDS,
  overlaps,
  pathTest,
  PATH_MATCHES,
  segmentsOf,
  type EndpointRule,
} from '../../../lib/core';
import { compileRule } from '../../../lib/core/compiled-rule';
import { EndpointTable } from '../../../lib/core/endpoint-table';

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

const foldOf = (path: string): string => path.toLowerCase();

const hasParameter = ({ path }: EndpointRule): boolean => path.includes('{');

/** The winner as the specification tells it, from all rules that name the path, without a tree. */
function naiveWinner(all: readonly EndpointRule[], path: string): EndpointRule | undefined {
  return naiveFirst(all.filter((each) => pathTest(each)(segmentsOf(path))));
}

function naiveFirst(named: readonly EndpointRule[]): EndpointRule | undefined {
  const closed = named.filter((each) => each.access === 'closed' && !hasParameter(each));
  const standing = named.filter(
    (each) =>
      each.access === 'closed' ||
      !hasParameter(each) ||
      closed.every((other) => covers(foldOf(other.path), foldOf(each.path))),
  );
  return [...standing].sort(comparePrecedence)[0];
}

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

/** Tables that spell segments in two ways, and paths of their segments. */
const misspelt = fc.constantFrom('a', 'A', 'b', 'B', 'c', 'v1.0');
const misspeltRules = fc
  .array(
    fc
      .tuple(
        rule,
        fc.array(
          fc.oneof(
            { weight: 3, arbitrary: misspelt },
            { weight: 2, arbitrary: fc.constantFrom('v*', '{x}') },
          ),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
      )
      .map(([one, segments]) => ({ ...one, path: `/${segments.join('/')}` })),
    { minLength: 2, maxLength: 8 },
  )
  .map((all) => all.filter((one, index) => !all.slice(0, index).some((other) => sameFold(one, other))));

const anyVersion = (path: string): string => path.replaceAll('v*', '{v}');

function sameFold(one: EndpointRule, other: EndpointRule): boolean {
  return overlaps({ ...one, path: foldOf(one.path) }, { ...other, path: foldOf(other.path) });
}

/** The rule that wins among all whose fold names the path's fold, where `v*` is any segment. */
function winnerByFold(all: readonly EndpointRule[], path: string): EndpointRule | undefined {
  const names = (each: EndpointRule): boolean =>
    pathTest({ ...each, path: anyVersion(foldOf(each.path)) })(segmentsOf(foldOf(path)));
  return naiveFirst(all.filter(names));
}

test('an open path is treated as the same path in the spelling of the rule that its fold finds', () => {
  const seen = { open: 0, misspelt: 0 };
  fc.assert(
    fc.property(misspeltRules, fc.array(misspelt, { minLength: 1, maxLength: 4 }), (all, parts) => {
      const table = new EndpointTable(
        all.map((each) => compileRule(each, { exposedHeaders: [], maxAgeSeconds: 0 })),
      );
      const path = `/${parts.join('/')}`;
      const found = table.find(path)?.rule;
      if (found === undefined) return;
      const [own, names] = [found, winnerByFold(all, path)].map((each) => segmentsOf(each?.path ?? '/'));
      const spelt = parts.map((part, index) => {
        const name = names?.[index] ?? part;
        // A segment that the rule of the path names is spelled as the table has it.
        return own?.[index] !== part && foldOf(name) === foldOf(part) ? name : part;
      });
      // A path that no rule names has no access that another spelling of it could widen.
      expect([undefined, found.access]).toContain(naiveWinner(all, `/${spelt.join('/')}`)?.access);
      seen.open++;
      if (spelt.join('/') !== parts.join('/')) seen.misspelt++;
    }),
    { numRuns: 20_000 },
  );
  expect(Math.min(seen.open, seen.misspelt)).toBeGreaterThan(50);
});
