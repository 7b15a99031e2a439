import { setTimeout as delay } from 'node:timers/promises';
import { entryId } from '../../../lib/contract';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminAnswer, type AdminBench, startBench } from './support/admin-bench';
import { entryIn, importIn, outcomeOf } from './support/bodies';

jest.setTimeout(120_000);

const WRITERS = 50;

let engine: Engine;
let bench: AdminBench;
let serial = 0;

beforeAll(async () => {
  engine = await startEngine();
  bench = await startBench(engine.endpoint);
});

afterAll(async () => {
  await bench.stop();
  await engine.stop();
});

function fresh(): string {
  return `https://race-${++serial}.example`;
}

const pathOf = (pattern: string): string => `/allowlist/${entryId(pattern)}`;

function create(pattern: string, name?: string): Promise<AdminAnswer> {
  return bench.call({ method: 'POST', path: '/allowlist', json: { pattern, name } });
}

function read(pattern: string): Promise<AdminAnswer> {
  return bench.call({ method: 'GET', path: pathOf(pattern) });
}

function put(pattern: string, name: string, ifMatch: string): Promise<AdminAnswer> {
  return bench.call({ method: 'PUT', path: pathOf(pattern), json: { name }, ifMatch });
}

function remove(pattern: string, ifMatch: string): Promise<AdminAnswer> {
  return bench.call({ method: 'DELETE', path: pathOf(pattern), ifMatch });
}

function restore(pattern: string, ifMatch: string): Promise<AdminAnswer> {
  return bench.call({ method: 'POST', path: `${pathOf(pattern)}/restore`, ifMatch });
}

function upsert(pattern: string, name: string): Promise<AdminAnswer> {
  const json = { mode: 'upsert', entries: [{ pattern, name }] };
  return bench.call({ method: 'POST', path: '/allowlist/import', json });
}

/** How often each outcome came. */
function tally(answers: readonly AdminAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of answers.map(outcomeOf)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

const each = <T>(count: number, action: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => action(i)));

test('of 50 who change one entry at once one wins, and the others learn the current version', async () => {
  const pattern = fresh();
  await create(pattern);
  const answers = await each(WRITERS, (i) => put(pattern, `writer ${i}`, '"1"'));
  expect(tally(answers)).toEqual({ 200: 1, '412 stale_version': WRITERS - 1 });
  for (const { headers } of answers) expect(headers['etag']).toBe('"2"');
  const winner = entryIn(answers.find(({ status }) => status === 200)!);
  expect(entryIn(await read(pattern))).toEqual(winner);
});

test('50 writers who try until they succeed: no update is lost, no version left out', async () => {
  const pattern = fresh();
  await create(pattern, 'before');
  const versions = await each(WRITERS, async (i) => {
    let tag = '"1"';
    for (;;) {
      const answer = await put(pattern, `writer ${i}`, tag);
      if (answer.status === 200) return entryIn(answer).version;
      expect(outcomeOf(answer)).toBe('412 stale_version');
      tag = answer.headers['etag']!;
      // Whoever lost waits, or 50 would need 1,275 attempts.
      await delay(Math.random() * 1000);
    }
  });
  expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: WRITERS }, (_, i) => i + 2));
  const { version, history } = entryIn(await read(pattern));
  expect(version).toBe(WRITERS + 1);
  expect(history).toHaveLength(20);
  const names = history.map(({ changes }) => changes.find(({ field }) => field === 'name'));
  // Each of the changes began where the one before it had ended.
  expect(names.slice(1).map((change) => change?.from)).toEqual(
    names.slice(0, -1).map((change) => change?.to),
  );
});

test('of 50 who create one pattern one wins, and the others learn its id', async () => {
  const pattern = fresh();
  const answers = await each(WRITERS, (i) => create(pattern, `writer ${i}`));
  expect(tally(answers)).toEqual({ 201: 1, '409 entry_exists': WRITERS - 1 });
  const winner = entryIn(
    answers.find(({ status }) => status === 201)!,
    201,
  );
  expect(entryIn(await read(pattern))).toEqual(winner);
  for (const { status, body } of answers) {
    if (status === 409) expect(body).toMatchObject({ id: winner.id });
  }
});

