import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchGetItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  ensureTable,
  GatewayError,
  LOCAL_CREDENTIALS,
  startDynamoDb,
  type DynamoDbServer,
  type TableDefinition,
} from '../../gateway';
import { callDynamoDb } from '../../gateway/dynamodb/dynamodb-client';
import type { Engine } from '../../gateway/dynamodb/engine';
import { filteredDynamoDb } from '../../gateway/dynamodb/dynamodb-filter';
import { startLoopbackServer } from '../../gateway/http/loopback-server';
import { send, sendRaw } from './fixtures/http-client';

const REGION = 'eu-central-1';

const table: TableDefinition = {
  logicalId: 'Table',
  name: 'Shop-Table',
  key: [
    { name: 'pk', role: 'HASH', type: 'S' },
    { name: 'sk', role: 'RANGE', type: 'S' },
  ],
};

const item = (sk: string) => ({ pk: { S: 'p' }, sk: { S: sk } });

describe('the embedded DynamoDB', () => {
  let server: DynamoDbServer;
  let port: number;
  let client: DynamoDBClient;

  beforeAll(async () => {
    server = await startDynamoDb({ region: REGION });
    port = Number(new URL(server.url).port);
    await ensureTable(server, table);
    client = new DynamoDBClient({ endpoint: server.url, region: REGION, credentials: LOCAL_CREDENTIALS });
  });

  afterAll(async () => {
    client.destroy();
    await server.close();
  });

  /** A call that is allowed, for a test to spoil. */
  const call = (headers: readonly (readonly [string, string])[], method = 'POST') =>
    send({
      port,
      method,
      headers: [
        ['Content-Type', 'application/x-amz-json-1.0'],
        ['X-Amz-Target', 'DynamoDB_20120810.ListTables'],
        ['X-Amz-Date', '20260101T000000Z'],
        ['Authorization', 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=f, Signature=g'],
        ...headers,
      ],
      ...(method === 'POST' ? { body: '{}' } : {}),
    });

  test('answers the SDK', async () => {
    await client.send(new PutItemCommand({ TableName: table.name, Item: item('a') }));
    const keys = { [table.name]: { Keys: [item('a'), item('b')], ConsistentRead: true } };
    const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: keys }));
    expect(Responses).toEqual({ [table.name]: [item('a')] });
  });

  test.each<[number, readonly (readonly [string, string])[]]>([
    [200, []],
    [200, [['Host', '127.0.0.1:PORT']]],
    [200, [['Host', '[::1]:PORT']]],
    [403, [['Origin', 'https://page.example']]],
    [403, [['Origin', 'null']]],
    [403, [['Origin', '']]],
    [403, [['origin', 'http://localhost:PORT']]],
    [403, [['Sec-Fetch-Site', 'cross-site']]],
    [403, [['Sec-Fetch-Site', 'same-origin']]],
    [403, [['sec-fetch-site', 'none']]],
    [403, [['Host', 'rebound.example:PORT']]],
    [403, [['Host', 'site.localhost:PORT']]],
    [403, [['Host', 'localhost']]],
  ])('answers with %i for the headers %j', async (status, headers) => {
    const filled = headers.map(([name, value]) => [name, value.replace('PORT', String(port))] as const);
    for (const method of ['POST', 'OPTIONS', 'GET']) {
      const response = await call(filled, method);
      // The engine itself knows no OPTIONS, but the filter has to be what refuses.
      if (status === 403 || method === 'POST') expect(response.status).toBe(status);
      expect(response.text.includes('TableNames')).toBe(status === 200 && method === 'POST');
      const names = response.headers.map(([name]) => name.toLowerCase());
      expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test('goes on after a client closed its connection within a request', async () => {
    const head = `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 100\r\n\r\n{"half`;
    await sendRaw(port, head, { thenLeave: true });
    expect((await call([])).status).toBe(200);
  });

  test('refuses a request over the limit', async () => {
    const limit = 16 * 1024 * 1024;
    const headers = [['Content-Type', 'application/x-amz-json-1.0']] as const;
    expect((await send({ port, method: 'POST', headers, body: 'x'.repeat(limit) })).status).toBe(400);
    expect((await send({ port, method: 'POST', headers, body: 'x'.repeat(limit + 1) })).status).toBe(413);
  });

  test('leaves a table that exists as it is', async () => {
    await client.send(new PutItemCommand({ TableName: table.name, Item: item('kept') }));
    await ensureTable(server, table);
    const keys = { [table.name]: { Keys: [item('kept')] } };
    const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: keys }));
    expect(Responses).toEqual({ [table.name]: [item('kept')] });
  });

  test('reports a table with another key in an error with both keys', async () => {
    const other: TableDefinition = { ...table, key: [{ name: 'id', role: 'HASH', type: 'S' }] };
    const ensured = ensureTable(server, other);
    await expect(ensured).rejects.toMatchObject({ code: 'table_mismatch' });
    await expect(ensured).rejects.toThrow('id HASH');
  });

  test('reports a table that cannot be made in an error with the reason', async () => {
    const ensured = ensureTable(server, { ...table, name: 'no name' });
    await expect(ensured).rejects.toMatchObject({ code: 'dynamodb_failed' });
    await expect(ensured).rejects.toThrow('ValidationException');
  });
});

