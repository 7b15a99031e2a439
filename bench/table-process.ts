import { fork } from 'node:child_process';
import { once } from 'node:events';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { entryKey } from '../lib/contract';
import { startTable } from './dynamodb';
import { TABLE } from './evaluator-environment';

/** The embedded DynamoDB in its own process: a bench that blocks does not block it. */
export interface TableProcess {
  readonly url: string;
  stop(): void;
}

/** @param patterns of the active entries that it holds */
export async function startTableProcess(patterns: readonly string[] = []): Promise<TableProcess> {
  const child = fork(__filename, patterns, { execArgv: ['--import', 'tsx'] });
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    stop: () => {
      child.disconnect();
    },
  };
}

async function startFilled(patterns: readonly string[]): Promise<string> {
  const server = await startTable();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: server.url, region: server.region, credentials });
  for (const pattern of patterns) {
    const { pk, sk } = entryKey(pattern);
    const Item = { pk: { S: pk }, sk: { S: sk }, status: { S: 'active' } };
    await client.send(new PutItemCommand({ TableName: TABLE, Item }));
  }
  return server.url;
}

if (require.main === module) {
  process.on('disconnect', () => process.exit());
  void startFilled(process.argv.slice(2)).then((url) => process.send?.(url));
}
