import fc from 'fast-check';
import { planAllowlist, type PlanLine, type PlannedEntry, type PlanRequest } from '../../lib/contract';

const AT = Date.parse('2030-05-01T12:00:00.000Z');

function entry(name: string, fields: Partial<PlannedEntry> = {}): PlannedEntry {
  return { pattern: `https://${name}.example`, status: 'active', version: 3, ...fields };
}

function line(name: string, fields: PlanLine['fields'] = {}, version?: number): PlanLine {
  return { pattern: `https://${name}.example`, fields, version };
}

function plan(current: readonly PlannedEntry[], request: Partial<PlanRequest>) {
  return planAllowlist(current, { mode: 'upsert', lines: [], at: AT, ...request });
}

/** Each change in a few words. */
function wordsOf(current: readonly PlannedEntry[], request: Partial<PlanRequest>): readonly string[] {
  return plan(current, request).changes.map(({ pattern, action, version, changes = [], code }) => {
    const name = pattern.replace(/^https:\/\/|\.example$/g, '');
    const fields = changes.map(({ field, from, to }) => `${field}:${from ?? ''}>${to ?? ''}`);
    return [
      name,
      action,
      ...(version === undefined ? [] : [`v${version}`]),
      ...fields,
      ...(code === undefined ? [] : [code]),
    ].join(' ');
  });
}

test.each<[string, readonly PlannedEntry[], Partial<PlanRequest>, readonly string[]]>([
  ['a new line is created', [], { lines: [line('a', { name: 'A' })] }, ['a create name:>A status:>active']],
  [
    'the same fields are nothing',
    [entry('a', { name: 'A' })],
    { lines: [line('a', { name: 'A' })] },
    ['a none v3'],
  ],
  [
    'other fields are an update',
    [entry('a', { name: 'A' })],
    { lines: [line('a', { name: 'B' })] },
    ['a update v3 name:A>B'],
  ],
  [
    'a field that is left out returns to its default',
    [entry('a', { name: 'A', status: 'inactive' })],
    { lines: [line('a')] },
    ['a update v3 name:A> status:inactive>active'],
  ],
  ['an owner that is left out stays', [entry('a', { owner: 'x' })], { lines: [line('a')] }, ['a none v3']],
  [
    'a tombstone is restored',
    [entry('a', { status: 'deleted' })],
    { lines: [line('a')] },
    ['a restore v3 status:deleted>active'],
  ],
  ['a line of the right version is taken', [entry('a')], { lines: [line('a', {}, 3)] }, ['a none v3']],
  [
    'a line of another version is a conflict',
    [entry('a')],
    { lines: [line('a', { name: 'B' }, 2)] },
    ['a conflict v3 stale_version'],
  ],
  [
    'the second line of a pattern is a conflict',
    [],
    { lines: [line('a'), line('a')] },
    ['a create status:>active', 'a conflict duplicate_line'],
  ],
  [
    'create meets an entry',
    [entry('a')],
    { mode: 'create', lines: [line('a')] },
    ['a conflict v3 entry_exists'],
  ],
  [
    'create meets a tombstone',
    [entry('a', { status: 'deleted' })],
    { mode: 'create', lines: [line('a')] },
    ['a conflict v3 entry_deleted'],
  ],
  [
    'a line without an owner takes that of the plan',
    [],
    { owner: 'me', lines: [line('a')] },
    ['a create owner:>me status:>active'],
  ],
  [
    'a line of another owner is invalid',
    [],
    { owner: 'me', lines: [line('a', { owner: 'you' })] },
    ['a invalid other_owner'],
  ],
  [
    'an entry of another owner is a conflict',
    [entry('a', { owner: 'you' })],
    { owner: 'me', lines: [line('a')] },
    ['a conflict v3 owned_elsewhere'],
  ],
  [
    'an entry of nobody is a conflict',
    [entry('a')],
    { owner: 'me', lines: [line('a')] },
    ['a conflict v3 owned_elsewhere'],
  ],
  [
    'adopt takes an entry over',
    [entry('a', { owner: 'you' })],
    { owner: 'me', adopt: true, lines: [line('a')] },
    ['a update v3 owner:you>me'],
  ],
  [
    'anybody may bring a tombstone back',
    [entry('a', { owner: 'you', status: 'deleted' })],
    { owner: 'me', lines: [line('a')] },
    ['a restore v3 owner:you>me status:deleted>active'],
  ],
  ['nothing is deleted without prune', [entry('a', { owner: 'me' })], { owner: 'me' }, []],
  [
    'prune deletes what the owner no longer names',
    [entry('a', { owner: 'me' }), entry('b', { owner: 'me' })],
    { owner: 'me', prune: true, lines: [line('b')] },
    ['b none v3', 'a delete v3'],
  ],
  [
    'prune leaves the entries of others, of nobody, and tombstones',
    [entry('a', { owner: 'you' }), entry('b'), entry('c', { owner: 'me', status: 'deleted' })],
    { owner: 'me', prune: true },
    [],
  ],
  ['prune without an owner deletes nothing', [entry('a'), entry('b', { owner: 'me' })], { prune: true }, []],
  [
    'prune leaves what a conflicting line names',
    [entry('a', { owner: 'me' })],
    { owner: 'me', prune: true, lines: [line('a', {}, 9)] },
    ['a conflict v3 stale_version'],
  ],
])('%s', (_, current, request, words) => {
  expect(wordsOf(current, request)).toEqual(words);
});

