import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { problem, startStubApi, type StubApi } from './support/stub-api';
import { runCli, type CliRun } from './support/run-cli';

/*
 * The common part of every command: help, mistakes, exit codes, and what goes to which stream.
 */

let stub: StubApi;
let answer = problem(404, 'not_found');

beforeAll(async () => {
  stub = await startStubApi(() => answer);
});

afterAll(() => stub.close());

const cli = (...args: readonly string[]): Promise<CliRun> =>
  runCli(args, { env: { CORS_ADMIN_URL: stub.url } });

/** The URL of the stub, which is known when the tests run. */
const STUB = 'STUB';

test.each<[string, readonly string[], string]>([
  ['an unknown command', ['sreve'], 'serve'],
  ['an unknown command of two words', ['origins', 'lsit'], 'origins list'],
  ['a mistake in the first word', ['orgins', 'list'], 'origins list'],
  ['a word of another tool', ['origins', 'delete', 'https://a.example'], 'origins remove'],
  ['another one', ['origins', 'pause', 'https://a.example'], 'origins deactivate'],
  ['a verb without its noun', ['list'], 'origins list'],
  ['a verb of another tool without its noun', ['rm', 'https://a.example'], 'origins remove'],
  ['a command that is like none', ['bogus'], '--help'],
  ['a status that is none', ['origins', 'list', '--status', 'paused'], '--status active'],
  ['an order that is none', ['origins', 'list', '--sort', 'name'], '--sort pattern'],
  ['a pattern without a scheme', ['origins', 'add', 'a.example'], 'https://a.example'],
  [
    'a day without a time',
    ['origins', 'add', 'https://a.example', '--expires-at', '2030-01-01'],
    'T12:00:00Z',
  ],
  ['a file that is not there', ['origins', 'plan', '-f', 'none.yaml', '--url', STUB], 'no such file'],
  ['a recording that is not there', ['evaluate', '--from-har', 'none.har', '--url', STUB], 'no such file'],
  ['an unknown option', ['origins', 'list', '--stauts', 'active'], '--status'],
  ['an option without its value', ['origins', 'list', '--owner', '--sort'], '--help'],
  ['a switch with a value', ['origins', 'list', '--json=yes'], '--help'],
  ['an option twice', ['origins', 'list', '--owner', 'a', '--owner', 'b'], '--help'],
  ['an argument too many', ['origins', 'list', 'x'], '--help'],
  ['an argument too few', ['origins', 'show'], 'PATTERN'],
  ['a URL that is none', ['origins', 'list', '--url', 'localhost'], 'AdminUrl'],
  ['a URL in the clear', ['origins', 'list', '--url', 'http://admin.example'], 'https'],
  ['a way to sign in that is none', ['whoami', '--auth', 'magic'], 'cognito'],
  ['no region', ['whoami', '--auth', 'iam'], '--region'],
  ['a time that is none', ['origins', 'add', 'https://a.example', '--expires-in', 'soon'], '7d'],
  ['a pattern that is none', ['origins', 'show', 'https://a.example/'], 'https://a.example'],
  ['a control character', ['origins', 'list', '--\u001b[2J'], '--help'],
])('%s (%j) is one printable line, the exit code 3, and names %s', async (_name, args, named) => {
  answer = { status: 200, body: { entries: [] } };
  const given = args.map((arg) => (arg === STUB ? stub.url : arg));
  const { status, stdout, stderr } = await runCli(given, {
    env: { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined },
  });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(/^[ -~]+\n$/);
  expect(stderr).toContain(named);
});

test.each([
  [400, 'bad_cursor', 3],
  [401, 'not_authenticated', 4],
  [403, 'not_permitted', 4],
  [404, 'entry_not_found', 1],
  [409, 'entry_exists', 5],
  [412, 'stale_version', 5],
  [422, 'validation_failed', 3],
  [500, 'internal_error', 1],
  [501, 'simulator_unavailable', 1],
])('the answer %i %s ends with %i', async (status, code, exit) => {
  answer = problem(status, code);
  const run = await cli('origins', 'list', '--json');
  expect(run.status).toBe(exit);
  expect(run.stderr).toMatch(/^[ -~]+\n$/);
  expect(run.json()).toMatchObject({ schemaVersion: 1, error: { code, exitCode: exit } });
});

test('an answer that is no problem of the admin API says where it came from', async () => {
  answer = { status: 403, body: { message: 'Missing Authentication Token' } };
  const run = await cli('origins', 'list');
  expect(run.status).toBe(4);
  expect(run.stderr).toMatch(/Missing Authentication Token.*--url/);
});

