import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SETTINGS_KEY, POLICY, TABLE_NAME, UPSTREAMS } from '../../lib/contract';
import { selfSigned } from './evaluator/responder/support/certificate';
import { startEngine, type Engine } from './store/support/engine';
import { FaultProxy } from './store/support/fault-proxy';
import { createTable, type TestTable } from './store/support/table';
import { DISCOVERY, environment, LISTED, TOKEN, UNLISTED } from './support/judging';
import { authorizedEvent, authorizerEvent, proxyEvent, type Asked } from './support/events';
import { runShipped, type Run } from './support/shipped';

/*
 * The shipped functions as Lambda runs them: the built bundle in a process of its own, with nothing but its environment, and a
 * real DynamoDB API over HTTP.
 */

let engine: Engine;
let table: TestTable;
let variables: Record<string, string>;

beforeAll(async () => {
  engine = await startEngine();
  table = await createTable(engine.endpoint);
  await table.putEntry(LISTED);
  await table.putEntry('https://*.wild.example.org');
  await table.putRaw({
    pk: { S: SETTINGS_KEY.pk },
    sk: { S: SETTINGS_KEY.sk },
    enableCorsForOAuthEndpoints: { BOOL: true },
    version: { N: '1' },
  });
  variables = {
    ...environment(),
    [TABLE_NAME]: table.name,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
  };
});

afterAll(async () => {
  await table.drop();
  await engine.stop();
});

const run = (events: readonly unknown[], bundle = 'evaluator'): Promise<Run> =>
  runShipped(bundle, variables, events);

const SDK = './dynamodb.js';
/** The file that asks upstreams. */
const RESPONDER = './responder.js';

const from = (origin: string, more: Asked = {}): Asked => ({ ...more, headers: [['Origin', origin]] });
const preflight = (origin: string, path: string): Asked => ({
  method: 'OPTIONS',
  path,
  headers: [
    ['Origin', origin],
    ['Access-Control-Request-Method', 'POST'],
  ],
});

const effect = (value: 'Allow' | 'Deny'): unknown => ({
  result: { policyDocument: { Statement: [{ Effect: value }] } },
});

test('without checks of tokens their file is not loaded, whatever a request carries', async () => {
  const headers = [['Authorization', 'Bearer a.b.c']] as const;
  const { invocations } = await run([
    authorizerEvent({ headers }),
    proxyEvent({ headers }),
    authorizerEvent(from(LISTED)),
  ]);
  const { invocations: byMiddleware } = await run(
    [proxyEvent({ headers }), proxyEvent(from(LISTED))],
    'echo',
  );
  const loaded = [...invocations, ...byMiddleware].flatMap((one) => one.loaded);
  expect(loaded).toContain(SDK);
  expect(loaded).not.toContain('./tokens.js');
});

test('the evaluator answers its three event shapes', async () => {
  const { invocations, lines } = await run([
    authorizerEvent(from(LISTED)),
    authorizerEvent(from('https://deep.down.wild.example.org')),
    authorizerEvent(from(UNLISTED)),
    proxyEvent(preflight(LISTED, TOKEN)),
    proxyEvent(preflight(UNLISTED, TOKEN)),
    proxyEvent(from(LISTED)),
    proxyEvent(from(UNLISTED)),
    'garbage',
  ]);
  expect(invocations).toMatchObject([
    effect('Allow'),
    effect('Allow'),
    effect('Deny'),
    { result: { statusCode: 204, headers: { 'Access-Control-Allow-Origin': LISTED } } },
    { result: { statusCode: 403 } },
    { result: { statusCode: 404, headers: { 'Access-Control-Allow-Origin': LISTED } } },
    { result: { statusCode: 403 } },
    { result: { statusCode: 400 } },
  ]);
  const verdicts = lines
    .map((line) => JSON.parse(line) as { message?: string })
    .filter(({ message }) => message === 'verdict');
  // One for each refusal.
  expect(verdicts).toHaveLength(3);
});

test('a log line has only printable characters, whatever a request holds', async () => {
  const origin = '\u009b2J\u202ehttps://a.example\u2028\u0007';
  const method = 'G\u009bET';
  const { lines } = await run([
    proxyEvent(from(origin, { method })),
    authorizerEvent(from(origin, { method })),
  ]);
  expect(lines.join('')).toMatch(/^[ -~]+$/);
  const logged = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(logged).toContainEqual(expect.objectContaining({ origin, method }));
});

