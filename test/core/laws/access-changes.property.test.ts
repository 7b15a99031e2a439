import fc from 'fast-check';
import { accessChanges, matchesPattern, parseOrigin } from '../../../lib/core';
import type { AccessChanges, AccessItem, AllowlistEntry, Origin } from '../../../lib/core';
import { matchEntry } from '../../../lib/core/entry-match';

const AT = 1_900_000_000_000;
const KINDS = ['gained', 'lost', 'prolonged', 'shortened'] as const;

/** Names over three letters, of two to four labels; `z` is in no pattern, so it is an origin that no list names. */
const LETTERS = ['a', 'b', 'c'];
const below = (names: readonly string[], letters: readonly string[]): readonly string[] =>
  names.flatMap((name) => letters.map((letter) => `${letter}.${name}`));
const TOP = ['a', 'b'];
const TWO = below(TOP, LETTERS);
const THREE = below(TWO, LETTERS);
const NAMES = [...TWO, ...THREE];
const UNIVERSE: readonly Origin[] = [
  ...[...TWO, ...below(TWO, [...LETTERS, 'z']), ...below(below(TWO, [...LETTERS, 'z']), ['a', 'z'])].flatMap(
    (host) => [`https://${host}`, `https://${host}:8443`],
  ),
  ...['0', '1', '2'].map((digit) => `moz-extension://0000000${digit}-0000-0000-0000-000000000000`),
  'http://localhost:3000',
  'capacitor://localhost',
  'https://192.0.2.1',
].map((text) => parseOrigin(text)!);

const pattern = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES).map((name) => `https://${name}`) },
  { weight: 6, arbitrary: fc.constantFrom(...NAMES).map((name) => `https://*.${name}`) },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES).map((name) => `https://*.${name}:8443`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'moz-extension://*',
      'moz-extension://00000001-0000-0000-0000-000000000000',
      'http://localhost:3000',
      'capacitor://localhost',
      'https://192.0.2.1',
      'https://*.a',
      'https://A.b',
      'null',
    ),
  },
);
const entry: fc.Arbitrary<AllowlistEntry> = fc.record({
  id: fc.constant('x'),
  pattern,
  status: fc.constantFrom('active', 'active', 'active', 'inactive', 'deleted'),
  expiresAt: fc.constantFrom(undefined, undefined, AT - 1, AT, AT + 1, AT + 2),
  allowSharedOrigin: fc.constantFrom(undefined, undefined, true),
});
const list = fc.uniqueArray(entry, { maxLength: 6, selector: ({ pattern: text }) => text });

interface Found {
  readonly kind: (typeof KINDS)[number] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** The end of access by asking the decision about one entry at a time. */
function endOf(origin: Origin, entries: readonly AllowlistEntry[], credentials: boolean): number | undefined {
  const ends = entries
    .filter((one) => matchEntry(origin, [one], { now: AT, credentials }).entry !== undefined)
    .map(({ expiresAt }) => expiresAt ?? Infinity);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function expected(
  origin: Origin,
  before: readonly AllowlistEntry[],
  after: readonly AllowlistEntry[],
  credentials: boolean,
): Found {
  const [was, is] = [endOf(origin, before, credentials), endOf(origin, after, credentials)];
  if (was === is) return { kind: undefined };
  if (was === undefined) return { kind: 'gained' };
  if (is === undefined) return { kind: 'lost' };
  const end = (millis: number): number | undefined => (millis === Infinity ? undefined : millis);
  return { kind: is > was ? 'prolonged' : 'shortened', from: end(was), to: end(is) };
}

function means(item: AccessItem, origin: Origin, credentials: boolean): boolean {
  if (item.credentials !== 'both' && (item.credentials === 'with') !== credentials) return false;
  return matchesPattern(item.pattern, origin) && !item.except.some((other) => matchesPattern(other, origin));
}

function found(changes: AccessChanges, origin: Origin, credentials: boolean): readonly Found[] {
  return KINDS.flatMap((kind) =>
    changes[kind]
      .filter((item) => means(item, origin, credentials))
      .map(({ from, to }) => ({ kind, from, to })),
  );
}

test('law: the changes equal what the decision says of each origin, with and without credentials', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const changes = accessChanges(before, after, AT);
      const wrong = [true, false].flatMap((credentials) =>
        UNIVERSE.filter((origin) => {
          const { kind, from, to } = expected(origin, before, after, credentials);
          const wanted = kind === undefined ? [] : [{ kind, from, to }];
          return JSON.stringify(found(changes, origin, credentials)) !== JSON.stringify(wanted);
        }).map(({ text }) => `${text} ${credentials ? 'with' : 'without'} credentials`),
      );
      expect(wrong).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test('law: nothing can be left out, and no two items can be one', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const changes = accessChanges(before, after, AT);
      for (const kind of KINDS) {
        for (const item of changes[kind]) {
          const credentials = item.credentials === 'with';
          // Each item, and each exception, decides about an origin by itself.
          expect(UNIVERSE.some((origin) => means(item, origin, credentials))).toBe(true);
          for (const other of item.except) {
            const wider = { ...item, except: item.except.filter((one) => one !== other) };
            const added = UNIVERSE.filter(
              (origin) => means(wider, origin, credentials) && !means(item, origin, credentials),
            );
            expect(added.length).toBeGreaterThan(0);
          }
        }
        const names = changes[kind].map((item) =>
          [item.pattern, item.credentials, item.from, item.to].join(' '),
        );
        expect(new Set(names).size).toBe(names.length);
      }
    }),
    { numRuns: 500 },
  );
});

test('law: a list beside itself changes nothing, and the way back is the opposite', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const none = { gained: [], lost: [], prolonged: [], shortened: [] };
      expect(accessChanges(before, [...before].reverse(), AT)).toEqual(none);
      const there = accessChanges(before, after, AT);
      const back = accessChanges(after, before, AT);
      const turned = (items: readonly AccessItem[]): unknown =>
        items.map(({ from, to, ...item }) => ({
          ...item,
          ...(to === undefined ? {} : { from: to }),
          ...(from === undefined ? {} : { to: from }),
        }));
      expect(back.lost).toEqual(there.gained);
      expect(back.gained).toEqual(there.lost);
      expect(turned(back.prolonged)).toEqual(there.shortened);
      expect(turned(back.shortened)).toEqual(there.prolonged);
    }),
    { numRuns: 500 },
  );
});
