import fc from 'fast-check';
import { ACCESSES, HOST_KINDS, overlaps, PATH_MATCHES, type EndpointRule } from '../../../lib/core';
import { compileRule } from '../../../lib/core/compiled-rule';
import { EndpointTable } from '../../../lib/core/endpoint-table';
import { FINDINGS } from '../../../lib/core/trace';
import { foldOf, naiveFolded } from '../cases/naive-table';

/** Tables that spell segments in two ways. */
const literal = fc.constantFrom('a', 'A', 'b', 'B', 'c', 'v1.0', 'V1.0');
const segments = fc.array(
  fc.oneof({ weight: 3, arbitrary: literal }, { weight: 2, arbitrary: fc.constantFrom('v*', '{x}') }),
  { minLength: 1, maxLength: 3 },
);
const rules = fc
  .array(fc.tuple(segments, fc.constantFrom(...PATH_MATCHES), fc.constantFrom(...ACCESSES)), {
    minLength: 1,
    maxLength: 6,
  })
  .map((rows) =>
    rows.map(([parts, match, access]): EndpointRule => ({
      path: `/${parts.join('/')}`,
      match,
      access,
      methods: ['GET'],
      hostKinds: HOST_KINDS,
    })),
  )
  .map((all) => all.filter((one, index) => !all.slice(0, index).some((other) => haveOneFold(one, other))));

function haveOneFold(one: EndpointRule, other: EndpointRule): boolean {
  return overlaps({ ...one, path: foldOf(one.path) }, { ...other, path: foldOf(other.path) });
}

/** Segments as requests spell them, with escapes of `;`, `?` and `#`. */
const requested = fc.oneof(
  { weight: 3, arbitrary: literal },
  { weight: 1, arbitrary: fc.constantFrom('a%20', 'b%3Bx', 'a%3Fx', 'B%23', '%3Bx', '%3F', '%23a', 'q') },
);
const paths = fc.array(requested, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);

/** A path as careless servers read it, told once more: letter case, blanks, and each way to cut. */
function readings(path: string): readonly string[] {
  const decoded = decodeURIComponent(path).toLowerCase();
  const joined = (parts: readonly string[]): string => `/${parts.filter((part) => part !== '').join('/')}`;
  const trimmed = (parts: readonly string[]): readonly string[] =>
    parts.map((part) => part.replace(/ +$/, ''));
  const parts = decoded.slice(1).split('/');
  const ids = parts.map((part) => (/^[;?#]/.test(part) ? part : part.replace(/[;?#].*/, '')));
  const beforeQuery = decoded
    .replace(/[?#].*/, '')
    .slice(1)
    .split('/');
  return [
    joined(trimmed(ids)),
    joined(trimmed(parts.map((part) => part.replace(/[;?#].*/, '')))),
    joined(trimmed(beforeQuery.map((part) => (/^;/.test(part) ? part : part.replace(/;.*/, ''))))),
  ];
}

/** The accesses of the rules that the readings of a path find. */
function accessesRead(all: readonly EndpointRule[], path: string): readonly string[] {
  const found = readings(path).flatMap((reading) =>
    (['version', 'segment'] as const).map((version) => naiveFolded(all, reading, version)?.access),
  );
  return found.filter((access) => access !== undefined);
}

const seen = { open: 0, withEscape: 0, unnamed: 0, closed: 0 };

test('each reading of an open path meets a rule that treats requests alike, or none', () => {
  fc.assert(
    fc.property(rules, paths, (all, path) => {
      const table = new EndpointTable(
        all.map((each) => compileRule(each, { exposedHeaders: [], maxAgeSeconds: 0 })),
      );
      const found = table.look(path);
      const read = accessesRead(all, path);
      if (found.rule !== undefined) {
        for (const access of read) expect(access).toBe(found.rule.access);
        seen.open++;
        if (path.includes('%')) seen.withEscape++;
      } else if (found.finding === FINDINGS.noRule) {
        expect(read).toEqual([]);
        seen.unnamed++;
      } else {
        seen.closed++;
      }
    }),
    { numRuns: 20_000 },
  );
  // A law about paths that are all open, or all closed, would hold of anything.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});
