import { type Engine, startEngine } from '../store/support/engine';
import { type AdminBench, startBench } from './support/admin-bench';
import { entryIn, outcomeOf, pageIn, type Page } from './support/bodies';

const DAY = 86_400_000;
const NOW = Date.parse('2030-05-01T12:00:00.000Z');

let engine: Engine;
let bench: AdminBench;

type Query = Readonly<Record<string, string>>;

async function list(query: Query = {}): Promise<Page> {
  return pageIn(await bench.call({ method: 'GET', path: '/allowlist', query }));
}

async function patternsOf(query: Query): Promise<readonly string[]> {
  const patterns: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    patterns.push(...page.items.map(({ pattern }) => pattern.replace('https://', '')));
    ({ cursor } = page);
  } while (cursor !== undefined);
  return patterns;
}

/** Adds an entry so many days after the others. */
async function add(days: number, fields: Readonly<Record<string, unknown>>): Promise<void> {
  bench.now = NOW + days * DAY;
  const pattern = `https://${String(fields['host'])}`;
  const json = { ...fields, host: undefined, pattern };
  entryIn(await bench.call({ method: 'POST', path: '/allowlist', json }), 201);
  bench.now = NOW + 10 * DAY;
}

beforeAll(async () => {
  engine = await startEngine();
  bench = await startBench(engine.endpoint);
  await add(3, { host: 'b.example', name: 'Portal of Ünal', owner: 'team-a' });
  await add(1, { host: 'a.example', description: 'Ticket OPS-7', owner: 'team-b' });
  await add(2, { host: '*.portal.example', owner: 'team-a', expiresAt: '2030-06-01T00:00:00Z' });
  await add(4, { host: 'c.example', owner: 'team-ab', expiresAt: '2030-05-20T00:00:00Z' });
  await add(4, { host: 'd.example', status: 'inactive' });
});

afterAll(async () => {
  await bench.stop();
  await engine.stop();
});

describe('a filter', () => {
  test.each<[string, Query, readonly string[]]>([
    ['finds a text in the pattern', { contains: 'portal.ex' }, ['*.portal.example']],
    [
      'finds a text in pattern and name, in any letter case',
      { contains: 'PORTAL' },
      ['*.portal.example', 'b.example'],
    ],
    ['finds letters beyond ASCII in any letter case', { contains: 'ünal' }, ['b.example']],
    ['finds a text in the description', { contains: 'ops-7' }, ['a.example']],
    ['finds a text in the owner', { contains: 'TEAM-A' }, ['*.portal.example', 'b.example', 'c.example']],
    ['takes characters as they are', { contains: '.*' }, []],
    [
      'of no text drops nothing',
      { contains: '' },
      ['*.portal.example', 'a.example', 'b.example', 'c.example', 'd.example'],
    ],
    ['finds the exact owner', { owner: 'team-a' }, ['*.portal.example', 'b.example']],
    ['takes the letter case of an owner as it is', { owner: 'Team-a' }, []],
    [
      'finds what changed since',
      { changedSince: '2030-05-04T12:00:00Z' },
      ['b.example', 'c.example', 'd.example'],
    ],
    ['reads the zone of a time', { changedSince: '2030-05-04T14:00:01+02:00' }, ['c.example', 'd.example']],
    [
      'goes together with others',
      { contains: 'example', owner: 'team-a', prefix: 'https://b' },
      ['b.example'],
    ],
    ['goes together with the status', { contains: 'd.', status: 'inactive' }, ['d.example']],
  ])('%s', async (_, query, expected) => {
    expect(await patternsOf(query)).toEqual(expected);
    expect(await patternsOf({ ...query, limit: '1' })).toEqual(expected);
  });
});

describe('an order', () => {
  const BY_CHANGE = ['c.example', 'd.example', 'b.example', '*.portal.example', 'a.example'];
  const BY_EXPIRY = ['c.example', '*.portal.example', 'a.example', 'b.example', 'd.example'];

  test.each<[string, Query, readonly string[]]>([
    ['by the last change begins with the newest', { sort: '-updatedAt' }, BY_CHANGE],
    ['by expiry ends with what does not expire', { sort: 'expiresAt' }, BY_EXPIRY],
    [
      'by pattern is the default',
      { sort: 'pattern' },
      ['*.portal.example', 'a.example', 'b.example', 'c.example', 'd.example'],
    ],
    ['keeps the filters', { sort: '-updatedAt', owner: 'team-a' }, ['b.example', '*.portal.example']],
    ['keeps the beginning', { sort: 'expiresAt', prefix: 'https://a' }, ['a.example']],
    ['of nothing is empty', { sort: 'expiresAt', prefix: 'https://none' }, []],
    ['of a beginning that no pattern has is empty', { sort: 'expiresAt', prefix: 'ö' }, []],
  ])('%s', async (_, query, expected) => {
    expect(await patternsOf(query)).toEqual(expected);
    for (const limit of ['1', '2', '3']) expect(await patternsOf({ ...query, limit })).toEqual(expected);
  });

  test('by a time counts what passes the filters, on every page', async () => {
    const first = await list({ sort: '-updatedAt', limit: '2' });
    expect(first.total).toBe(5);
    expect((await list({ sort: '-updatedAt', limit: '2', cursor: first.cursor! })).total).toBe(5);
    expect((await list({ sort: '-updatedAt', owner: 'team-a' })).total).toBe(2);
    expect((await list({ sort: 'pattern' })).total).toBeUndefined();
  });

  test('shows tombstones only where they are asked for', async () => {
    await add(5, { host: 'gone.example' });
    const [entry] = (await list({ contains: 'gone' })).items;
    const request = { method: 'DELETE', path: `/allowlist/${entry!.id}`, headers: { 'If-Match': '"1"' } };
    entryIn(await bench.call(request));
    expect(await patternsOf({ sort: '-updatedAt' })).toEqual(BY_CHANGE);
    expect(await patternsOf({ sort: '-updatedAt', status: 'deleted' })).toEqual(['gone.example']);
  });
});

test.each<[string, Query, string]>([
  ['an unknown order', { sort: 'name' }, '422 validation_failed, /sort bad_value'],
  ['an order downwards that is not there', { sort: '-expiresAt' }, '422 validation_failed, /sort bad_value'],
  [
    'a time without a zone',
    { changedSince: '2030-05-04T12:00:00' },
    '422 validation_failed, /changedSince bad_format',
  ],
  [
    'a text that is longer than any field',
    { contains: 'a'.repeat(513) },
    '422 validation_failed, /contains too_long',
  ],
])('%s is refused', async (_, query, expected) => {
  expect(outcomeOf(await bench.call({ method: 'GET', path: '/allowlist', query }))).toBe(expected);
});

test.each<[string, Query, Query]>([
  ['of another order', { sort: '-updatedAt' }, { sort: 'expiresAt' }],
  ['of the order by pattern', { sort: 'pattern' }, { sort: 'expiresAt' }],
  ['of another text', { contains: 'example' }, { contains: 'exampl' }],
  ['of another owner', { owner: 'team-a' }, { owner: 'team-b' }],
  ['of another time', { changedSince: '2030-05-02T00:00:00Z' }, {}],
])('a cursor %s is refused', async (_, from, to) => {
  const { cursor } = await list({ ...from, limit: '1' });
  const query = { ...to, cursor: cursor! };
  expect(outcomeOf(await bench.call({ method: 'GET', path: '/allowlist', query }))).toBe('400 bad_cursor');
});
