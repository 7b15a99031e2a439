import type { Socket } from 'node:net';
import { post, type PostReply } from '../../../lambda/tokens/kept-post';
import { startTestServer, type TestServer } from '../../support/test-server';

const SWITCHED = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n';

let server: TestServer;
let url: URL;
let connections: number;
/** How many requests came on each connection so far. */
const requests = new Map<Socket, number>();
/** Whether the connection breaks at this request, before or in the answer. */
let breaks: (request: number, connection: number) => 'before' | 'within' | undefined;

beforeEach(async () => {
  connections = 0;
  requests.clear();
  breaks = () => undefined;
  server = await startTestServer((request, response) => {
    const { socket } = request;
    const number = (requests.get(socket) ?? 0) + 1;
    requests.set(socket, number);
    const moment = breaks(number, connections);
    if (moment === 'before') socket.resetAndDestroy();
    else if (moment === 'within')
      response.writeHead(200, { 'Content-Length': '9' }).write('{', () => socket.destroy());
    else response.end('{}');
  });
  server.server.on('connection', () => connections++);
  url = new URL(`${server.url}/`);
});

afterEach(() => server.close());

async function send(): Promise<PostReply> {
  const reply = await post({ url, headers: {}, body: '{}', signal: AbortSignal.timeout(10_000) });
  // The socket is given back a turn later.
  await new Promise((resolve) => setImmediate(resolve));
  return reply;
}

test('a connection is kept', async () => {
  await send();
  await send();
  expect(connections).toBe(1);
});

test('a kept connection that breaks before the answer is replaced by a new one', async () => {
  await send();
  breaks = (request) => (request === 2 ? 'before' : undefined);
  expect(await send()).toEqual({ status: 200, functionError: false, text: '{}' });
  expect(connections).toBe(2);
});

test('it is a new one, although others are kept that may be closed as well', async () => {
  await Promise.all([send(), send()]);
  expect(connections).toBe(2);
  breaks = (request) => (request === 2 ? 'before' : undefined);
  expect((await send()).status).toBe(200);
  expect(connections).toBe(3);
});

test.each(['before', 'within'] as const)(
  'a new connection that breaks %s the answer is a failure',
  async (moment) => {
    breaks = () => moment;
    await expect(send()).rejects.toThrow('the authorizer: ECONNRESET');
    expect(connections).toBe(1);
  },
);

test('a kept connection that breaks within the answer is a failure', async () => {
  await send();
  breaks = () => 'within';
  await expect(send()).rejects.toThrow('the authorizer: ECONNRESET');
  expect(connections).toBe(1);
});

test('the new connection is not replaced once more', async () => {
  await send();
  breaks = () => 'before';
  await expect(send()).rejects.toThrow('the authorizer: ECONNRESET');
  expect(connections).toBe(2);
});

test('a kept connection that breaks behind the first bytes of an answer is a failure', async () => {
  await send();
  server.server.removeAllListeners('request');
  let posts = 0;
  server.server.on('request', ({ socket }) => {
    posts++;
    socket.write('HTTP/1.1 200 OK\r\nX-Amzn-Req', () => socket.resetAndDestroy());
  });
  await expect(send()).rejects.toThrow('the authorizer: ECONNRESET');
  expect(posts).toBe(1);
});

test('an answer that switches protocols is a failure', async () => {
  server.server.removeAllListeners('request');
  server.server.on('request', ({ socket }) => socket.write(SWITCHED));
  await expect(send()).rejects.toThrow('the authorizer: no answer');
});
