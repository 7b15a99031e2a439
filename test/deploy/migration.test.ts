import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LISTED, LocalApi, OTHER } from '../support/local-api';
import { shape } from '../support/shape';
import { ask } from '../docs/support/asked-lines';
import { codeBlocks, read } from '../docs/support/markdown';

/* The page about Cors.ALL_ORIGINS: what pages get while nobody is refused, and the way from the log to the list. */

const SCRIPTS = codeBlocks(read('docs/migrate-from-star.md')).filter(({ language }) => language === 'sh');
const folder = mkdtempSync(join(tmpdir(), 'migration-'));
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
  const put = { path: '/orders/1', origin: OTHER, method: 'PUT' };
  expect(await api.read(put)).toEqual([200, OTHER]);
  expect(await api.preflight(put)).toEqual([204, OTHER]);
  expect(await api.read({ path: '/forgotten', origin: OTHER })).toEqual([200, OTHER]);
  expect(await api.read({ path: '/orders/1', origin: 'null' })).toEqual([403, undefined]);
});

test('the answer of the query becomes an import file, and the import lists what can be listed', async () => {
  const results = [
    row('https://found.example', 'origin_not_allowlisted'),
    row('https://found.example', 'origin_not_allowlisted'),
    row(LISTED, 'endpoint_closed'),
    row('capacitor://localhost', 'origin_not_allowlisted'),
  ];
  writeFileSync(join(folder, 'results.json'), JSON.stringify({ status: 'Complete', results }));
  const script = SCRIPTS.map(({ code }) => code).join('\n');
  const [answer] = await ask(script, { gateway: api.url, admin: api.adminUrl, folder });
  const { entries } = JSON.parse(readFileSync(join(folder, 'origins.json'), 'utf8')) as {
    entries: { pattern: string }[];
  };
  expect(entries.map(({ pattern }) => pattern)).toEqual(['capacitor://localhost', 'https://found.example']);
  expect(answer?.status).toBe(200);
  expect(answer?.output).toContain('"summary":{"created":1');
});
