import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  UpdateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { entryKey } from '../../lib/contract';
import { createEntry } from '../conformance/fixtures';
import type { Target } from '../conformance/target';
import { send } from '../support/http-client';
import { endpointOf, sendSigned } from './support/aws-request';
import { deployExample, destroyExample, diffExample, type ExampleChoice } from './support/cdk';
import { DEPLOY_TARGET } from './support/deploy-target';
import { ownStackName, targetOf } from './support/deployed-target';

const ORIGIN = 'https://kept.example';
const MINUTES = 60_000;

// One story, told in order: what a case deploys, the next one finds.
describe('the life of a stack', () => {
  const choice = { stackName: ownStackName('Life') };
  const second = { stackName: ownStackName('Copy'), context: { removeTable: 'yes' } };
  const left = new Set<ExampleChoice>();
  let outputs: Readonly<Record<string, string>> = {};
  let target: Target;

  beforeAll(async () => {
    left.add(choice);
    ({ outputs } = await deployExample(choice));
    target = targetOf(outputs);
    await createEntry(target, { pattern: ORIGIN });
  }, 15 * MINUTES);

  // Also what a case that failed has left.
  afterAll(async () => {
    for (const stack of left) await destroyExample(stack);
    if (outputs['TableName'] !== undefined) await removeTable(outputs['TableName']);
  }, 15 * MINUTES);

  it(
    'a deploy of what is deployed changes nothing',
    async () => {
      const before = await deploymentsOf(target);
      const again = await deployExample(choice);
      expect(again.output).toContain('(no changes)');
      expect(again.outputs).toEqual(outputs);
      expect(await deploymentsOf(target)).toEqual(before);
    },
    10 * MINUTES,
  );

  it(
    'cdk diff after a deploy is empty',
    async () => {
      const { code, output } = await diffExample(choice);
      expect(output).toContain('There were no differences');
      expect(code).toBe(0);
    },
    5 * MINUTES,
  );

  it(
    'an update keeps the entries and the URLs, and a change is one that cdk diff shows',
    async () => {
      const changed = { ...choice, context: { host: 'site.example' } };
      expect((await diffExample(changed)).code).toBe(1);
      expect((await deployExample(changed)).outputs).toEqual(outputs);
      expect(await allowedOrigin(target)).toBe(ORIGIN);
    },
    10 * MINUTES,
  );

  it(
    'an update that changes the API makes a new deployment',
    async () => {
      const before = await deploymentsOf(target);
      await deployExample({ ...choice, context: { oauthUpstream: 'https://issuer.example' } });
      const after = await deploymentsOf(target);
      expect(after.some((id) => !before.includes(id))).toBe(true);
      expect(await allowedOrigin(target)).toBe(ORIGIN);
    },
    10 * MINUTES,
  );

  it(
    'a second copy in the same account and region has a list of its own, and goes alone',
    async () => {
      left.add(second);
      const copy = targetOf((await deployExample(second)).outputs);
      expect(copy.gateway).not.toBe(target.gateway);
      expect(await allowedOrigin(copy)).toBeUndefined();
      expect(await allowedOrigin(target)).toBe(ORIGIN);
      await destroyExample(second);
      left.delete(second);
      expect(await allowedOrigin(target)).toBe(ORIGIN);
    },
    15 * MINUTES,
  );

  it(
    'a destroyed stack leaves its table, with the entries in it',
    async () => {
      const output = await destroyExample(choice);
      left.delete(choice);
      expect(output).toMatch(/DELETE_SKIPPED.*AWS::DynamoDB::GlobalTable/);
      const client = new DynamoDBClient({});
      const TableName = outputs['TableName'];
      try {
        const { pk, sk } = entryKey(ORIGIN);
        const key = { pk: { S: pk }, sk: { S: sk } };
        expect((await client.send(new GetItemCommand({ TableName, Key: key }))).Item).toMatchObject(key);
        const { Table } = await client.send(new DescribeTableCommand({ TableName }));
        expect(Table?.TableStatus).toBe('ACTIVE');
        if (DEPLOY_TARGET === 'aws') expect(Table?.DeletionProtectionEnabled).toBe(true);
      } finally {
        client.destroy();
      }
    },
    15 * MINUTES,
  );
});

async function removeTable(TableName: string): Promise<void> {
  const client = new DynamoDBClient({});
  try {
    await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await waitUntilTableExists({ client, maxWaitTime: 300 }, { TableName });
    await client.send(new DeleteTableCommand({ TableName }));
  } finally {
    client.destroy();
  }
}

async function allowedOrigin(target: Target): Promise<string | undefined> {
  const response = await send({
    url: `${target.gateway}/services/data/v60.0/query`,
    headers: [['Origin', ORIGIN]],
  });
  return response.header('Access-Control-Allow-Origin');
}

/** Ids of the deployments of the gateway's API. @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
async function deploymentsOf(target: Target): Promise<readonly string[]> {
  const api = new URL(target.gateway).hostname.split('.', 1)[0] ?? '';
  const url = `${await endpointOf('apigateway')}/restapis/${api}/deployments`;
  const response = await sendSigned('apigateway', { url });
  expect(response.status).toBe(200);
  const { item, _embedded } = response.json() as {
    item?: { id: string }[];
    _embedded?: { item: { id: string } | { id: string }[] };
  };
  return (item ?? [_embedded?.item ?? []].flat()).map(({ id }) => id).sort();
}
