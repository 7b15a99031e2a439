import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAssembly } from '../gateway/fixtures/assembly';
import { apiResources, functionResource, type Resources } from '../gateway/fixtures/template';
import { send } from '../support/http-client';
import { SHIPPED_PROGRAM, startServe, type ServeProcess } from '../support/serve-process';

/*
 * The command `serve` as it ships: what it takes, what it says, what functions get.
 */

const resources = {
  ...functionResource('Environment', 'environment'),
  ...functionResource('Slow', 'fifo', { Timeout: 29 }),
  ...apiResources({
    methods: [
      { path: '/environment', verb: 'GET', to: 'Environment' },
      { path: '/slow', verb: 'GET', to: 'Slow' },
      { path: '/user', verb: 'GET', to: 'Environment', properties: { AuthorizationType: 'AWS_IAM' } },
    ],
  }),
  ...apiResources({ methods: [{ path: '/', verb: 'GET', integration: { Type: 'MOCK' } }] }, 'Second'),
};

const silent: Resources = {
  Web: { Type: 'AWS::ApiGatewayV2::Api' },
  Other: {
    Type: 'AWS::ApiGateway::Method',
    Properties: { RestApiId: 'foreign', ResourceId: 'x', HttpMethod: 'GET' },
  },
  Once: { Type: 'Custom::Once', Properties: { ServiceToken: 'arn' } },
};

const assembly = writeAssembly({ ...resources, ...silent });
const running: ServeProcess[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
});

afterEach(async () => {
  for (const served of running.splice(0)) await served.stop();
  rmSync(folder, { recursive: true });
});

async function start(args: readonly string[], env: Record<string, string> = {}): Promise<ServeProcess> {
  const served = await startServe(args, { cwd: folder, env: { ...process.env, ...env } });
  running.push(served);
  return served;
}