describe('a DynamoDB API elsewhere', () => {
  const serving = async (listener: RequestListener) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    return { url: `http://127.0.0.1:${port}`, region: REGION, close: () => server.close() };
  };

  test('is called with the local credentials', async () => {
    let headers: Record<string, unknown> = {};
    const server = await serving((request, response) => {
      headers = request.headers;
      response.end('{}');
    });
    await callDynamoDb(server, 'ListTables', {});
    server.close();
    expect(headers).toMatchObject({
      'x-amz-target': 'DynamoDB_20120810.ListTables',
      'x-amz-date': expect.stringMatching(/^\d{8}T\d{6}Z$/) as string,
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/eu-central-1\/dynamodb\/aws4_request, SignedHeaders=host;x-amz-date, Signature=0{64}$/,
      ) as string,
    });
  });

  test('that does not answer gives an error that names it', async () => {
    const server = await serving(() => undefined);
    server.close();
    await expect(ensureTable(server, table)).rejects.toMatchObject({
      code: 'dynamodb_failed',
      message: `no DynamoDB API answers at ${server.url}`,
    });
  });

  test('that is not DynamoDB gives an error that says so', async () => {
    const server = await serving((_request, response) => response.end('<html>'));
    await expect(ensureTable(server, table)).rejects.toThrow(GatewayError);
    server.close();
  });

  test('is asked until its table is usable', async () => {
    const statuses = ['CREATING', 'CREATING', 'ACTIVE'];
    const operations: string[] = [];
    const server = await serving((request, response) => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      operations.push(operation);
      const missing = operation === 'DescribeTable' && operations.length === 1;
      response.statusCode = missing ? 400 : 200;
      response.end(
        JSON.stringify(
          missing
            ? { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException' }
            : { Table: { TableStatus: operation === 'DescribeTable' ? statuses.shift() : 'CREATING' } },
        ),
      );
    });
    await ensureTable(server, table);
    server.close();
    expect(operations).toEqual([
      'DescribeTable',
      'CreateTable',
      'DescribeTable',
      'DescribeTable',
      'DescribeTable',
    ]);
  });
});

describe('the filter in front of the engine', () => {
  test('removes every Access-Control header, in any letter case', async () => {
    const engine: Engine = ({ method }) =>
      Promise.resolve({
        status: method === 'POST' ? 201 : 200,
        headers: [
          ['Access-Control-Allow-Origin', '*'],
          ['access-control-expose-headers', 'a'],
          ['X-Kept', 'b'],
        ],
        body: 'c',
      });
    const server = await startLoopbackServer({ port: 0, onRequest: filteredDynamoDb(engine) });
    const response = await send({ port: server.port, method: 'POST', body: '{}' });
    await server.close();
    expect([response.status, response.text, response.header('X-Kept')]).toEqual([201, 'c', 'b']);
    const names = response.headers.map(([name]) => name.toLowerCase());
    expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('an engine that cannot answer any more', () => {
  test('rejects its calls and does not end the process', async () => {
    const engine: Engine = () => Promise.reject(new Error('gone'));
    const server = await startLoopbackServer({ port: 0, onRequest: filteredDynamoDb(engine) });
    const response = await send({ port: server.port, method: 'POST', body: '{}' });
    await server.close();
    expect([response.status, response.json()]).toEqual([
      500,
      { __type: 'InternalServerError', message: 'gone' },
    ]);
  });
});

describe('a data folder', () => {
  test('keeps its entries for the next start, and serves one process at a time', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'data-'));
    const first = await startDynamoDb({ region: REGION, directory });
    await ensureTable(first, table);
    await callDynamoDb(first, 'PutItem', { TableName: table.name, Item: item('kept') });
    await expect(startDynamoDb({ region: REGION, directory })).rejects.toMatchObject({
      code: 'data_unavailable',
    });
    await first.close();
    const second = await startDynamoDb({ region: REGION, directory });
    await ensureTable(second, table);
    const { body } = await callDynamoDb(second, 'GetItem', { TableName: table.name, Key: item('kept') });
    expect(body).toEqual({ Item: item('kept') });
    await second.close();
    rmSync(directory, { recursive: true });
  });

  test('is made where it is missing; where it cannot be made, the start fails', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'data-'));
    const server = await startDynamoDb({ region: REGION, directory: join(parent, 'a', 'b') });
    await server.close();
    const file = join(parent, 'file');
    writeFileSync(file, '');
    for (const directory of [
      file,
      join(file, 'below'),
      ...(process.platform === 'linux' ? ['/proc/no/data'] : []),
    ]) {
      await expect(startDynamoDb({ region: REGION, directory })).rejects.toMatchObject({
        code: 'data_unavailable',
        message: expect.stringContaining(`${directory} cannot be used for data`) as string,
      });
    }
    rmSync(parent, { recursive: true });
  });
});