test.each<[string, readonly string[]]>([
  ['origins list', ['origins', 'list']],
  ['origins show', ['origins', 'show', 'https://a.example']],
  ['origins add', ['origins', 'add', 'https://a.example', '--yes']],
  ['origins update', ['origins', 'update', 'https://a.example', '--name', 'A', '--yes']],
  ['origins remove', ['origins', 'remove', 'https://a.example', '--yes']],
  ['origins export', ['origins', 'export']],
  ['origins plan', ['origins', 'plan', '-f', '-']],
  ['origins stale', ['origins', 'stale']],
  ['settings get', ['settings', 'get']],
  ['settings set', ['settings', 'set', 'oauth=on', '--yes']],
  ['evaluate', ['evaluate', 'https://a.example', 'https://api.example/x']],
  ['refusals', ['refusals']],
  ['whoami', ['whoami']],
])('%s says it where another server answers 200', async (_name, args) => {
  answer = { status: 200, body: { hello: 'world' } };
  const run = await runCli([...args, '--json'], { env: { CORS_ADMIN_URL: stub.url }, input: '[]' });
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(/^[ -~]+ is not the admin API: [ -~]+--url[ -~]+\n$/);
  expect(run.json()).toMatchObject({ error: { code: 'not_the_admin_api' } });
});

test('a failure is a document, whatever failed', async () => {
  expect((await runCli(['bogus', '--json'])).json()).toMatchObject({
    error: { code: 'unknown_command', exitCode: 3 },
  });
  answer = { status: 200, body: { entries: [] } };
  const written = await cli('origins', 'export', '-o', '/no/such/folder/list.json', '--json');
  expect(written).toMatchObject({ status: 3 });
  expect(written.json()).toMatchObject({ error: { code: 'bad_file' } });
  const yaml = await cli('origins', 'export', '--format', 'yaml', '--json');
  expect(yaml.json()).toMatchObject({ error: { fix: expect.stringContaining('--output') as string } });
});

test('a reader that ends early is no failure', async () => {
  const entry = { id: 'x', pattern: `https://${'a'.repeat(60)}.example`, version: 1 };
  answer = { status: 200, body: { items: Array.from({ length: 5000 }, () => entry) } };
  const run = await runCli(['origins', 'list', '--json'], {
    env: { CORS_ADMIN_URL: stub.url },
    onStart: ({ stdout }) => stdout?.once('data', () => stdout.destroy()),
  });
  expect(run).toMatchObject({ status: 0, stderr: '' });
});

test('the program says its version', async () => {
  const { version } = JSON.parse(readFileSync(resolve(__dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };
  expect(await runCli(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('an API that cannot be reached ends with 6', async () => {
  const run = await cli('origins', 'list', '--url', 'http://localhost:9');
  expect(run.status).toBe(6);
  expect(run.stderr).toMatch(/cannot be reached/);
});

test('a throttled call is made again', async () => {
  const again = await startStubApi((_method, _path, count) =>
    count === 1
      ? { ...problem(429, 'throttled'), headers: { 'Retry-After': '1' } }
      : { status: 200, body: { items: [] } },
  );
  expect(await runCli(['origins', 'list'], { env: { CORS_ADMIN_URL: again.url } })).toMatchObject({
    status: 0,
  });
  expect(again.asked).toHaveLength(2);
  await again.close();
});

test('a 503 that stays ends with 6, after some attempts', async () => {
  const down = await startStubApi(() => ({
    ...problem(503, 'store_unavailable'),
    headers: { 'Retry-After': '0.01' },
  }));
  expect(await runCli(['settings', 'get'], { env: { CORS_ADMIN_URL: down.url } })).toMatchObject({
    status: 6,
  });
  expect(down.asked.length).toBeGreaterThan(3);
  await down.close();
});

test('a token of the environment is shown to another machine, and never where it would be in the clear', async () => {
  answer = { status: 200, body: { items: [] } };
  const before = stub.asked.length;
  await runCli(['origins', 'list', '--auth', 'token'], {
    env: { CORS_ADMIN_URL: stub.url, CORS_TOKEN: 'a.b.c' },
  });
  expect(stub.asked[before]?.headers.authorization).toBe('a.b.c');
  expect(
    (await runCli(['origins', 'list', '--auth', 'token'], { env: { CORS_ADMIN_URL: stub.url } })).status,
  ).toBe(4);
});

test('a signature is made with the credentials of the environment', async () => {
  answer = { status: 200, body: { items: [] } };
  const before = stub.asked.length;
  const env = {
    CORS_ADMIN_URL: `${stub.url}/prod`,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  const run = await runCli(['origins', 'list', '--auth', 'iam', '--region', 'eu-central-1'], { env });
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(stub.asked[before]?.path).toMatch(/^\/prod\/cors\/v1\/allowlist\?limit=200$/);
  expect(stub.asked[before]?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-central-1\/execute-api\/aws4_request, /,
  );
});

test('every command is in the help, and has a help of its own with an example', async () => {
  const { stdout } = await runCli(['--help']);
  const names = [...stdout.matchAll(/^ {2}([a-z]+(?: [a-z]+)?) {2,}\S/gm)].map(([, name = '']) => name);
  expect(names).toEqual(
    expect.arrayContaining(['origins list', 'settings set', 'evaluate', 'whoami', 'serve']),
  );
  for (const name of names.filter((one) => one !== 'serve')) {
    const help = await runCli([...name.split(' '), '--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toMatch(new RegExp(`^Examples?:\\n {2}apigateway-cors-allowlist ${name}`, 'm'));
  }
  expect((await runCli(['origins'])).stdout).toContain('origins add');
  expect((await runCli(['help', 'origins', 'add'])).stdout).toContain('--expires-in');
}, 120_000);
