import { DeleteTableCommand, DynamoDBClient, waitUntilTableNotExists } from '@aws-sdk/client-dynamodb';
import { entryId } from '../../lib/contract';
import type { Target } from '../conformance/target';
import { send } from '../support/http-client';
import { endpointOf, sendSigned } from './support/aws-request';
import { deployExample, destroyExample, type ExampleChoice } from './support/cdk';
import { ownStackName, targetOf } from './support/deployed-target';

const MINUTES = 60_000;
const APP = 'test/deploy/support/initial-app.ts';
const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((name) => `https://${name}.initial.example`) as [
  string,
  string,
  string,
  string,
];

/** An entry, or the settings, as the admin API shows them. */
interface Shown {
  readonly status?: string;
  readonly name?: string;
  readonly version: number;
  readonly createdBy?: string;
  readonly updatedBy?: string;
  readonly enableCorsForOAuthEndpoints?: boolean;
}

// One story, told in order: what a case deploys, the next one finds.
describe('initial origins in the life of a stack', () => {
  const stackName = ownStackName('Initial');
  let outputs: Readonly<Record<string, string>> = {};
  let target: Target;

  const choiceOf = (origins: readonly string[], context: ExampleChoice['context'] = {}): ExampleChoice => ({
    stackName,
    app: APP,
    context: { origins: origins.join(' '), oauth: 'yes', ...context },
  });

  afterAll(() => destroyExample(choiceOf([])), 15 * MINUTES);

  it(
    'are on the list when the first deployment is done, and let their origins in',
    async () => {
      ({ outputs } = await deployExample(choiceOf([A, B])));
      target = targetOf(outputs);
      const byStack = expect.stringMatching(/^cloudformation:arn:aws:cloudformation:.+:stack\//) as string;
      for (const pattern of [A, B]) {
        const entry = { status: 'active', name: 'From the start', version: 1, createdBy: byStack };
        expect(await entryOf(pattern)).toMatchObject(entry);
        expect(await sharedWith(pattern)).toBe(pattern);
      }
      const settings = { enableCorsForOAuthEndpoints: true, version: 1, updatedBy: byStack };
      expect(await shown('/settings')).toMatchObject(settings);
    },
    15 * MINUTES,
  );

  it(
    'deployed once more change nothing',
    async () => {
      expect((await deployExample(choiceOf([A, B]))).output).toContain('(no changes)');
    },
    10 * MINUTES,
  );

  it(
    'leave what an administrator has changed, deleted and switched off, when an update adds one',
    async () => {
      await change('PUT', `/allowlist/${entryId(A)}`, { name: 'Ours', status: 'inactive' });
      await change('DELETE', `/allowlist/${entryId(B)}`);
      await change('PUT', '/settings', { enableCorsForOAuthEndpoints: false });
      const before = [await entryOf(A), await entryOf(B), await shown('/settings')];
      await deployExample(choiceOf([A, B, C]));
      expect([await entryOf(A), await entryOf(B), await shown('/settings')]).toEqual(before);
      expect(await entryOf(A)).toMatchObject({ status: 'inactive', name: 'Ours' });
      expect(await entryOf(B)).toMatchObject({ status: 'deleted' });
      expect(await entryOf(C)).toMatchObject({ status: 'active', version: 1 });
    },
    10 * MINUTES,
  );

  it(
    'taken out of the code stay on the list',
    async () => {
      await deployExample(choiceOf([B]));
      expect(await entryOf(A)).toMatchObject({ status: 'inactive' });
      expect(await entryOf(C)).toMatchObject({ status: 'active', version: 1 });
      expect(await sharedWith(C)).toBe(C);
    },
    10 * MINUTES,
  );

  it(
    'of an update that is rolled back stay too, and so does everything else',
    async () => {
      const before = [await entryOf(A), await entryOf(B), await entryOf(C), await shown('/settings')];
      const failure = deployExample(choiceOf([B, D], { broken: 'yes' }));
      await expect(failure).rejects.toThrow('no-such-function');
      expect(await stackStatus(stackName)).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect([await entryOf(A), await entryOf(B), await entryOf(C), await shown('/settings')]).toEqual(
        before,
      );
      const left = await entryOf(D);
      expect(left).toMatchObject({ status: 'active', version: 1 });
      await deployExample(choiceOf([B, D]));
      expect(await entryOf(D)).toEqual(left);
    },
    15 * MINUTES,
  );

  it(
    'of the greatest length, 500 of them, are all there when the deployment is done',
    async () => {
      await deployExample(choiceOf([B, D], { many: '500' }));
      expect(await listed('https://*.aaa')).toBe(500);
    },
    15 * MINUTES,
  );

  it(
    'that cannot be written fail the deployment with a sentence, and the rollback needs no table',
    async () => {
      await dropTable(outputs['TableName'] ?? '');
      const failure = deployExample(choiceOf([A, B, D], { many: '500' }));
      await expect(failure).rejects.toThrow(
        /The table of the CORS allowlist could not be written \(ResourceNotFoundException\).+ Of 1 new initial origins, 0 are settled/,
      );
      expect(await stackStatus(stackName)).toBe('UPDATE_ROLLBACK_COMPLETE');
    },
    15 * MINUTES,
  );

  async function shown(path: string): Promise<Shown> {
    const response = await target.admin({ method: 'GET', path });
    expect(response.status).toBe(200);
    return response.json() as Shown;
  }

  function entryOf(pattern: string): Promise<Shown> {
    return shown(`/allowlist/${entryId(pattern)}`);
  }

  async function change(method: string, path: string, body?: object): Promise<void> {
    const { version } = await shown(path);
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = [
      ['If-Match', `"${version}"`] as const,
      ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
    ];
    expect((await target.admin({ method, path, headers, ...json })).status).toBe(200);
  }

  async function listed(prefix: string): Promise<number> {
    let count = 0;
    let cursor = '';
    do {
      const path = `/allowlist?limit=200&prefix=${encodeURIComponent(prefix)}${cursor}`;
      const page = (await target.admin({ method: 'GET', path })).json() as { items: []; cursor?: string };
      count += page.items.length;
      cursor = page.cursor === undefined ? '' : `&cursor=${page.cursor}`;
    } while (cursor !== '');
    return count;
  }

  async function sharedWith(origin: string): Promise<string | undefined> {
    const url = `${target.gateway}/services/data/v60.0/query`;
    return (await send({ url, headers: [['Origin', origin]] })).header('Access-Control-Allow-Origin');
  }
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
async function stackStatus(stackName: string): Promise<string | undefined> {
  const query = new URLSearchParams({
    Action: 'DescribeStacks',
    Version: '2010-05-15',
    StackName: stackName,
  });
  const url = `${await endpointOf('cloudformation')}/?${query.toString()}`;
  const { body } = await sendSigned('cloudformation', { url });
  return /<StackStatus>(\w+)<\/StackStatus>/.exec(body.toString('utf8'))?.[1];
}

/** A table that is gone behind the stack's back: an outage that lasts. */
async function dropTable(TableName: string): Promise<void> {
  const client = new DynamoDBClient({});
  try {
    await client.send(new DeleteTableCommand({ TableName }));
    await waitUntilTableNotExists({ client, maxWaitTime: 300 }, { TableName });
  } finally {
    client.destroy();
  }
}