function ended(args: readonly string[]): {
  readonly status: number | null;
  readonly output: readonly string[];
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SHIPPED_PROGRAM, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}`.split('\n').slice(0, -1) };
}

describe('a start that cannot be', () => {
  test.each<[string, readonly string[]]>([
    ['an unknown option', ['serve', '--prot', '1']],
    ['an option with a control character', ['serve', '--\u001b[2J']],
    ['two folders', ['serve', 'a', 'b']],
    ['a folder and a command', ['serve', 'a', '--app', 'b']],
    ['a folder that is none', ['serve', 'no-such-folder']],
    ['nothing to serve', ['serve']],
    ['a port that is none', ['serve', '--port', 'x']],
    ['a parameter without a value', ['serve', '--parameter', 'x']],
    ['a stack that is not there', ['serve', assembly, '--stack', 'Other']],
    ['an API that is not there', ['serve', assembly, '--port', '0', '--api', 'Other']],
  ])('%s (%j) is one printable line, and the exit code 2', (_name, args) => {
    expect(ended(args)).toEqual({ status: 2, output: [expect.stringMatching(/^[ -~]+$/)] });
  });

  test('a busy port names itself and the option', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { status, output } = ended(['serve', assembly, '--port', String(port)]);
    server.close();
    expect({ status, output }).toEqual({
      status: 2,
      output: [expect.stringMatching(`port ${port} .*--port`)],
    });
  });

  test('a command that fails shows what it wrote', () => {
    const { status, output } = ended(['serve', '--app', 'echo "no such stack" >&2; exit 3']);
    expect(status).toBe(2);
    expect(output).toContain('no such stack');
    expect(output.at(-1)).toContain('ended with 3');
  });
});

test.each([['--help'], ['serve', '--help']].map((args) => ({ args })))('$args is help', ({ args }) => {
  const { status, output } = ended(args);
  expect(status).toBe(0);
  expect(output.join('\n')).toContain(args.length === 1 ? 'serve ' : '--aws-credentials');
});

test('each API has a port of its own, and the ready line names them', async () => {
  const { ready } = await start([assembly]);
  expect(ready.apis.map(({ name, stage }) => [name, stage])).toEqual([
    ['Api', 'live'],
    ['Second', 'live'],
  ]);
  expect(ready.gateway).toBe(ready.apis[0]!.url);
  expect(new Set(ready.apis.map(({ url }) => url)).size).toBe(2);
});

test('what nobody serves here is said', async () => {
  const { lines } = await start([assembly]);
  const notes = lines.filter((line) => line.includes('note: '));
  for (const name of ['Web', 'foreign', 'Once']) {
    expect(notes.filter((line) => line.includes(name))).toHaveLength(1);
  }
});

test('the path to try is one that asks the list, and not one without a rule or a closed one', async () => {
  const rule = { match: 'exact', methods: ['GET'], hostKinds: ['other'] };
  const rules = [
    { ...rule, path: '/a', access: 'closed' },
    { ...rule, path: '/b', access: 'public' },
    { ...rule, path: '/orders/{id}', access: 'allowlist' },
  ];
  const Variables = { CORS_ENDPOINTS: JSON.stringify({ preset: 'none', rules }) };
  const paths = ['/', '/a', '/b', '/orders/{id}'];
  const methods = paths.map((path) => ({ path, verb: 'GET', to: 'Environment' }));
  const listing = { ...functionResource('Environment', 'environment', { Environment: { Variables } }) };
  const listed = await start([writeAssembly({ ...listing, ...apiResources({ methods }) })]);
  expect(listed.ready.example).toBe('/orders/1');
  const without = await start([assembly]);
  expect(without.ready.example).toBe('/environment');
});

test('the API that is asked for comes first', async () => {
  const { ready } = await start([assembly, '--api', 'Second']);
  expect(ready.apis.map(({ name }) => name)).toEqual(['Second', 'Api']);
});

describe.each([
  ['without the option', [], 'local', undefined],
  ['with --aws-credentials', ['--aws-credentials'], 'AKIAREAL', 'company'],
] as const)('functions %s', (_name, args, key, profile) => {
  test(`have the key ${key}`, async () => {
    const served = await start([assembly, ...args], {
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      AWS_PROFILE: 'company',
      SECRET: 's',
    });
    const answered = await send({ url: `${served.ready.gateway}/environment` });
    const { environment } = answered.json() as { environment: Record<string, string> };
    expect(environment).toMatchObject({ AWS_ACCESS_KEY_ID: key, AWS_REGION: 'us-east-1' });
    expect([environment['AWS_PROFILE'], environment['SECRET']]).toEqual([profile, undefined]);
    expect(environment['AWS_ENDPOINT_URL_DYNAMODB']).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });
});

test('a method that wants a signature refuses, and takes the caller of the option', async () => {
  const refusing = await start([assembly]);
  expect((await send({ url: `${refusing.ready.gateway}/user` })).status).toBe(403);
  const taking = await start([assembly, '--caller', 'ann']);
  expect((await send({ url: `${taking.ready.gateway}/user` })).status).toBe(200);
});

test('a command makes the assembly, where the CDK writes it or where its variable says', async () => {
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ output: 'made' }));
  mkdirSync(join(folder, 'made'));
  const copy = (target: string): string => `cp -r ${assembly}/. ${target} && touch ${target}/manifest.json`;
  expect((await start(['--app', copy('made')])).ready.apis).toHaveLength(2);
  expect((await start(['--app', copy('"$CDK_OUTDIR"')])).ready.apis).toHaveLength(2);
});

test.each([
  ['none', 'none'],
  ['refusals', 'all'],
  [undefined, 'all'],
])('a template with the verdict log %s gets %s', async (given, expected) => {
  const variables = given === undefined ? {} : { CORS_VERDICT_LOG: given };
  const { ready } = await start([
    writeAssembly({
      ...functionResource('Environment', 'environment', { Environment: { Variables: variables } }),
      ...apiResources({ methods: [{ path: '/environment', verb: 'GET', to: 'Environment' }] }),
    }),
  ]);
  const { environment } = (await send({ url: `${ready.gateway}/environment` })).json() as {
    environment: Record<string, string>;
  };
  expect(environment['CORS_VERDICT_LOG']).toBe(expected);
});

test('functions that wait for slow files do not hold up those of others', async () => {
  const fifo = join(folder, 'fifo');
  spawnSync('mkfifo', [fifo]);
  const served = await start([assembly, '--logs']);
  const slow = Array.from({ length: 50 }, () => send({ url: `${served.ready.gateway}/slow?${fifo}` }));
  while (served.lines.filter((line) => line.includes('opening')).length < 50) {
    await new Promise((next) => setTimeout(next, 20));
  }
  // Reads a file too, in the pool of threads that the fifty occupy.
  expect((await send({ url: `${served.ready.gateway}/slow?${__filename}` })).status).toBe(200);
  // Stays open for those that are still on their way to it.
  const writer = openSync(fifo, 'w');
  const answers = await Promise.all(slow);
  closeSync(writer);
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
}, 60_000);
