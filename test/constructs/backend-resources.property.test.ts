import fc, { type Arbitrary } from 'fast-check';
import { comparePrecedence, overlaps, pathTest, segmentsOf } from '../../lib/core';
import { apiResources, type TargetRoute } from '../../lib/constructs/private/gateway/api-resources';
import { crossingRoutes } from '../../lib/constructs/private/gateway/crossing-routes';

/*
 * A backend answers the paths that the endpoint table's language gives it, although API Gateway routes by a tree of resources.
 */

const part = fc.constantFrom('a', 'b', '{x}', '{y}');
const path = fc
  .record({ parts: fc.array(part, { minLength: 1, maxLength: 3 }), rest: fc.constantFrom([], [], ['{r+}']) })
  .map(({ parts, rest }) => `/${[...parts, ...rest].join('/')}`);
const ROOT: TargetRoute<string> = { path: '/', match: 'prefix', target: 'root' };
const routes: Arbitrary<readonly TargetRoute<string>[]> = fc
  .array(fc.record({ path, target: fc.constantFrom('root', 'one', 'two', 'three') }), { maxLength: 5 })
  .map((all) => [ROOT, ...all.map((one) => ({ ...one, match: 'prefix' as const }))])
  // Two backends of the same paths are an error.
  .map((all) => all.filter((one, index) => !all.slice(0, index).some((other) => overlaps(one, other))));
const requested = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 });

/** API Gateway: at each part a text before a parameter before a greedy part, and back where there is no method. */
function resourceFor(resources: ReadonlyMap<string, string>, parts: readonly string[]): string | undefined {
  const all = [...resources.keys()];
  const walk = (above: string, rest: readonly string[]): string | undefined => {
    const [next, ...further] = rest;
    if (next === undefined) return resources.has(above || '/') ? above || '/' : undefined;
    const children = [
      ...new Set(
        all
          .filter((one) => one.startsWith(`${above}/`))
          .map((one) => one.slice(above.length + 1).split('/')[0]!),
      ),
    ];
    const variable = children.find((one) => one.startsWith('{') && !one.endsWith('+}'));
    const greedy = children.find((one) => one.endsWith('+}'));
    expect(children.filter((one) => one.startsWith('{')).length).toBeLessThanOrEqual(1);
    return (
      (children.includes(next) ? walk(`${above}/${next}`, further) : undefined) ??
      (variable === undefined ? undefined : walk(`${above}/${variable}`, further)) ??
      (greedy === undefined ? undefined : `${above}/${greedy}`)
    );
  };
  return walk('', parts);
}

test('every request reaches the backend that the language names, or synth says which two backends cross', () => {
  const seen = { checked: 0, crossing: 0 };
  fc.assert(
    fc.property(routes, requested, (all, parts) => {
      if (crossingRoutes(all).length > 0) {
        seen.crossing++;
        return;
      }
      const resources = apiResources(all);
      const expected = [...all]
        .sort(comparePrecedence)
        .find((route) => pathTest(route)(segmentsOf(`/${parts.join('/')}`)));
      const found = resourceFor(resources, parts);
      seen.checked++;
      expect(resources.get(found ?? '')).toBe(expected?.target);
    }),
    { numRuns: 5000 },
  );
  expect(seen.crossing).toBeGreaterThan(50);
  expect(seen.checked).toBeGreaterThan(2000);
});