test('what needs no look-up never loads the SDK, what needs one does', async () => {
  const { invocations } = await run([
    authorizerEvent({}),
    authorizerEvent(from(UNLISTED, { path: DISCOVERY })),
    authorizerEvent(from('null')),
    authorizerEvent(from('malformed')),
    authorizerEvent(from(LISTED, { path: '/nowhere' })),
    authorizerEvent(from(LISTED, { domainName: 'other.example.com' })),
    proxyEvent(preflight(LISTED, DISCOVERY)),
    proxyEvent({ method: 'OPTIONS' }),
    proxyEvent({}),
    authorizerEvent(from(LISTED)),
  ]);
  expect(invocations.map(({ loaded }) => loaded.includes(SDK))).toEqual([
    ...Array<boolean>(9).fill(false),
    true,
  ]);
  expect(invocations.filter(({ error }) => error !== undefined)).toEqual([]);
});

test('only a request that goes on to an upstream loads what asks them', async () => {
  const { invocations } = await run([
    authorizerEvent({}),
    authorizerEvent(from(LISTED)),
    authorizerEvent(from(UNLISTED)),
    proxyEvent(preflight(LISTED, TOKEN)),
    proxyEvent(from(UNLISTED)),
    'garbage',
    proxyEvent(from(LISTED)),
  ]);
  expect(invocations.map(({ loaded }) => loaded.includes(RESPONDER))).toEqual([
    ...Array<boolean>(6).fill(false),
    true,
  ]);
});

