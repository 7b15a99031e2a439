import { type Engine, startEngine } from '../store/support/engine';
import { ADMIN_ARN } from './support/admin-event';
import { type AdminAnswer, type AdminBench, startBench } from './support/admin-bench';
import { outcomeOf, settingsIn } from './support/bodies';

jest.setTimeout(60_000);

const NOW = Date.parse('2030-05-01T12:00:00.000Z');

let engine: Engine;
let bench: AdminBench;

beforeAll(async () => {
  engine = await startEngine();
});

beforeEach(async () => {
  bench = await startBench(engine.endpoint);
  bench.now = NOW;
});

afterEach(() => bench.stop());

afterAll(() => engine.stop());

function read(): Promise<AdminAnswer> {
  return bench.call({ method: 'GET', path: '/settings' });
}

function write(json: unknown, ifMatch?: string): Promise<AdminAnswer> {
  const precondition = ifMatch === undefined ? {} : { ifMatch };
  return bench.call({ method: 'PUT', path: '/settings', json, ...precondition });
}

const ON = { enableCorsForOAuthEndpoints: true };
const OFF = { enableCorsForOAuthEndpoints: false };

test('are off, of version 0, until somebody writes them', async () => {
  const answer = await read();
  expect(settingsIn(answer)).toEqual({ ...OFF, version: 0, history: [] });
  expect(answer.headers['etag']).toBe('"0"');
});

test('a change has a version, a time, a writer and a history', async () => {
  const answer = await write(ON, '"0"');
  const updated = { updatedAt: new Date(NOW).toISOString(), updatedBy: ADMIN_ARN };
  expect(settingsIn(answer)).toMatchObject({ ...ON, version: 1, ...updated });
  expect(answer.headers['etag']).toBe('"1"');
  expect(settingsIn(await read())).toEqual(answer.body);
  expect(settingsIn(await write(OFF, '"1"')).history).toHaveLength(2);
});

test('the same content changes nothing', async () => {
  expect(settingsIn(await write(OFF, '"0"')).version).toBe(0);
  await write(ON, '"0"');
  expect(settingsIn(await write(ON, '"1"'))).toMatchObject({ version: 1 });
  expect(bench.audits).toHaveLength(1);
});

test.each<[string | undefined, string]>([
  [undefined, '428 precondition_required'],
  ['"1"', '412 stale_version'],
  ['W/"0"', '412 stale_version'],
  ['*', '400 bad_if_match'],
  ['0', '400 bad_if_match'],
])('If-Match %s', async (ifMatch, outcome) => {
  expect(outcomeOf(await write(ON, ifMatch))).toBe(outcome);
  expect(settingsIn(await read()).version).toBe(0);
});

test('a stale version comes with the current one', async () => {
  await write(ON, '"0"');
  expect((await write(OFF, '"0"')).headers['etag']).toBe('"1"');
});

test.each<[unknown, string]>([
  [{}, '/enableCorsForOAuthEndpoints required'],
  [{ enableCorsForOAuthEndpoints: 'true' }, '/enableCorsForOAuthEndpoints wrong_type'],
  [
    { enableCorsForOAuthEndpoints: 1, other: 2 },
    '/enableCorsForOAuthEndpoints wrong_type, /other unknown_field',
  ],
  [
    { enableCorsForOauthEndpoints: true },
    '/enableCorsForOAuthEndpoints required, /enableCorsForOauthEndpoints unknown_field',
  ],
  [null, ' wrong_type'],
])('%j is refused', async (json, errors) => {
  expect(outcomeOf(await write(json, '"0"'))).toBe(`422 validation_failed, ${errors}`);
});

test('each change has one audit record', async () => {
  await write(ON, '"0"');
  await write(OFF, '"1"');
  await write(OFF, '"1"');
  expect(bench.audits).toEqual([
    expect.objectContaining({ action: 'create', target: 'settings', before: undefined }),
    expect.objectContaining({
      action: 'update',
      by: ADMIN_ARN,
      before: expect.objectContaining(ON) as unknown,
      after: expect.objectContaining({ ...OFF, version: 2 }) as unknown,
    }),
  ]);
});

test('of two who write at once one wins, also the very first time', async () => {
  for (const version of ['"0"', '"1"']) {
    const json = version === '"0"' ? ON : OFF;
    const answers = await Promise.all(Array.from({ length: 20 }, () => write(json, version)));
    const outcomes = answers.map(outcomeOf);
    // Whoever comes after the winner finds the wanted content there, but asks for the version before it.
    expect(outcomes.filter((outcome) => outcome === '200')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === '412 stale_version')).toHaveLength(19);
  }
  expect(settingsIn(await read())).toMatchObject({ ...OFF, version: 2 });
});