test('a delete and an update: one of them, and never a deleted entry that was updated', async () => {
  for (let round = 0; round < 20; round++) {
    const pattern = fresh();
    await create(pattern, 'before');
    const [updated, removed] = await Promise.all([put(pattern, 'after', '"1"'), remove(pattern, '"1"')]);
    const entry = entryIn(await read(pattern));
    expect(entry.version).toBe(2);
    if (removed.status === 200) {
      expect(outcomeOf(updated)).toBe('409 entry_deleted');
      expect(entry).toMatchObject({ status: 'deleted', name: 'before' });
    } else {
      expect([updated.status, outcomeOf(removed)]).toEqual([200, '412 stale_version']);
      expect(entry).toMatchObject({ status: 'active', name: 'after' });
    }
  }
});

test('a restore and a create: the entry is there once, and live', async () => {
  for (let round = 0; round < 20; round++) {
    const pattern = fresh();
    await create(pattern, 'before');
    await remove(pattern, '"1"');
    const [restored, created] = await Promise.all([restore(pattern, '"2"'), create(pattern, 'other')]);
    expect(restored.status).toBe(200);
    expect(outcomeOf(created)).toMatch(/^409 entry_(exists|deleted)$/);
    expect(entryIn(await read(pattern))).toMatchObject({ status: 'active', version: 3, name: 'before' });
  }
});

test('restores: one of many', async () => {
  const pattern = fresh();
  await create(pattern);
  await remove(pattern, '"1"');
  const counts = tally(await each(20, () => restore(pattern, '"2"')));
  expect(counts['200']).toBe(1);
  expect((counts['409 entry_not_deleted'] ?? 0) + (counts['412 stale_version'] ?? 0)).toBe(19);
});

test('deletes: one of many', async () => {
  const pattern = fresh();
  await create(pattern);
  const counts = tally(await each(20, () => remove(pattern, '"1"')));
  expect(counts).toEqual({ 200: 1, '409 entry_deleted': 19 });
});

test('an import and a create: both are told what they did', async () => {
  for (let round = 0; round < 20; round++) {
    const pattern = fresh();
    const [imported, created] = await Promise.all([upsert(pattern, 'import'), create(pattern, 'create')]);
    const { summary } = importIn(imported);
    const entry = entryIn(await read(pattern));
    if (created.status === 201 && summary.updated === 1) {
      expect(entry).toMatchObject({ version: 2, name: 'import' });
    } else {
      expect([outcomeOf(created), summary.created]).toEqual(['409 entry_exists', 1]);
      expect(entry).toMatchObject({ version: 1, name: 'import' });
    }
  }
});

test('an import and a delete: the entry ends live or deleted, and every step is in its history', async () => {
  for (let round = 0; round < 20; round++) {
    const pattern = fresh();
    await create(pattern, 'before');
    const [imported, removed] = await Promise.all([upsert(pattern, 'import'), remove(pattern, '"1"')]);
    const { summary } = importIn(imported);
    const entry = entryIn(await read(pattern));
    expect(entry.version).toBe(entry.history.length);
    expect(summary.updated).toBe(1);
    expect(entry).toMatchObject({ status: 'active', name: 'import' });
    expect(outcomeOf(removed)).toMatch(/^(200|412 stale_version)$/);
    expect(entry.version).toBe(removed.status === 200 ? 3 : 2);
  }
});

test('parallel imports of the same lines: each pattern is created once', async () => {
  const entries = Array.from({ length: 30 }, (_, i) => ({ pattern: `${fresh()}:${i + 1000}` }));
  const json = { mode: 'upsert', entries };
  const call = { method: 'POST', path: '/allowlist/import', json };
  const summaries = (await each(8, () => bench.call(call))).map((answer) => importIn(answer).summary);
  const sum = (name: 'created' | 'unchanged'): number =>
    summaries.reduce((total, summary) => total + summary[name], 0);
  expect([sum('created'), sum('unchanged')]).toEqual([30, 7 * 30]);
});

test('each write of all of the above has one audit record of its own version', () => {
  const seen = bench.audits.map(({ after }) => `${'id' in after ? after.id : ''} ${after.version}`);
  expect(new Set(seen).size).toBe(seen.length);
  expect(bench.failures).toEqual([]);
});
