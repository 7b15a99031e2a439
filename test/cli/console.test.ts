import { send, type PlainResponse } from '../support/http-client';
import { CREDENTIALS, startConsoleProcess, type ConsoleProcess } from './support/console-process';
import { runCli } from './support/run-cli';
import { problem, startStubApi, type StubApi } from './support/stub-api';

/*
 * The command `console`: its own page gets the admin API, signed, and nobody else gets anything.
 */

let stub: StubApi;
let served: ConsoleProcess;

beforeAll(async () => {
  stub = await startStubApi((_method, path) =>
    path.includes('missing')
      ? problem(404, 'entry_not_found')
      : { status: 200, headers: { ETag: '"3"', 'X-Amzn-Requestid': 'r' }, body: { items: [] } },
  );
  served = await startConsoleProcess(`${stub.url}/prod`, CREDENTIALS);
});

afterAll(async () => {
  expect(await served.stop()).toBe(0);
  await stub.close();
});

type Headers = Readonly<Record<string, string>>;

function ask(path: string, headers: Headers = {}, method = 'GET', host?: string): Promise<PlainResponse> {
  return send({
    url: `${served.origin}${path}`,
    method,
    headers: Object.entries(headers),
    ...(host === undefined ? {} : { host }),
  });
}

const withToken = (): Headers => ({ 'X-Cors-Console-Token': served.token });

test('a call of the page is signed, and goes on without the headers of the page', async () => {
  const before = stub.asked.length;
  const answer = await ask('/cors/v1/allowlist?limit=5', {
    ...withToken(),
    Origin: served.origin,
    'Sec-Fetch-Site': 'same-origin',
    Cookie: 'a=b',
    'If-Match': '"3"',
  });
  expect(answer.status).toBe(200);
  expect(answer.header('ETag')).toBe('"3"');
  expect(answer.header('X-Amzn-Requestid')).toBeUndefined();
  expect(answer.header('Cache-Control')).toBe('no-store');
  const asked = stub.asked[before];
  expect(asked?.path).toBe('/prod/cors/v1/allowlist?limit=5');
  expect(asked?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIACONSOLE\//);
  expect(asked?.headers['if-match']).toBe('"3"');
  for (const name of ['cookie', 'origin', 'x-cors-console-token'])
    expect(asked?.headers[name]).toBeUndefined();
});

test('a problem of the API is handed back', async () => {
  const answer = await ask('/cors/v1/allowlist/missing', withToken());
  expect(answer.status).toBe(404);
  expect(answer.json()).toMatchObject({ code: 'entry_not_found' });
});

test.each<[string, string, Headers, string, string | undefined, number]>([
  ['without the token', '/cors/v1/allowlist', {}, 'GET', undefined, 401],
  [
    'with another token',
    '/cors/v1/allowlist',
    { 'X-Cors-Console-Token': 'x'.repeat(43) },
    'GET',
    undefined,
    401,
  ],
  [
    'of another page',
    '/cors/v1/allowlist',
    { token: '', Origin: 'https://evil.example' },
    'GET',
    undefined,
    403,
  ],
  [
    'of a page at another port',
    '/cors/v1/allowlist',
    { token: '', Origin: 'http://127.0.0.1:1' },
    'GET',
    undefined,
    403,
  ],
  ['of null', '/cors/v1/allowlist', { token: '', Origin: 'null' }, 'GET', undefined, 403],
  [
    'of another site without an origin',
    '/cors/v1/allowlist',
    { token: '', 'Sec-Fetch-Site': 'cross-site' },
    'GET',
    undefined,
    403,
  ],
  ['to a name that was rebound', '/cors/v1/allowlist', { token: '' }, 'GET', 'evil.example', 403],
  ['to localhost by another name', '/console/index.html', {}, 'GET', 'localhost', 403],
  ['to another path', '/', { token: '' }, 'GET', undefined, 404],
  ['to the base path itself', '/cors/v1', { token: '' }, 'GET', undefined, 404],
  ['above the base path', '/cors/v1/../../other', { token: '' }, 'GET', undefined, 404],
  ['above it by an escape', '/cors/v1/%2e%2e/%2e%2e/other', { token: '' }, 'GET', undefined, 404],
  ['with an escaped slash', '/cors/v1/allowlist%2f..', { token: '' }, 'GET', undefined, 404],
  ['with a backslash', '/cors/v1/..\\..\\other', { token: '' }, 'GET', undefined, 404],
  ['with another method', '/cors/v1/allowlist', { token: '' }, 'OPTIONS', undefined, 404],
  ['to a file that is none', '/console/..%2findex.js', {}, 'GET', undefined, 404],
])('a request %s reaches nothing', async (_name, path, given, method, host, status) => {
  const before = stub.asked.length;
  const { token, ...headers } = given as Record<string, string>;
  const answer = await ask(path, { ...headers, ...(token === undefined ? {} : withToken()) }, method, host);
  expect(answer.status).toBe(status);
  expect(stub.asked.length).toBe(before);
  expect(answer.headers.filter(([name]) => /^access-control-/i.test(name))).toEqual([]);
});

test('the page is served with its policy, and told that a token is wanted', async () => {
  const page = await ask('/console/index.html');
  expect(page.status).toBe(200);
  expect(page.header('Content-Security-Policy')).toContain("default-src 'none'");
  expect((await ask('/console')).header('Location')).toBe('/console/index.html');
  const config = await ask('/console/config.json');
  expect(config.json()).toEqual({ runToken: true });
  for (const { body } of [page, config]) {
    expect(body.toString()).not.toContain(served.token);
    expect(body.toString()).not.toContain(CREDENTIALS.AWS_SECRET_ACCESS_KEY);
  }
});

test('credentials that are refused are said at the start', async () => {
  const refusing = await startStubApi(() => problem(403, 'not_permitted'));
  const run = await runCli(['console', '--url', refusing.url, '--auth', 'iam', '--region', 'x'], {
    env: CREDENTIALS,
  });
  await refusing.close();
  expect(run).toMatchObject({ status: 4, stdout: '' });
});
