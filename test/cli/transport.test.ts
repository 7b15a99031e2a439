import type { ServerResponse } from 'node:http';
import { NO_AUTHORIZATION } from '../../cli/api/authorization';
import { Transport, type Call } from '../../cli/api/transport';
import { startTestServer, type TestServer } from '../support/test-server';

let server: TestServer;
let requests: number;
let answer: (response: ServerResponse, count: number) => void;

beforeEach(async () => {
  requests = 0;
  server = await startTestServer((request, response) => {
    request.resume().on('end', () => answer(response, ++requests));
  });
});

afterEach(() => server.close());

const CREATE: Call = { method: 'POST', path: '/allowlist', json: { pattern: 'https://a.example' } };
const DELETE: Call = { method: 'DELETE', path: '/allowlist/x', ifMatch: '"1"' };
const ASK: Call = { method: 'POST', path: '/evaluate', json: {} };
const LIST: Call = { path: '/allowlist' };

function send(call: Call): Promise<unknown> {
  return new Transport(server.url, NO_AUTHORIZATION).send(call);
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
  const gone = await startTestServer(() => undefined);
  await gone.close();
  const transport = new Transport(gone.url, NO_AUTHORIZATION);
  await expect(transport.send(DELETE)).rejects.toMatchObject({ code: 'unreachable' });
});
