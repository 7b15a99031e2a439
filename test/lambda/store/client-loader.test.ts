import { createAllowlistReader } from '../../../lambda/store/allowlist-reader';
import { ADMIN_LIMITS, lazyClient, VERDICT_LIMITS } from '../../../lambda/store/client-loader';
import { DynamoEntryStore } from '../../../lambda/store/dynamo-entry-store';
import { type Engine, startEngine } from './support/engine';
import { createTable, type TestTable } from './support/table';
import { DATA_PATH, verdictOn } from './support/verdict';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');

let engine: Engine;
let table: TestTable;
const environment = { ...process.env };

beforeAll(async () => {
  engine = await startEngine();
  table = await createTable(engine.endpoint);
  // Variables that a function gets from Lambda, and a local one from its gateway.
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
  });
});

afterAll(async () => {
  process.env = environment;
  await table.drop();
  await engine.stop();
});

test('a client takes region, credentials and endpoint from the environment', async () => {
  const entries = new DynamoEntryStore({ tableName: table.name, loadClient: lazyClient(ADMIN_LIMITS) });
  await entries.create('https://example.com', {}, { by: 'ada', at: NOW });
  const reader = createAllowlistReader({ tableName: table.name, cacheTtlSeconds: 10, staleTtlSeconds: 900 });
  const verdict = await verdictOn(reader, DATA_PATH, 'https://example.com', NOW);
  expect(verdict).toMatchObject({ reason: 'origin_allowlisted', source: 'table' });
});

test('a loader makes one client, however many ask for it at once', async () => {
  const load = lazyClient(VERDICT_LIMITS);
  const [first, second] = await Promise.all([load(), load()]);
  expect(second).toBe(first);
  expect(await load()).toBe(first);
  expect(await lazyClient(VERDICT_LIMITS)()).not.toBe(first);
});
