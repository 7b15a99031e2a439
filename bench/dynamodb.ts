import { ensureTable, startDynamoDb, type DynamoDbServer } from '../gateway';
import { PARTITION_KEY, SORT_KEY } from '../lib/contract';
import { TABLE } from './evaluator-environment';

/** The embedded DynamoDB with an empty allowlist table. */
export async function startTable(): Promise<DynamoDbServer> {
  const server = await startDynamoDb({ region: 'us-east-1' });
  await ensureTable(server, {
    logicalId: 'Table',
    name: TABLE,
    key: [
      { name: PARTITION_KEY, role: 'HASH', type: 'S' },
      { name: SORT_KEY, role: 'RANGE', type: 'S' },
    ],
  });
  return server;
}

/** Environment variables with which the SDK reaches that table. */
export function tableEnvironment(url: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}
