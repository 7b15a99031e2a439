import { App, Stack } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createCustomResources,
  ensureTable,
  Functions,
  readAssembly,
  startDynamoDb,
  tableDefinitions,
  type DynamoDbServer,
} from '../../gateway';
import { DynamoEntryStore } from '../../lambda/store/dynamo-entry-store';
import { DynamoSettingsStore } from '../../lambda/store/dynamo-settings-store';
import { CorsAllowlist, CorsEndpoints, type CorsAllowlistProps } from '../../lib';
import { patientClient } from '../lambda/store/support/table';

jest.setTimeout(60_000);

const A = 'https://a.example';
const outdir = mkdtempSync(join(tmpdir(), 'initial-origins-'));
let dynamodb: DynamoDbServer;
let count = 0;

beforeAll(async () => {
  // The CDK warns of its own use of its own deprecated parts.
  process.env['JSII_DEPRECATED'] = 'quiet';
  dynamodb = await startDynamoDb({ region: 'us-east-1' });
});

afterAll(async () => {
  await dynamodb.close();
  rmSync(outdir, { recursive: true, force: true });
});

/** The shipped functions as a user's stack has them: synthesized, and run by the template. */
async function start(props: CorsAllowlistProps): Promise<{
  readonly entries: DynamoEntryStore;
  readonly settings: DynamoSettingsStore;
  readonly lines: readonly string[];
}> {
  const app = new App({ outdir: join(outdir, String(count++)), analyticsReporting: false });
  new CorsAllowlist(new Stack(app, 'Shop'), 'Allowlist', { endpoints: CorsEndpoints.salesforce(), ...props });
  app.synth();
  const stack = readAssembly(app.outdir);
  const [table] = tableDefinitions(stack);
  await ensureTable(dynamodb, table!);
  const lines: string[] = [];
  const functions = new Functions(stack, {
    environment: () => ({ AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url }),
    onLine: (_identity, line) => lines.push(line),
  });
  try {
    await createCustomResources(stack, functions);
  } finally {
    await functions.close();
  }
  const options = { tableName: table!.name, loadClient: patientClient(dynamodb.url) };
  return { entries: new DynamoEntryStore(options), settings: new DynamoSettingsStore(options), lines };
}

test('initial origins are listed at the first start of the local gateway, and later edits survive the next one', async () => {
  const props: CorsAllowlistProps = {
    initialOrigins: [{ pattern: A, name: 'From the start' }],
    initialSettings: { enableCorsForOAuthEndpoints: true },
  };
  const { entries, settings, lines } = await start(props);
  const by = 'cloudformation:arn:aws:cloudformation:us-east-1:123456789012:stack/Shop/local';
  const entry = await entries.get(A, Date.now());
  expect(entry).toMatchObject({ name: 'From the start', version: 1, createdBy: by });
  expect(await settings.read()).toMatchObject({ enableCorsForOAuthEndpoints: true, updatedBy: by });
  const logged = lines.map((line) => JSON.parse(line) as { audit?: boolean; by?: string; message: string });
  expect(logged.filter(({ audit }) => audit).map((line) => line.by)).toEqual([by, by]);
  expect(logged.at(-1)).toMatchObject({ message: 'initial entries', created: 1, kept: 0 });

  await entries.remove(A, 1, { by: 'administrator', at: Date.now() });
  await start(props);
  expect(await entries.get(A, Date.now())).toMatchObject({ status: 'deleted', version: 2 });
});

test('the shipped bundle writes five hundred initial origins of the greatest length', async () => {
  const labels = ['a', 'b', 'c'].map((letter) => letter.repeat(63)).join('.');
  const patterns = Array.from(
    { length: 500 },
    (_, n) => `https://*.${labels}.n${n}.${'d'.repeat(40)}.example:65535`,
  );
  const { entries } = await start({
    initialOrigins: patterns.map((pattern) => ({
      pattern,
      name: '😀'.repeat(80),
      description: '😀'.repeat(255),
    })),
  });
  const now = Date.now();
  const { entries: listed } = await entries.list({
    prefix: 'https://*.aaa',
    statuses: ['active'],
    limit: 1000,
    now,
  });
  expect(listed.map(({ sk }) => sk)).toEqual([...patterns].sort());
});
