import fc, { type Arbitrary } from 'fast-check';
import {
  comparePrecedence,
  HOST_KINDS,
  overlaps,
  pathTest,
  PATH_MATCHES,
  segmentsOf,
  type EndpointRule,
} from '../../lib/core';
import { compileRule } from '../../lib/core/compiled-rule';
import { EndpointTable } from '../../lib/core/endpoint-table';
import {
  closedPaths,
  deadRules,
  openedPaths,
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

const CLOSED = { match: 'exact', access: 'closed', methods: ['GET'], hostKinds: HOST_KINDS } as const;

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

test('a request to a route that is closed is refused, or a rule that opens it is said', () => {
  let opened = 0;
  const mask = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(rules, routes, requested, mask, (table, all, parts, isClosed) => {
      const paths = [...new Set(all.map((one) => one.path))];
      const closed = paths.filter((_, index) => isClosed[index]);
      const open = all.filter((one) => !closed.includes(one.path));
      const [first] = paths
        .map((one) => ({ path: one, match: 'exact' as const }))
        .filter((one) => isAt(one.path, parts))
        .sort(comparePrecedence);
      if (first === undefined || !closed.includes(first.path)) return;
      // Two routes that differ in the names of parameters are one.
      if (open.some((one) => overlaps({ ...one, match: 'exact' }, first))) return;
      const more = closed.map((one): EndpointRule => ({ ...CLOSED, path: one }));
      const rest = table.filter((rule) => !more.some((one) => overlaps(one, rule)));
      const whole = [
        ...rest,
        ...more.filter((one, at) => !more.slice(0, at).some((two) => overlaps(one, two))),
      ];
      const compiled = whole.map((rule) => compileRule(rule, { exposedHeaders: [], maxAgeSeconds: 0 }));
      const found = new EndpointTable(compiled).find(`/${parts.join('/')}`)?.rule.access ?? 'closed';
      if (found === 'closed') return;
      opened++;
      expect(openedPaths(whole, closed, open).map((one) => one.closed)).toContain(first.path);
    }),
    { numRuns: 5000 },
  );
  expect(opened).toBeGreaterThan(10);
});
