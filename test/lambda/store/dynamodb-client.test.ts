import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClientLimits, DynamoCalls } from '../../../lambda/store/dynamo-calls';
import { createDynamoCalls } from '../../../lambda/store/dynamodb-client';

const PATIENT: ClientLimits = { maxAttempts: 1, connectMillis: 5000, attemptMillis: 5000, callMillis: 5000 };
const KEY = { pk: { S: 'E#1' }, sk: { S: 'a' } };

interface Asked {
  readonly operation: string;
  readonly input: unknown;
}

let server: Server;
let asked: Asked[];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

beforeEach(() => {
  asked = [];
  answer = (response) => response.end('{}');
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Buffer.concat(await request.toArray()).toString();
  const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  asked.push({ operation, input: JSON.parse(body) });
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  answer(response);
}

function callsWith(limits: Partial<ClientLimits> = {}): DynamoCalls {
  return createDynamoCalls(
    { ...PATIENT, ...limits },
    {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
  );
}

const get = (calls: DynamoCalls): Promise<unknown> => calls.get({ TableName: 't', Key: KEY });

test('each call is the operation of its name, with its input as it is', async () => {
  const calls = callsWith();
  const read = { RequestItems: { t: { Keys: [KEY] } } };
  const query = { TableName: 't', KeyConditionExpression: '#pk = :pk' };
  await calls.batchGet(read, new AbortController().signal);
  await get(calls);
  await calls.put({ TableName: 't', Item: KEY });
  await calls.query(query);
  expect(asked).toEqual([
    { operation: 'BatchGetItem', input: read },
    { operation: 'GetItem', input: { TableName: 't', Key: KEY } },
    { operation: 'PutItem', input: { TableName: 't', Item: KEY } },
    { operation: 'Query', input: query },
  ]);
});

test.each([1, 2])('a call is tried %d times, and no more', async (maxAttempts) => {
  answer = (response) => response.writeHead(500).end('{"__type":"InternalServerError"}');
  await expect(get(callsWith({ maxAttempts }))).rejects.toMatchObject({ name: 'InternalServerError' });
  expect(asked).toHaveLength(maxAttempts);
});

test('an attempt without an answer is over when its time is', async () => {
  answer = () => undefined;
  await expect(get(callsWith({ attemptMillis: 50 }))).rejects.toMatchObject({ name: 'TimeoutError' });
});

describe('an answer that begins and does not end', () => {
  beforeEach(() => {
    answer = (response) => response.writeHead(200, { 'content-length': 1000 }).write('{"Item":');
  });

  test.each<[string, (calls: DynamoCalls) => Promise<unknown>]>([
    ['get', get],
    ['put', (calls) => calls.put({ TableName: 't', Item: KEY })],
    ['query', (calls) => calls.query({ TableName: 't' })],
  ])('ends with the time of the whole call: %s', async (_, call) => {
    await expect(call(callsWith({ callMillis: 50 }))).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('ends when the caller of batchGet says so, and not before', async () => {
    const controller = new AbortController();
    const call = callsWith({ callMillis: 50 }).batchGet({ RequestItems: {} }, controller.signal);
    setTimeout(() => {
      controller.abort();
    }, 150);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(controller.signal.aborted).toBe(true);
  });
});
