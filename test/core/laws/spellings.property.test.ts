import fc, { type Arbitrary } from 'fast-check';
import {
  ACCESSES,
  compilePolicy,
  HOST_KINDS,
  judge,
  policyIssues,
  type EndpointRule,
  type Policy,
} from '../../../lib/core';
import { foldPath } from '../../../lib/core/path-fold';
import { SALESFORCE } from '../cases/policies';
import { actual } from '../cases/requests';

const RUNS = { numRuns: 2000 };

/** Segments that are often each other's spellings, and wildcards. */
const literal = fc.constantFrom(
  'a',
  'b',
  'ab',
  'B',
  'v1.0',
  '$a',
  'stra\u00dfe',
  'a b',
  '%24b',
  '\u00e9',
  'a:b',
);
const wildcard = fc.constantFrom('v*', '{x}', '{y}');
const segments = fc.array(fc.oneof({ weight: 5, arbitrary: literal }, { weight: 1, arbitrary: wildcard }), {
  maxLength: 4,
});
const rest = fc.constantFrom([], [], [], ['{r+}']);

/** How a table spells segments, of which no two are each other's spellings. */
const spelledOnce = fc.constantFrom('a', 'b', 'ab', 'v1.0', '$a', 'stra\u00dfe', 'a b', '\u00e9', 'a:b', 'x');

const segmentsOfOneSpelling = fc.array(
  fc.oneof({ weight: 5, arbitrary: spelledOnce }, { weight: 2, arbitrary: wildcard }),
  { maxLength: 4 },
);

const ruleWith = (named: Arbitrary<readonly string[]>): Arbitrary<EndpointRule> =>
  fc
    .tuple(named, rest, fc.constantFrom('exact', 'prefix'), fc.constantFrom(...ACCESSES), fc.boolean())
    .map(([parts, more, match, access, page]) => ({
      path: `/${[...parts, ...more].join('/')}`,
      match,
      access,
      methods: ['GET'],
      hostKinds: HOST_KINDS,
      ...(page ? { page } : {}),
    }));

/** A table of nested rules that can be compiled: a rule that cannot stand beside those before it is left out. */
const policyWith = (named: Arbitrary<readonly string[]>): Arbitrary<Policy> =>
  fc.array(ruleWith(named), { minLength: 1, maxLength: 8 }).map((rules) => {
    const endpoints = rules.reduce<readonly EndpointRule[]>(
      (kept, next) =>
        policyIssues({ ...SALESFORCE, endpoints: [...kept, next] }).length === 0 ? [...kept, next] : kept,
      [],
    );
    return compilePolicy({ ...SALESFORCE, endpoints });
  });

const policy = policyWith(segments);

/** A path near to the rules: their segments, with something in the place of wildcards. */
const plainPath = fc
  .array(fc.oneof(literal, fc.constantFrom('v2.0', 'v2', 'q')), { maxLength: 5 })
  .map((parts) => `/${parts.join('/')}`);

/** One way to write a character that servers read as the character. */
function spelt(character: string, way: number): string {
  if (character === '/') return character;
  const escape = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, asEscape);
  switch (way) {
    case 0:
      return character.toUpperCase();
    case 1:
      return character.toLowerCase();
    case 2:
      return /[A-Za-z0-9\-._~]/.test(character) ? character : escape(character);
    case 3:
      return character === ' ' ? '+' : character;
    case 4:
      return /[a-z0-9]/i.test(character)
        ? escape(String.fromCharCode(character.charCodeAt(0) + 0xfee0))
        : character;
    case 5:
      return character.normalize('NFD');
    case 6:
      return /[A-Za-z]/.test(character) ? asEscape(character) : character;
    default:
      return character;
  }
}

