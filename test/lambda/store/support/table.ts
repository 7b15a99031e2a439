import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  PutItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { entryKey, type ItemKey, PARTITION_KEY, SORT_KEY } from '../../../../lib/contract';
import { ADMIN_LIMITS, VERDICT_LIMITS } from '../../../../lambda/store/client-loader';
import { createDynamoCalls } from '../../../../lambda/store/dynamodb-client';
import type { ClientLimits, ClientLoader } from '../../../../lambda/store/dynamo-calls';

type Attributes = Record<string, AttributeValue>;

const PATIENT_LIMITS = { maxAttempts: 1, connectMillis: 25_000, attemptMillis: 25_000, callMillis: 25_000 };

/** A new allowlist table on an engine, and the means to look behind the store's back. */
export interface TestTable {
  readonly name: string;
  /** Writes an item as it stands, sound or not. */
  putRaw(item: Attributes): Promise<void>;
  /** Writes an entry with these attributes, an active one without any. */
  putEntry(pattern: string, attributes?: Attributes): Promise<void>;
  getRaw(key: ItemKey): Promise<Attributes | undefined>;
  removeRaw(key: ItemKey): Promise<void>;
  drop(): Promise<void>;
}

/** Clients for an endpoint, which may be a fault proxy. */
export function clientFor(endpoint: string, limits: ClientLimits): ClientLoader {
  const gateway = createDynamoCalls(limits, configFor(endpoint));
  return () => Promise.resolve(gateway);
}

export function verdictClient(endpoint: string): ClientLoader {
  return clientFor(endpoint, VERDICT_LIMITS);
}

export function adminClient(endpoint: string): ClientLoader {
  return clientFor(endpoint, ADMIN_LIMITS);
}

/** A client of an engine that answers: on a busy machine an answer may be late, and nothing but that would fail here. */
export function patientClient(endpoint: string): ClientLoader {
  return clientFor(endpoint, PATIENT_LIMITS);
}

/** @param hasStream whether the table has a stream of new and old images, which the embedded engine does not know */
export async function createTable(endpoint: string, hasStream = false): Promise<TestTable> {
  const client = new DynamoDBClient(configFor(endpoint));
  const name = `allowlist-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: PARTITION_KEY, KeyType: 'HASH' },
        { AttributeName: SORT_KEY, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: PARTITION_KEY, AttributeType: 'S' },
        { AttributeName: SORT_KEY, AttributeType: 'S' },
      ],
      ...(hasStream
        ? { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const } }
        : {}),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 0.01 }, { TableName: name });
  const putRaw = async (Item: Attributes): Promise<void> => {
    await client.send(new PutItemCommand({ TableName: name, Item }));
  };
  return {
    name,
    putRaw,
    putEntry: (pattern, attributes = {}) =>
      putRaw({ ...keyAttributes(entryKey(pattern)), status: { S: 'active' }, ...attributes }),
    getRaw: async (key) => {
      const input = { TableName: name, Key: keyAttributes(key), ConsistentRead: true };
      return (await client.send(new GetItemCommand(input))).Item;
    },
    removeRaw: async (key) => {
      await client.send(new DeleteItemCommand({ TableName: name, Key: keyAttributes(key) }));
    },
    drop: async () => {
      await client.send(new DeleteTableCommand({ TableName: name }));
      client.destroy();
    },
  };
}

export function keyAttributes({ pk, sk }: ItemKey): Attributes {
  return { pk: { S: pk }, sk: { S: sk } };
}

function configFor(endpoint: string): DynamoDBClientConfig {
  return { endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}
