import { sendHttp } from '../../cli/api/http';
import { startTestServer, type TestServer } from '../support/test-server';

let server: TestServer;
let connections = 0;
/** Whether the connection of the next request breaks, before the answer or in it. */
let breaks: 'before' | 'within' | undefined;

beforeEach(async () => {
  connections = 0;
  breaks = undefined;
  server = await startTestServer((request, response) => {
    const moment = breaks;
    breaks = undefined;
    if (moment === 'before') request.socket.resetAndDestroy();
    else if (moment === 'within') {
      response.writeHead(200, { 'Content-Length': '9' }).write('{', () => request.socket.destroy());
    } else response.end(request.method);
  });
  server.server.on('connection', () => connections++);
});

afterEach(() => server.close());

async function send(method = 'GET'): Promise<string> {
  const url = new URL(`${server.url}/`);
  const { body } = await sendHttp({ method, url, headers: {} });
  // The socket is given back a turn later.
  await new Promise((resolve) => setImmediate(resolve));
  return body.toString();
}

test('a kept connection that breaks before the answer is replaced by a new one for a request that reads', async () => {
  await send();
  breaks = 'before';
  expect(await send()).toBe('GET');
  expect(connections).toBe(2);
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is not sent twice', async (method) => {
  await send();
  breaks = 'before';
  await expect(send(method)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(connections).toBe(1);
});

test('a kept connection that breaks within the answer is a failure', async () => {
  await send();
  breaks = 'within';
  await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(connections).toBe(1);
});

test('a new connection that breaks is a failure', async () => {
  breaks = 'before';
  await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(connections).toBe(1);
});

test('an answer that switches protocols is a failure', async () => {
  server.server.removeAllListeners('request');
  server.server.on('request', ({ socket }) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
  );
  await expect(send()).rejects.toThrow('without an answer');
});