function asEscape(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

/** The path in another spelling; every place has its own way. */
function spelling(path: string): Arbitrary<string> {
  const decoded = decodeURIComponent(path.replace(/%(?![0-9A-Fa-f]{2})/g, '%25'));
  const characters = [...decoded];
  const ways = fc.array(fc.nat(15), { minLength: characters.length, maxLength: characters.length });
  const end = fc.constantFrom('', '', '', '/', '.', '%20', '+', ' ', './');
  return fc
    .tuple(ways, end)
    .map(([each, last]) => characters.map((character, i) => spelt(character, each[i] ?? 15)).join('') + last);
}

/** The access of a stranger at a path, as the verdict shows it. */
function accessAt(of: Policy, path: string): string {
  const judged = judge(of, actual(path, { ownOrigins: [] }));
  if ('question' in judged) return judged.question.settings ? 'oauth' : 'allowlist';
  return judged.outcome === 'allow' ? 'public' : 'closed';
}

const WIDTH = ['closed', 'oauth', 'allowlist', 'public'];

const case_ = fc
  .tuple(policy, plainPath)
  .chain(([of, path]) => fc.record({ of: fc.constant(of), path: fc.constant(path), other: spelling(path) }));

test('no spelling of a path has another access than the path, or it is closed', () => {
  const seen = { same: 0, closed: 0, open: 0 };
  fc.assert(
    fc.property(case_, ({ of, path, other }) => {
      const [plain, access] = [accessAt(of, path), accessAt(of, other)];
      if (plain === 'closed' && access !== 'closed') {
        // The path itself is closed because a rule for the other spelling differs: that rule is what the other one gets.
        const fold = foldPath(other);
        expect(fold).toBeDefined();
        expect(fold).toBe(foldPath(path));
        expect(of.endpoints.look(path).rule?.access ?? 'closed').toBe('closed');
      } else if (access !== 'closed') {
        expect(access).toBe(plain);
      }
      if (access === plain && access !== 'closed' && other !== path) seen.open++;
      seen[access === 'closed' ? 'closed' : 'same']++;
    }),
    RUNS,
  );
  // A law about spellings that are all closed, or all one, would hold of anything.
  expect(Math.min(seen.same, seen.closed)).toBeGreaterThan(100);
  expect(seen.open).toBeGreaterThan(50);
});

/** Tables of which every literal is its own fold, as nearly all tables are. */
const plainLiteral = fc.constantFrom('a', 'b', 'ab', 'v1.0', '$a', 'a:b', 'q');
const nested = fc
  .array(fc.tuple(fc.array(plainLiteral, { maxLength: 4 }), fc.constantFrom(...ACCESSES)), {
    minLength: 1,
    maxLength: 8,
  })
  .map((rows) =>
    rows.map(([parts, access]): EndpointRule => ({
      path: `/${parts.join('/')}`,
      match: 'prefix',
      access,
      methods: ['GET'],
      hostKinds: HOST_KINDS,
    })),
  )
  .map((rules) => rules.filter(({ path }, i) => rules.findIndex((each) => each.path === path) === i))
  .map((endpoints) => compilePolicy({ ...SALESFORCE, endpoints }));

test('in a table of plain paths no spelling is wider than the path, and the path has what its rule says', () => {
  let narrower = 0;
  const nestedCase = fc
    .tuple(nested, fc.array(plainLiteral, { maxLength: 5 }))
    .chain(([of, parts]) =>
      spelling(`/${parts.join('/')}`).map((other) => ({ of, path: `/${parts.join('/')}`, other })),
    );
  fc.assert(
    fc.property(nestedCase, ({ of, path, other }) => {
      const longest = of.document.endpoints
        .filter((each) => each.path === '/' || path === each.path || path.startsWith(`${each.path}/`))
        .sort((a, b) => b.path.length - a.path.length)[0];
      const [plain, access] = [accessAt(of, path), accessAt(of, other)];
      expect(plain).toBe(longest?.access ?? 'closed');
      expect(WIDTH.indexOf(access)).toBeLessThanOrEqual(WIDTH.indexOf(plain));
      if (access !== plain) narrower++;
    }),
    RUNS,
  );
  expect(narrower).toBeGreaterThan(50);
});

/** The winner among all rules that name a path, found without a tree. */
test('a fold is its own fold, and a canonical path is found by it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        plainPath.chain(spelling),
        fc.string({ unit: 'binary' }).map((text) => `/${text}`),
      ),
      (path) => {
        const fold = foldPath(path);
        if (fold === undefined) return;
        // A path that is decoded once may hold a percent sign that does not begin an escape.
        if (!/[%;?#]/.test(fold)) expect(foldPath(fold)).toBe(fold);
        expect(fold).not.toMatch(/\/\/|[. ](?:\/|$)|.\/$/);
      },
    ),
    RUNS,
  );
});

const caseOfOneSpelling = fc
  .tuple(
    policyWith(segmentsOfOneSpelling),
    fc
      .array(fc.oneof(spelledOnce, fc.constantFrom('v2.0', 'v2', 'q')), { maxLength: 5 })
      .map((parts) => `/${parts.join('/')}`),
  )
  .chain(([of, path]) => fc.record({ of: fc.constant(of), path: fc.constant(path), other: spelling(path) }));

test('where rules spell each segment in one way, no spelling of a path has access that the path has not', () => {
  fc.assert(
    fc.property(caseOfOneSpelling, ({ of, path, other }) => {
      expect(['closed', accessAt(of, path)]).toContain(accessAt(of, other));
    }),
    { numRuns: 4000 },
  );
});
