import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDb } from '../../gateway';
import { callDynamoDb } from '../../gateway/dynamodb/dynamodb-client';
import { WRITTEN_TABLE } from './fixtures/table-writer';

const WRITER = join(__dirname, 'fixtures', 'table-writer.ts');

/** Runs the writer until it has acknowledged this many items, kills it, and gives back what it acknowledged. */
async function writeUntilKilled(directory: string, enough: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > enough) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [unknown, string];
  expect(signal).toBe('SIGKILL');
  return output.split('\n').filter((line) => line !== '');
}

test('an acknowledged write is there after the process was killed', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'killed-'));
  const acknowledged: string[] = [];
  // Each round opens what the one before left behind.
  for (const enough of [10, 250, 97]) acknowledged.push(...(await writeUntilKilled(directory, enough)));
  const server = await startDynamoDb({ region: 'us-east-1', directory });
  const missing: string[] = [];
  for (const id of acknowledged) {
    const { body } = await callDynamoDb(server, 'GetItem', {
      TableName: WRITTEN_TABLE.name,
      Key: { id: { S: id } },
    });
    if (body['Item'] === undefined) missing.push(id);
  }
  await server.close();
  rmSync(directory, { recursive: true });
  expect(acknowledged.length).toBeGreaterThanOrEqual(357);
  expect(missing).toEqual([]);
}, 60_000);
