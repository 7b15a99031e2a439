import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTable, startDynamoDb } from '../../gateway';
import { callDynamoDb } from '../../gateway/dynamodb/dynamodb-client';

const REGION = 'us-east-1';
const table = {
  logicalId: 'Table',
  name: 'Entries',
  key: [{ name: 'id', role: 'HASH', type: 'S' }],
} as const;

let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'data-folder-'));
});

afterEach(() => {
  rmSync(parent, { recursive: true });
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** Starts the engine on a folder, writes into it, and gives the mode of each file while it runs. */
async function written(directory: string): Promise<ReadonlyMap<string, string>> {
  const server = await startDynamoDb({ region: REGION, directory });
  try {
    await ensureTable(server, table);
    await callDynamoDb(server, 'PutItem', { TableName: table.name, Item: { id: { S: 'one' } } });
    return new Map(readdirSync(directory).map((name) => [name, modeOf(join(directory, name))]));
  } finally {
    await server.close();
  }
}

const onlyOwner = (modes: ReadonlyMap<string, string>): void => {
  expect(modes.size).toBeGreaterThan(1);
  expect([...modes].filter(([, mode]) => mode !== '600')).toEqual([]);
};

test('a new folder and its files are for their owner only, whatever the umask', async () => {
  const before = process.umask(0);
  try {
    const directory = join(parent, 'a', 'b');
    onlyOwner(await written(directory));
    expect([modeOf(join(parent, 'a')), modeOf(directory)]).toEqual(['700', '700']);
  } finally {
    process.umask(before);
  }
});

test('an empty folder that everybody can read is for its owner only', async () => {
  const directory = join(parent, 'open');
  mkdirSync(directory);
  chmodSync(directory, 0o777);
  onlyOwner(await written(directory));
  expect(modeOf(directory)).toBe('700');
});

test('a folder of an earlier start, with files that everybody can read, is for its owner only', async () => {
  const directory = join(parent, 'earlier');
  await written(directory);
  for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o644);
  chmodSync(directory, 0o755);
  const modes = await written(directory);
  onlyOwner(modes);
  expect(modeOf(directory)).toBe('700');
});

test('in a folder with other files only its own files change their mode', async () => {
  const directory = join(parent, 'shared');
  mkdirSync(directory);
  chmodSync(directory, 0o755);
  const others = ['notes.txt', 'table.journal.bak', 'table.json'];
  for (const name of others) {
    writeFileSync(join(directory, name), '');
    chmodSync(join(directory, name), 0o644);
  }
  const modes = await written(directory);
  onlyOwner(new Map([...modes].filter(([name]) => !others.includes(name))));
  expect(others.map((name) => modes.get(name))).toEqual(['644', '644', '644']);
  expect(modeOf(directory)).toBe('755');
});

test('a folder that another start has, and one that cannot be made, are refused', async () => {
  const directory = join(parent, 'held');
  const server = await startDynamoDb({ region: REGION, directory });
  await expect(startDynamoDb({ region: REGION, directory })).rejects.toMatchObject({
    code: 'data_unavailable',
  });
  await server.close();
  writeFileSync(join(parent, 'file'), '');
  await expect(startDynamoDb({ region: REGION, directory: join(parent, 'file') })).rejects.toMatchObject({
    code: 'data_unavailable',
  });
});

test('what a process left half written, and its lock, do not hold up the next start', async () => {
  const directory = join(parent, 'crashed');
  await written(directory);
  const journal = join(directory, 'table.journal');
  writeFileSync(journal, `${readFileSync(journal, 'utf8')}[["half`);
  // No process has this id: it is above what Linux and macOS give.
  writeFileSync(join(directory, 'table.lock'), '99999999');
  const server = await startDynamoDb({ region: REGION, directory });
  const { body } = await callDynamoDb(server, 'GetItem', {
    TableName: table.name,
    Key: { id: { S: 'one' } },
  });
  await server.close();
  expect(body).toEqual({ Item: { id: { S: 'one' } } });
});