test('conflicts and invalid lines give no access', () => {
  const request = { owner: 'me', lines: [line('a'), line('b', { owner: 'you' })] };
  const { access } = plan([entry('a', { status: 'inactive' })], request);
  expect(access).toEqual({ gained: [], lost: [], prolonged: [], shortened: [] });
});

test('what is deleted loses access, what is restored gains it', () => {
  const current = [entry('a', { owner: 'me' }), entry('b', { status: 'deleted' })];
  const { access } = plan(current, { owner: 'me', prune: true, lines: [line('b')] });
  expect(access.lost.map(({ pattern }) => pattern)).toEqual(['https://a.example']);
  expect(access.gained.map(({ pattern }) => pattern)).toEqual(['https://b.example']);
});

describe('laws', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd');
  const owner = fc.constantFrom(undefined, 'me', 'you');
  const fields = fc.record({
    name: fc.constantFrom(undefined, 'A', 'B'),
    status: fc.constantFrom(undefined, 'inactive' as const),
    expiresAt: fc.constantFrom(undefined, '2031-01-01T00:00:00.000Z'),
  });
  const current = fc.uniqueArray(
    fc
      .tuple(names, fields, owner, fc.constantFrom('active', 'inactive', 'deleted'))
      .map(([name, some, of, status]) =>
        entry(name, JSON.parse(JSON.stringify({ ...some, owner: of, status })) as object),
      ),
    { selector: ({ pattern }) => pattern },
  );
  const lines = fc.array(
    fc.tuple(names, fields).map(([name, some]) => line(name, JSON.parse(JSON.stringify(some)) as object)),
    { maxLength: 4 },
  );
  const options = fc.record({ owner, prune: fc.boolean(), adopt: fc.boolean() });

  /** The list after the changes of a plan, by somebody who knows only the plan and its lines. */
  function applied(list: readonly PlannedEntry[], request: Partial<PlanRequest>): readonly PlannedEntry[] {
    const after = new Map(list.map((one) => [one.pattern, one]));
    for (const { pattern, action, version = 0 } of plan(list, request).changes) {
      const before = after.get(pattern);
      if (action === 'delete') after.set(pattern, { ...before!, status: 'deleted', version: version + 1 });
      if (action !== 'create' && action !== 'update' && action !== 'restore') continue;
      const wanted = request.lines!.find((one) => one.pattern === pattern)!;
      const kept = request.owner ?? wanted.fields.owner ?? before?.owner;
      const status = wanted.fields.status ?? 'active';
      after.set(pattern, {
        pattern,
        version: version + 1,
        ...wanted.fields,
        ...(kept === undefined ? {} : { owner: kept }),
        status,
      });
    }
    return [...after.values()];
  }

  test('a plan that was applied has nothing left to do', () => {
    fc.assert(
      fc.property(current, lines, options, (list, wanted, how) => {
        const request = { ...how, lines: wanted };
        const again = plan(applied(list, request), request);
        expect(
          again.changes.filter(({ action }) => !['none', 'conflict', 'invalid'].includes(action)),
        ).toEqual([]);
        expect(again.access).toEqual({ gained: [], lost: [], prolonged: [], shortened: [] });
      }),
      { numRuns: 500 },
    );
  });

  test('without adopt, no entry of others changes while there is an owner', () => {
    fc.assert(
      fc.property(current, lines, fc.boolean(), (list, wanted, prune) => {
        const touched = plan(list, { owner: 'me', prune, lines: wanted }).changes.filter(({ action }) =>
          ['update', 'delete'].includes(action),
        );
        for (const { pattern } of touched) {
          expect(list.find((one) => one.pattern === pattern)?.owner).toBe('me');
        }
      }),
      { numRuns: 500 },
    );
  });
});
