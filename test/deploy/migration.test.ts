import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LISTED, LocalApi, OTHER } from '../support/local-api';
import { shape } from '../support/shape';
import { ask } from '../docs/support/asked-lines';
import { codeBlocks, read } from '../docs/support/markdown';

/*
 * The page about Cors.ALL_ORIGINS, told in order: a page that worked before works at each step; in the end, one that nobody
 * listed does not.
 */

const SCRIPTS = codeBlocks(read('docs/migrate-from-star.md')).filter(({ language }) => language === 'sh');
const folder = mkdtempSync(join(tmpdir(), 'migration-'));
const FOUND = 'https://found.example';
let api: LocalApi;

beforeAll(async () => {
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  api = await LocalApi.start(shape('lambda-rest-api/observedRestApi'));
}, 60_000);

afterAll(async () => {
  jest.restoreAllMocks();
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A row of a query, as `aws logs get-query-results` writes it. */
function row(origin: string, reason: string): readonly object[] {
  const values = { origin, reason, endpoint: '/orders', requests: '7', last: '2026-11-29 12:00:00.000' };
  return Object.entries(values).map(([field, value]) => ({ field, value }));
}

test('every page reads and writes as before, also what the table forgot', async () => {
  for (const origin of [FOUND, OTHER]) {
    const put = { path: '/orders/1', origin, method: 'PUT' };
    expect(await api.read(put)).toEqual([200, origin]);
    expect(await api.preflight(put)).toEqual([204, origin]);
  }
  expect(await api.read({ path: '/forgotten', origin: OTHER })).toEqual([200, OTHER]);
  expect(await api.read({ path: '/orders/1', origin: 'null' })).toEqual([403, undefined]);
});

test('the answer of the query becomes an import file, and the import lists what can be listed', async () => {
  const results = [
    row(FOUND, 'origin_not_allowlisted'),
    row(FOUND, 'origin_not_allowlisted'),
    row(LISTED, 'endpoint_closed'),
    row('capacitor://localhost', 'origin_not_allowlisted'),
  ];
  writeFileSync(join(folder, 'results.json'), JSON.stringify({ status: 'Complete', results }));
  const script = SCRIPTS.map(({ code }) => code).join('\n');
  const [answer] = await ask(script, { gateway: api.url, admin: api.adminUrl, folder });
  const { entries } = JSON.parse(readFileSync(join(folder, 'origins.json'), 'utf8')) as {
    entries: { pattern: string }[];
  };
  expect(entries.map(({ pattern }) => pattern)).toEqual(['capacitor://localhost', FOUND]);
  expect(answer?.status).toBe(200);
  expect(answer?.output).toContain('"summary":{"created":1');
});

test('in the end the page that was found still reads and writes, and another one is refused', async () => {
  const enforcing = await LocalApi.start(shape('lambda-rest-api/lambdaRestApi'), api);
  try {
    const put = { path: '/orders/1', method: 'PUT' };
    expect(await enforcing.read({ ...put, origin: FOUND })).toEqual([200, FOUND]);
    expect(await enforcing.preflight({ ...put, origin: FOUND })).toEqual([204, FOUND]);
    expect(await enforcing.read({ ...put, origin: OTHER })).toEqual([403, undefined]);
  } finally {
    await enforcing.stop();
  }
});