describe('an instance by the door for those that are kept started', () => {
  const started = async (
    type: string,
    tableName = table.name,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Run> =>
    runShipped(
      'evaluator',
      { ...variables, ...more, [TABLE_NAME]: tableName, AWS_LAMBDA_INITIALIZATION_TYPE: type },
      [authorizerEvent({}), authorizerEvent(from(LISTED))],
      'provisioned.mjs',
    );
  const hasClient = ({ invocations }: Run): boolean[] =>
    invocations.map(({ loaded }) => loaded.includes(SDK));

  test('has the client before its first request where it is one of them', async () => {
    const run = await started('provisioned-concurrency');
    expect(run.invocations).toMatchObject([effect('Allow'), effect('Allow')]);
    expect(hasClient(run)).toEqual([true, true]);
    // The look-up at the start is nobody's request: one verdict for each request, and nothing else.
    const allowed = run.lines.filter((line) => line.includes('"Allowed":1'));
    expect([allowed.length, run.lines.filter((line) => line.includes('_aws')).length]).toEqual([1, 1]);
  });

  test.each([
    [[], false],
    [[{ path: '/', match: 'prefix', url: 'https://backend.example.com' }], true],
  ])('with the upstreams %j, that it has loaded what asks them is %s', async (http, isLoaded) => {
    const more = { [UPSTREAMS]: JSON.stringify({ http, timeoutMillis: 5000 }) };
    const { invocations } = await started('provisioned-concurrency', table.name, more);
    expect(invocations.map(({ loaded }) => loaded.includes(RESPONDER))).toEqual([isLoaded, isLoaded]);
  });

  test('waits for nothing where it is one beyond them', async () => {
    expect(hasClient(await started('on-demand'))).toEqual([false, true]);
  });

  test('starts with a table that is not there, and answers what needs none', async () => {
    const { invocations } = await started('provisioned-concurrency', 'no-such-table');
    expect(invocations).toMatchObject([effect('Allow'), { error: { name: 'VerdictUnavailableError' } }]);
  });
});

describe('a server with a certificate of a private authority', () => {
  const { key, cert } = selfSigned('localhost');
  const server = createServer({ key, cert }, (_request, response) => response.end('private'));
  const folder = mkdtempSync(join(tmpdir(), 'shipped-'));
  let upstreams = '';

  beforeAll(async () => {
    writeFileSync(join(folder, 'certificate-authority.pem'), cert);
    server.listen(0, 'localhost');
    await once(server, 'listening');
    const url = `https://localhost:${String((server.address() as AddressInfo).port)}`;
    upstreams = JSON.stringify({ http: [{ path: '/', match: 'prefix', url }], timeoutMillis: 5000 });
  });

  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const status = async (
    more: Record<string, string>,
    event: unknown = proxyEvent(from(LISTED)),
  ): Promise<unknown> => {
    const { invocations } = await runShipped('evaluator', { ...variables, [UPSTREAMS]: upstreams, ...more }, [
      event,
    ]);
    return invocations[0]?.result?.['statusCode'];
  };

  test('is reached where the evaluator trusts the authority, and is not where it does not', async () => {
    const file = join(folder, 'certificate-authority.pem');
    expect(await status({ NODE_EXTRA_CA_CERTS: file })).toBe(200);
    expect(await status({})).toBe(502);
  });

  test('is not asked for an event that turns out to be none only when it is sent on', async () => {
    const event = proxyEvent(from(LISTED)) as Readonly<Record<string, object>>;
    const multiValueHeaders = { ...event['multiValueHeaders'], 'x-number': [7] };
    expect(await status({}, { ...event, multiValueHeaders })).toBe(400);
  });
});

test.each([
  ['INFO', 1],
  ['WARN', 0],
])('with the log level %s, %i lines tell of a refusal, and its metric is counted', async (level, count) => {
  const { lines } = await runShipped('evaluator', { ...variables, POWERTOOLS_LOG_LEVEL: level }, [
    authorizerEvent(from(UNLISTED)),
  ]);
  const logged = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(logged.filter(({ message }) => message === 'verdict')).toHaveLength(count);
  expect(logged.filter((line) => 'Refused' in line)).not.toHaveLength(0);
});

test('a table that is not there: an error without a word of it, and others keep their answer', async () => {
  const { invocations } = await runShipped('evaluator', { ...variables, [TABLE_NAME]: 'no-such-table' }, [
    authorizerEvent(from(LISTED)),
    proxyEvent(preflight(LISTED, TOKEN)),
    authorizerEvent({}),
  ]);
  expect(invocations).toMatchObject([
    { error: { name: 'VerdictUnavailableError' } },
    { result: { statusCode: 503 } },
    effect('Allow'),
  ]);
  expect(JSON.stringify(invocations)).not.toContain('no-such-table');
});

/** API Gateway waits so long for an authorizer. */
const AUTHORIZER_MILLIS = 10_000;

test(
  'a table that hangs: an error in time for API Gateway to send its own answer',
  async () => {
    const proxy = await FaultProxy.start(engine.endpoint);
    proxy.spoil('hang');
    const hanging = { ...variables, AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint };
    const { invocations, lines } = await runShipped('evaluator', hanging, [authorizerEvent(from(LISTED))]);
    await proxy.stop();
    expect(invocations).toMatchObject([{ error: { name: 'VerdictUnavailableError' } }]);
    expect(lines.join()).toContain('"StoreUnavailable":1');
  },
  AUTHORIZER_MILLIS,
);

test.each([
  [TABLE_NAME, ''],
  [POLICY, '{"hosts":'],
  [UPSTREAMS, '{}'],
])('with %s=%j it stops at start, and says why', async (name, value) => {
  const { code, stderr } = await runShipped('evaluator', { ...variables, [name]: value }, [
    authorizerEvent({}),
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain(`environment variable ${name}: `);
});

test('the echo backend takes the authorizer’s verdict, and judges by itself without one', async () => {
  const asked: Asked = { ...from(LISTED, { method: 'POST', path: '/services/data/x', requestId: 'r1=' }) };
  const { invocations: first } = await run([authorizerEvent(asked)]);
  const { context } = first[0]!.result as { context: Record<string, string> };
  const secret = 'Bearer s3cr3t';
  const withSecret: Asked = {
    ...asked,
    headers: [...asked.headers!, ['Authorization', secret], ['Cookie', secret]],
  };
  const { invocations, lines } = await run(
    [authorizedEvent(withSecret, context), proxyEvent(asked), proxyEvent(from(UNLISTED))],
    'echo',
  );
  expect(invocations).toMatchObject([
    { result: { statusCode: 200, headers: { 'Access-Control-Allow-Origin': LISTED } } },
    { result: { statusCode: 200, headers: { 'Access-Control-Allow-Origin': LISTED } } },
    { result: { statusCode: 403 } },
  ]);
  expect(invocations.map(({ loaded }) => loaded.includes(SDK))).toEqual([false, true, true]);
  const { headers, body } = first200(invocations[0]!.result!);
  expect(headers).toMatchObject({ Vary: 'Accept-Encoding, Origin', 'X-Echo': expect.any(String) as string });
  expect(JSON.parse(body)).toEqual({ method: 'POST', path: '/services/data/x' });
  expect(JSON.stringify([invocations, lines])).not.toContain('s3cr3t');
});

function first200(result: Readonly<Record<string, unknown>>): {
  headers: Record<string, string>;
  body: string;
} {
  return result as { headers: Record<string, string>; body: string };
}

test('before a look-up, neither a stream for the lines is opened nor cryptography loaded: both cost a cold start', async () => {
  const { lines, invocations, stdoutOpened } = await run([
    authorizerEvent({}),
    authorizerEvent(from('null')),
  ]);
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { message: 'verdict', reason: 'null_origin', Refused: 1 },
  ]);
  expect(stdoutOpened).toBe(false);
  expect(invocations[1]?.loaded).not.toContain('node:crypto');
});
