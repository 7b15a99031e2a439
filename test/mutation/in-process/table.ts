import { randomUUID } from 'node:crypto';
import { entryKey, type ItemKey, PARTITION_KEY, SORT_KEY } from '../../../lib/contract';
import { ADMIN_LIMITS, VERDICT_LIMITS } from '../../../lambda/store/client-loader';
import type { ClientLimits, ClientLoader, DynamoCalls } from '../../../lambda/store/dynamo-calls';
import type { TestTable } from '../../lambda/store/support/table';
import { call, type Input, type Output } from './network';

export type { TestTable } from '../../lambda/store/support/table';

type Attributes = Parameters<TestTable['putRaw']>[0];

export function clientFor(endpoint: string, limits: ClientLimits): ClientLoader {
  const send = (operation: string, input: object, signal?: AbortSignal): Promise<never> =>
    call(endpoint, operation, input as Input, limits, signal) as Promise<never>;
  const calls: DynamoCalls = {
    batchGet: (input, signal) => send('BatchGetItem', input, signal),
    get: (input) => send('GetItem', input),
    put: (input) => send('PutItem', input),
    query: (input) => send('Query', input),
  };
  return () => Promise.resolve(calls);
}

export function verdictClient(endpoint: string): ClientLoader {
  return clientFor(endpoint, VERDICT_LIMITS);
}

export function adminClient(endpoint: string): ClientLoader {
  return clientFor(endpoint, ADMIN_LIMITS);
}

/** Calls of one process take no time that a busy machine could make longer. */
export function patientClient(endpoint: string): ClientLoader {
  return adminClient(endpoint);
}

export async function createTable(endpoint: string): Promise<TestTable> {
  const name = `allowlist-${randomUUID()}`;
  const send = (operation: string, input: object): Promise<Output> =>
    call(endpoint, operation, { TableName: name, ...input }, ADMIN_LIMITS);
  const key = (AttributeName: string, KeyType: string): object => ({ AttributeName, KeyType });
  const attribute = (AttributeName: string): object => ({ AttributeName, AttributeType: 'S' });
  await send('CreateTable', {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [key(PARTITION_KEY, 'HASH'), key(SORT_KEY, 'RANGE')],
    AttributeDefinitions: [attribute(PARTITION_KEY), attribute(SORT_KEY)],
  });
  while (((await send('DescribeTable', {}))['Table'] as Output)['TableStatus'] !== 'ACTIVE') {
    await new Promise(setImmediate);
  }
  const putRaw = async (Item: Attributes): Promise<void> => {
    await send('PutItem', { Item });
  };
  return {
    name,
    putRaw,
    putEntry: (pattern, attributes = {}) =>
      putRaw({ ...keyAttributes(entryKey(pattern)), status: { S: 'active' }, ...attributes }),
    getRaw: async (itemKey) => {
      const { Item } = await send('GetItem', { Key: keyAttributes(itemKey), ConsistentRead: true });
      return Item as Attributes | undefined;
    },
    removeRaw: async (itemKey) => {
      await send('DeleteItem', { Key: keyAttributes(itemKey) });
    },
    drop: async () => {
      await send('DeleteTable', {});
    },
  };
}

export function keyAttributes({ pk, sk }: ItemKey): Attributes {
  return { pk: { S: pk }, sk: { S: sk } };
}
