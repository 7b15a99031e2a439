import { setTimeout as pause } from 'node:timers/promises';
import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject } from '../json';
import { callDynamoDb, type DynamoDbEndpoint } from './dynamodb-client';
import type { TableDefinition } from './table-definition';

/** How long a table may take to become usable, and how often that is asked. */
const ACTIVE_TIMEOUT_MS = 30_000;
const ACTIVE_POLL_MS = 100;

/**
 * Makes a table where it is not there yet, and waits until it can be used.
 *
 * @throws GatewayError `table_mismatch` when a table of this name has another primary key
 * @throws GatewayError `dynamodb_failed` when the API refuses, or the table does not become active
 */
export async function ensureTable(endpoint: DynamoDbEndpoint, table: TableDefinition): Promise<void> {
  const deadline = Date.now() + ACTIVE_TIMEOUT_MS;
  const existing = await describe(endpoint, table);
  if (existing === undefined) await create(endpoint, table);
  else checkKey(endpoint, table, existing);
  while ((await describe(endpoint, table))?.['TableStatus'] !== 'ACTIVE') {
    if (Date.now() > deadline) throw refused(endpoint, table, 'does not become active');
    await pause(ACTIVE_POLL_MS);
  }
}

async function describe(endpoint: DynamoDbEndpoint, table: TableDefinition): Promise<JsonObject | undefined> {
  const { body, error } = await callDynamoDb(endpoint, 'DescribeTable', { TableName: table.name });
  if (error === 'ResourceNotFoundException') return undefined;
  const description = body['Table'];
  if (error !== undefined || !isJsonObject(description))
    throw refused(endpoint, table, reasonIn(body, error));
  return description;
}

async function create(endpoint: DynamoDbEndpoint, table: TableDefinition): Promise<void> {
  const { body, error } = await callDynamoDb(endpoint, 'CreateTable', {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: (table.indexes?.attributes ?? table.key).map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: table.key.map(({ name, role }) => ({ AttributeName: name, KeyType: role })),
    ...table.indexes?.input,
  });
  // Another process that started at the same time may have made the table; then it is enough to wait for it.
  if (error !== undefined && error !== 'ResourceInUseException')
    throw refused(endpoint, table, reasonIn(body, error));
}

function checkKey(endpoint: DynamoDbEndpoint, table: TableDefinition, description: JsonObject): void {
  const schema: unknown = description['KeySchema'];
  const found = (Array.isArray(schema) ? schema : []).map((part: unknown) =>
    isJsonObject(part) ? `${String(part['AttributeName'])} ${String(part['KeyType'])}` : '',
  );
  const wanted = table.key.map(({ name, role }) => `${name} ${role}`);
  if (found.toSorted().join() === wanted.toSorted().join()) return;
  throw new GatewayError(
    'table_mismatch',
    `table ${table.name} at ${endpoint.url} has the key (${found.join(', ')}); it must be (${wanted.join(', ')}) ` +
      '(fix: use another place for the data, or remove that table)',
  );
}

function reasonIn(body: JsonObject, error: string | undefined): string {
  const message = body['message'] ?? body['Message'];
  return `was refused: ${error ?? 'unknown'}${typeof message === 'string' ? `, ${message}` : ''}`;
}

function refused(endpoint: DynamoDbEndpoint, table: TableDefinition, what: string): GatewayError {
  return new GatewayError('dynamodb_failed', `table ${table.name} at ${endpoint.url} ${what}`);
}
