import fc from 'fast-check';
import { localPlan } from '../../../cli/plan/local-plan';
import { readLine } from '../../../cli/plan/read-line';
import type { Entry } from '../../../cli/api/shapes';
import { planEntries } from '../../../lambda/admin/bulk/plan-entries';
import { readLine as readThere } from '../../../lambda/admin/bulk/import-line';
import { listedEntry } from '../../../lambda/admin/view/entry-view';
import type { EntrySummary } from '../../../lambda/store/entry-store';
import { entryId, entryKey } from '../../../lib/contract';
import { publicSuffixKind } from '../../../lib/contract/public-suffixes';

/*
 * Lists that are planned here get the plan that the admin API would make: the same verdict on each line, and the same changes.
 */

const NOW = Date.parse('2030-01-01T00:00:00Z');

const pattern = fc.constantFrom(
  'https://a.example.com',
  'https://*.example.com',
  'https://B.a.example.com:8443',
  'https://*.github.io',
  'capacitor://localhost',
  'https://a.example.com/',
  'http://a.example.com',
  'https://*.co.uk',
  '',
);
const time = fc.constantFrom(
  '2031-01-01T00:00:00Z',
  '2032-06-01T12:00:00+02:00',
  '2029-12-31T00:00:00Z',
  '2029-01-01T00:00:00Z',
  '2031-02-30T00:00:00Z',
  'soon',
);
const text = fc.oneof(fc.constantFrom('A', 'B', '\u202e', 'x'.repeat(300), 'two\nlines'), fc.string());
const odd = fc.constantFrom<unknown>(null, 1, true, 'x', [], {});

const line = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        pattern: fc.oneof({ weight: 9, arbitrary: pattern }, odd),
        name: fc.oneof({ weight: 9, arbitrary: text }, odd),
        description: text,
        owner: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('me', 'they', '') }, odd),
        expiresAt: fc.oneof({ weight: 9, arbitrary: time }, odd),
        allowSharedOrigin: fc.oneof({ weight: 9, arbitrary: fc.boolean() }, odd),
        allowPublicSuffix: fc.boolean(),
        status: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('active', 'inactive', 'deleted') }, odd),
        version: fc.oneof(fc.nat(3), fc.constantFrom<unknown>('1', null)),
        effectiveStatus: fc.constantFrom('active', 'expired'),
        history: odd,
        'a/b~c': odd,
      },
      { requiredKeys: [] },
    ),
  },
  odd,
);

const byPlace = (errors: readonly { pointer: string; code: string; message: string }[]): unknown =>
  [...errors].sort((a, b) => (a.pointer + a.code < b.pointer + b.code ? -1 : 1));

test('a line has the same faults, the same fields and the same meaning', () => {
  fc.assert(
    fc.property(line, fc.boolean(), (input, metadata) => {
      const here = readLine(input, { now: NOW, publicSuffixes: publicSuffixKind, metadata });
      const there = readThere(input, NOW, metadata);
      if ('errors' in there) {
        expect('errors' in here && byPlace(here.errors)).toEqual(byPlace(there.errors));
        expect('errors' in here && here.meant).toEqual(there.meant);
      } else {
        const { pattern: itsPattern, fields, version, sharedErrors } = there.line;
        expect(here).toEqual({ pattern: itsPattern, fields, version, sharedErrors });
      }
    }),
    { numRuns: 2000 },
  );
});

const entry = fc.record(
  {
    sk: fc.constantFrom(
      'https://a.example.com',
      'https://*.example.com',
      'https://b.a.example.com:8443',
      'https://*.github.io',
    ),
    status: fc.constantFrom('active', 'inactive', 'deleted'),
    owner: fc.constantFrom('me', 'they'),
    name: fc.constant('A'),
    expiresAt: fc.constantFrom('2031-01-01T00:00:00.000Z', '2029-12-31T00:00:00.000Z'),
    allowSharedOrigin: fc.constant(true),
    version: fc.nat(3),
  },
  { requiredKeys: ['sk', 'status', 'version'] },
);

test('a plan has the same changes and the same access', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { selector: ({ sk }) => sk }),
      fc.array(line, { maxLength: 6 }),
      fc.constantFrom(undefined, 'me'),
      fc.boolean(),
      fc.boolean(),
      (entries, lines, owner, prune, adopt) => {
        const stored = entries.map((one): EntrySummary => {
          const written = { createdAt: 'x', createdBy: 'x', updatedAt: 'x', updatedBy: 'x' };
          return { ...one, ...entryKey(one.sk), id: entryId(one.sk), ...written };
        });
        const options = {
          ...(owner === undefined ? {} : { owner }),
          prune: prune && owner !== undefined,
          adopt,
        };
        const there = planEntries({ mode: 'upsert', entries: lines, ...options }, stored, NOW);
        const listed = stored.map((one) => listedEntry(one, NOW)) as unknown as readonly Entry[];
        const here = localPlan({ lines, isMetadata: false, ...options }, listed, publicSuffixKind, NOW).plan;
        const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
        const sorted = (plan: typeof here | typeof there): unknown => {
          const changes = plan?.changes.map((one) => {
            const [first] = one.errors ?? [];
            if (first === undefined) return one;
            return { ...one, code: '', message: '', errors: byPlace(one.errors ?? []) };
          });
          return plain({ ...plan, changes });
        };
        expect(sorted(here)).toEqual(sorted(there));
      },
    ),
    { numRuns: 1000 },
  );
});
