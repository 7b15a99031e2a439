import { type Engine, startEngine } from '../store/support/engine';
import { type AdminBench, startBench } from './support/admin-bench';
import { importIn, outcomeOf } from './support/bodies';
import { planEntries } from '../../../lambda/admin/bulk/plan-entries';
import type { EntrySummary } from '../../../lambda/store/entry-store';
import type { Planned } from '../../../lambda/admin/schema/plan';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');

let engine: Engine;
let bench: AdminBench;

beforeAll(async () => {
  engine = await startEngine();
  bench = await startBench(engine.endpoint);
  bench.now = NOW;
  const entries = [
    { pattern: 'https://*.example.com', owner: 'web' },
    { pattern: 'https://old.example', owner: 'web' },
    { pattern: 'https://other.example', owner: 'ops', expiresAt: '2030-06-01T00:00:00Z' },
  ];
  const json = { mode: 'create', entries };
  importIn(await bench.call({ method: 'POST', path: '/allowlist/import', json }));
});

afterAll(async () => {
  await bench.stop();
  await engine.stop();
});

const entryOf = (sk: string) =>
  ({ sk, status: 'active', owner: 'web', version: 1, allowSharedOrigin: true }) as EntrySummary;
const ask = (json: object) => bench.call({ method: 'POST', path: '/allowlist/plan', json });

async function plan(json: object): Promise<Planned> {
  const { status, body } = await ask({ mode: 'upsert', ...json });
  expect(status).toBe(200);
  return body as Planned;
}

test('says what would be created, changed, deleted, a conflict or invalid, and what that means', async () => {
  const planned = await plan({
    owner: 'web',
    prune: true,
    entries: [
      { pattern: 'https://APP.new.example' },
      { pattern: 'https://*.example.com', name: 'Ours' },
      { pattern: 'https://other.example' },
      { pattern: 'https://bad.example/' },
    ],
  });
  expect(planned.at).toBe('2030-05-01T12:00:00.000Z');
  expect(planned.changes).toMatchObject([
    { line: 1, pattern: 'https://app.new.example', action: 'create' },
    { line: 2, action: 'update', version: 1, changes: [{ field: 'name', to: 'Ours' }] },
    { line: 3, action: 'conflict', code: 'owned_elsewhere' },
    { line: 4, pattern: 'https://bad.example/', action: 'invalid', code: 'has_path' },
    { pattern: 'https://old.example', action: 'delete', version: 1 },
  ]);
  expect(planned.changes[3]?.errors?.[0]?.suggestion).toBe('https://bad.example');
  expect(planned.access).toEqual({
    gained: [{ pattern: 'https://app.new.example', except: [], credentials: 'both' }],
    lost: [{ pattern: 'https://old.example', except: [], credentials: 'both' }],
    prolonged: [],
    shortened: [],
  });
  expect(planned.summary).toEqual({
    create: 1,
    update: 1,
    restore: 0,
    delete: 1,
    conflict: 1,
    invalid: 1,
    none: 0,
  });
});

test.each([
  ['an expiry that is none', { pattern: 'https://OLD.example', expiresAt: 'soon' }],
  ['an unknown field', { pattern: 'https://old.example', nmae: 'Old' }],
  ['a pattern that can be mended', { pattern: 'https://old.example/' }],
])('an entry that a line names is not deleted, also where the line is invalid: %s', async (_, line) => {
  const { changes } = await plan({ owner: 'web', prune: true, entries: [line] });
  expect(changes.map(({ action, pattern }) => `${action} ${pattern}`)).toEqual([
    `invalid ${line.pattern}`,
    'delete https://*.example.com',
  ]);
});

test('an entry for shared origins is not deleted, also where its line lacks the permission', () => {
  const pattern = 'https://*.github.io';
  const planned = planEntries(
    { mode: 'upsert', owner: 'web', prune: true, entries: [{ pattern }] },
    [entryOf(pattern)],
    NOW,
  );
  expect(planned?.summary).toMatchObject({ invalid: 1, delete: 0 });
});

test('a plan whose answer would be too large is none', () => {
  const many = (count: number): EntrySummary[] =>
    Array.from({ length: count }, (_, index) => entryOf(`https://${'a'.repeat(60)}.h${index}.example`));
  const plans = [8000, 20_000].map((count) =>
    planEntries({ mode: 'upsert', owner: 'web', prune: true, entries: [] }, many(count), NOW),
  );
  expect(plans.map((one) => one?.summary.delete)).toEqual([8000, undefined]);
});

test('says from when to when access moves', async () => {
  const entries = [{ pattern: 'https://other.example', expiresAt: '2030-07-01T00:00:00+02:00' }];
  const { access } = await plan({ entries });
  expect(access.prolonged).toEqual([
    {
      pattern: 'https://other.example',
      except: [],
      credentials: 'both',
      from: '2030-06-01T00:00:00.000Z',
      to: '2030-06-30T22:00:00.000Z',
    },
  ]);
});

test('writes nothing, and logs no change', async () => {
  const before = bench.audits.length;
  await plan({ owner: 'web', prune: true, adopt: true, entries: [{ pattern: 'https://x.example' }] });
  const { body } = await bench.call({ method: 'GET', path: '/allowlist' });
  expect((body as { items: readonly { pattern: string }[] }).items.map(({ pattern }) => pattern)).toEqual([
    'https://*.example.com',
    'https://old.example',
    'https://other.example',
  ]);
  expect(bench.audits).toHaveLength(before);
});

test.each<[string, object, string]>([
  ['1,000 lines', { entries: Array.from({ length: 1000 }, () => 1) }, '200'],
  ['1,001 lines', { entries: Array.from({ length: 1001 }, () => 1) }, '413 plan_too_large'],
  ['prune without an owner', { prune: true, entries: [] }, '422 validation_failed, /owner required'],
  ['another mode', { mode: 'replace', entries: [] }, '422 validation_failed, /mode bad_value'],
  ['no lines', {}, '422 validation_failed, /entries required'],
  ['an unknown field', { entries: [], force: true }, '422 validation_failed, /force unknown_field'],
  ['an owner of another type', { owner: 5, entries: [] }, '422 validation_failed, /owner wrong_type'],
])('%s: %s', async (_, json, outcome) => {
  expect(outcomeOf(await ask({ mode: 'upsert', ...json }))).toBe(outcome);
});
