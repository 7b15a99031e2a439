import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NO_AUTHORIZATION } from '../../cli/api/authorization';
import { Transport, type Call } from '../../cli/api/transport';

let server: Server;
let requests: number;
let answer: (response: ServerResponse, count: number) => void;

beforeEach(async () => {
  requests = 0;
  server = createServer((request, response) => {
    request.resume().on('end', () => answer(response, ++requests));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
});

const CREATE: Call = { method: 'POST', path: '/allowlist', json: { pattern: 'https://a.example' } };
const DELETE: Call = { method: 'DELETE', path: '/allowlist/x', ifMatch: '"1"' };
const ASK: Call = { method: 'POST', path: '/evaluate', json: {} };
const LIST: Call = { path: '/allowlist' };

function send(call: Call): Promise<unknown> {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new Transport(url, NO_AUTHORIZATION).send(call);
}

/** The code with which a call fails. */
async function failure(call: Call): Promise<unknown> {
  return send(call).then(
    () => 'none',
    (error: unknown) => (error as { readonly code?: unknown }).code,
  );
}

const gatewayError =
  (status: number, until = 1) =>
  (response: ServerResponse, count: number): void => {
    response.writeHead(count > until ? 200 : status, { 'Content-Type': 'application/json' }).end('{}');
  };

test.each([502, 504])(
  'a create that ended with %i may have been made, so it is not made again',
  async (status) => {
    answer = gatewayError(status);
    expect(await failure(CREATE)).not.toBe('none');
    expect(requests).toBe(1);
  },
);

test.each([
  ['a create', 429, CREATE],
  ['a create', 503, CREATE],
  ['a change that names its version', 504, DELETE],
  ['a question', 502, ASK],
  ['a list', 504, LIST],
])('%s that ended with %i is made again', async (_what, status, call) => {
  answer = gatewayError(status);
  expect(await failure(call)).toBe('none');
  expect(requests).toBe(2);
});

test.each([
  ['a create', CREATE, 'outcome_unknown'],
  ['a deletion', DELETE, 'outcome_unknown'],
  ['a question', ASK, 'unreachable'],
  ['a list', LIST, 'unreachable'],
])('%s whose connection breaks without an answer fails with %s', async (_what, call, code) => {
  answer = (response) => response.destroy();
  expect(await failure(call)).toBe(code);
});

test('a change that finds no server was not made', async () => {
  const { port } = server.address() as AddressInfo;
  const closed = once(server, 'close');
  server.close();
  await closed;
  const transport = new Transport(`http://127.0.0.1:${port}`, NO_AUTHORIZATION);
  await expect(transport.send(DELETE)).rejects.toMatchObject({ code: 'unreachable' });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
