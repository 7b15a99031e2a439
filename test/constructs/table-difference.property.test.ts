import fc, { type Arbitrary } from 'fast-check';
import { HOST_KINDS, overlaps, pathTest, PATH_MATCHES, segmentsOf, type EndpointRule } from '../../lib/core';
import { compileRule } from '../../lib/core/compiled-rule';
import { EndpointTable } from '../../lib/core/endpoint-table';
import {
  closedPaths,
  deadRules,
  type Route,
} from '../../lib/constructs/private/protection/check/table-difference';

/*
 * A warning about the table and the routes is true for every request.
 */

const path = fc
  .record({
    parts: fc.array(fc.constantFrom('a', 'b', 'c', '{x}'), { maxLength: 3 }),
    rest: fc.constantFrom([], [], ['{r+}']),
  })
  .map(({ parts, rest }) => `/${[...parts, ...rest].join('/')}`);
const rules: Arbitrary<readonly EndpointRule[]> = fc
  .array(
    fc.record({
      path,
      match: fc.constantFrom(...PATH_MATCHES),
      access: fc.constantFrom('allowlist' as const, 'closed' as const),
    }),
    {
      maxLength: 4,
    },
  )
  .map((all) => all.map((one) => ({ ...one, methods: ['GET'], hostKinds: HOST_KINDS })))
  .map((all) => all.filter((one, index) => !all.slice(0, index).some((other) => overlaps(one, other))));
const routes: Arbitrary<readonly Route[]> = fc.array(fc.record({ path, httpMethod: fc.constant('GET') }), {
  minLength: 1,
  maxLength: 4,
});
const requested = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });

const isAt = (at: string, parts: readonly string[]): boolean => pathTest({ path: at, match: 'exact' })(parts);

test('a path that is said to be closed for every page is closed at each request to it', () => {
  let warned = 0;
  fc.assert(
    fc.property(rules, routes, requested, (table, all, parts) => {
      const closed = closedPaths(table, all).filter((one) => isAt(one.path, parts));
      if (closed.length === 0) return;
      warned++;
      const compiled = table.map((rule) => compileRule(rule, { exposedHeaders: [], maxAgeSeconds: 0 }));
      expect(new EndpointTable(compiled).find(`/${parts.join('/')}`)).toBeUndefined();
    }),
    { numRuns: 3000 },
  );
  expect(warned).toBeGreaterThan(100);
});

test('a rule that is said to decide about nothing names no path of a request to a route', () => {
  let dead = 0;
  fc.assert(
    fc.property(rules, routes, requested, (table, all, parts) => {
      if (!all.some((one) => isAt(one.path, parts))) return;
      for (const rule of deadRules(table, all)) {
        dead++;
        expect(pathTest(rule)(segmentsOf(`/${parts.join('/')}`))).toBe(false);
      }
    }),
    { numRuns: 3000 },
  );
  expect(dead).toBeGreaterThan(100);
});
