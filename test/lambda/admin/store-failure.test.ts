import { type Engine, startEngine } from '../store/support/engine';
import { FaultProxy } from '../store/support/fault-proxy';
import type { AdminRequest } from './support/admin-event';
import { type AdminBench, startBench } from './support/admin-bench';
import { importIn, outcomeOf } from './support/bodies';

jest.setTimeout(60_000);

let engine: Engine;
let proxy: FaultProxy;
let bench: AdminBench;

beforeAll(async () => {
  engine = await startEngine();
  proxy = await FaultProxy.start(engine.endpoint);
  bench = await startBench(engine.endpoint, { proxy: proxy.endpoint });
});

afterEach(() => {
  proxy.heal();
});

afterAll(async () => {
  await bench.stop();
  await proxy.stop();
  await engine.stop();
});

const ID = Buffer.from('https://a.example').toString('base64url');
const calls: readonly [string, AdminRequest][] = [
  ['list', { method: 'GET', path: '/allowlist' }],
  ['export', { method: 'GET', path: '/allowlist/export' }],
  ['create', { method: 'POST', path: '/allowlist', json: { pattern: 'https://a.example' } }],
  ['read', { method: 'GET', path: `/allowlist/${ID}` }],
  ['update', { method: 'PUT', path: `/allowlist/${ID}`, json: {}, ifMatch: '"1"' }],
  ['delete', { method: 'DELETE', path: `/allowlist/${ID}`, ifMatch: '"1"' }],
  ['restore', { method: 'POST', path: `/allowlist/${ID}/restore`, ifMatch: '"1"' }],
  ['settings', { method: 'GET', path: '/settings' }],
  [
    'change of the settings',
    { method: 'PUT', path: '/settings', json: { enableCorsForOAuthEndpoints: true }, ifMatch: '"0"' },
  ],
  [
    'evaluate',
    {
      method: 'POST',
      path: '/evaluate',
      json: { origin: 'https://a.example', url: 'https://login.example.com/services/data', method: 'GET' },
    },
  ],
];

test.each(calls)('a %s that the table does not answer is 503, to be tried again', async (_, request) => {
  proxy.spoil('denied');
  const answer = await bench.call(request);
  expect(outcomeOf(answer)).toBe('503 store_unavailable');
  expect(answer.headers['retry-after']).toBe('1');
  expect(answer.text).not.toContain('AccessDenied');
});

test('it recovers by itself', async () => {
  proxy.spoil('denied');
  expect((await bench.call({ method: 'GET', path: '/settings' })).status).toBe(503);
  proxy.heal();
  expect((await bench.call({ method: 'GET', path: '/settings' })).status).toBe(200);
});

const lines = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, i) => ({ pattern: `https://line-${i}.example` }));

test('lines of an import that the table does not take fail, and the same call again finishes the work', async () => {
  const request: AdminRequest = {
    method: 'POST',
    path: '/allowlist/import',
    json: { mode: 'upsert', entries: lines(40) },
  };
  proxy.spoil('denied', 30);
  const { summary, results } = importIn(await bench.call(request));
  expect(summary.failed).toBeGreaterThan(0);
  expect(summary.created).toBe(40 - summary.failed);
  expect(new Set(results.flatMap(({ code }) => code ?? []))).toEqual(new Set(['store_unavailable']));
  proxy.heal();
  expect(importIn(await bench.call(request)).summary).toMatchObject({
    created: summary.failed,
    unchanged: summary.created,
    failed: 0,
  });
  expect(importIn(await bench.call(request)).summary).toMatchObject({ unchanged: 40 });
});

test('an import answers before the function ends, also when the table hangs', async () => {
  const hanging = await startBench(engine.endpoint, {
    wrap: (store) =>
      Object.assign(Object.create(store) as typeof store, { create: () => new Promise(() => undefined) }),
  });
  const request: AdminRequest = {
    method: 'POST',
    path: '/allowlist/import',
    json: { mode: 'create', entries: lines(100) },
    remainingMillis: 4500,
  };
  const { results, summary } = importIn(await hanging.call(request));
  await hanging.stop();
  expect(summary.failed).toBe(100);
  expect(results.map(({ line }) => line)).toEqual(lines(100).map((_, i) => i + 1));
  expect(new Set(results.map(({ code }) => code))).toEqual(new Set(['time_over']));
});

test('an import with no time left begins nothing', async () => {
  const before = proxy.calls.length;
  const request: AdminRequest = {
    method: 'POST',
    path: '/allowlist/import',
    json: { mode: 'create', entries: lines(3) },
    remainingMillis: 1000,
  };
  expect(importIn(await bench.call(request)).summary.failed).toBe(3);
  expect(proxy.calls.length).toBe(before);
});
