import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { send } from '../support/http-client';
import { startLocalProcess, type LocalProcess } from '../support/local-process';

/*
 * The program of `npm start`: what it prints, and what it leaves on disk.
 */

const data = mkdtempSync(join(tmpdir(), 'local-data-'));
let local: LocalProcess;

beforeAll(async () => (local = await startLocalProcess(['--data', data, '--logs'])), 60_000);

afterAll(async () => {
  await local.stop();
  rmSync(data, { recursive: true });
});

/** Sends bytes that an HTTP client would not send. */
async function sendBytes(port: number, text: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write(Buffer.from(text, 'latin1'));
  socket.resume();
  await once(socket, 'close');
}

async function lineWith(mark: string): Promise<string> {
  for (;;) {
    const found = local.lines.find((line) => line.includes(mark));
    if (found !== undefined) return found;
    await new Promise((next) => setTimeout(next, 20));
  }
}

test('each request has one line: time, method, host, path, origin, status, reason', async () => {
  const url = `${local.ready.gateway}/services/data/line?secret=1`;
  await send({ url, headers: [['Origin', 'https://new.example.com']] });
  const { host } = new URL(url);
  const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
  expect(await lineWith('/services/data/line')).toMatch(
    new RegExp(
      `^${time} GET ${host} /services/data/line https://new\\.example\\.com 403 origin_not_allowlisted$`,
    ),
  );
});

test('bytes that a terminal obeys are escapes in the log', async () => {
  const { port } = new URL(local.ready.gateway);
  const head = `GET /bytes HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: https://\x9b2J\xad\x85.example\r\n`;
  await sendBytes(Number(port), `${head}Connection: close\r\n\r\n`);
  const line = await lineWith('/bytes');
  expect(line).toContain(' /bytes https://\\x9b2J\\xad\\x85.example 403 ');
  expect(line).toMatch(/^[ -~]+$/);
});

test('--logs prints what functions write, with the name of the function', async () => {
  const url = `${local.ready.gateway}/services/data/logged`;
  await send({ url, headers: [['Origin', 'https://logged.example.com']] });
  const line = await lineWith('"origin":"https://logged.example.com"');
  const [, name, text = ''] = /^(\w+): (.*)$/.exec(line) ?? [];
  expect(name).toMatch(/Evaluator/);
  expect(JSON.parse(text)).toMatchObject({ message: 'verdict', reason: 'origin_not_allowlisted' });
});

test.each<[megabytes: number, status: number, line: RegExp]>([
  [4.4, 200, / 200 origin_allowlisted$/],
  [4.8, 413, / 413 request_too_large \(the event is over the 6291456 bytes that Lambda takes; .*\)$/],
  [10.1, 413, / 413 request_too_large \(the body is over the 10485760 bytes that API Gateway takes\)$/],
])('a body of %d MB is answered with %i, and its line names the limit', async (megabytes, status, line) => {
  const path = `/services/data/body-${megabytes}`;
  const answered = await send({
    url: `${local.ready.gateway}${path}`,
    method: 'POST',
    headers: [['Origin', 'https://app.example.com']],
    body: Buffer.alloc(megabytes * 1_000_000 * 1.048576, 'x'),
  });
  expect(answered.status).toBe(status);
  if (status === 413) expect((answered.json() as { message: string }).message).toMatch(/Too Long|exceeded/);
  expect(await lineWith(path)).toMatch(line);
});

test('only the owner can read what --data keeps', async () => {
  const answer = await send({ url: `${local.ready.admin}/cors/v1/allowlist` });
  expect((answer.json() as { items: unknown[] }).items.length).toBeGreaterThan(0);
  const modes = readdirSync(data).map((name) => statSync(join(data, name)).mode & 0o777);
  expect(modes.length).toBeGreaterThan(1);
  expect([statSync(data).mode & 0o777, ...new Set(modes)]).toEqual([0o700, 0o600]);
});

describe('a start that cannot be', () => {
  function start(args: readonly string[]): {
    readonly status: number | null;
    readonly output: readonly string[];
  } {
    const program = ['bin/start.cjs', ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, program, {
      cwd: resolve(__dirname, '../..'),
      encoding: 'utf8',
    });
    return { status, output: `${stdout}${stderr}`.split('\n').slice(0, -1) };
  }

  test.each([
    ['an unknown option', ['--prot', '1']],
    ['an option with a control character', ['--\u001b[2J']],
    ['a port that is none', ['--port', 'x\u001b[2J\nready {}']],
  ])('%s (%j) is one printable line, and the exit code 2', (_name, args) => {
    expect(start(args)).toEqual({ status: 2, output: [expect.stringMatching(/^[ -~]+$/)] });
  });

  test('a busy port is one line that names it, and the exit code 2', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const ended = start(['--port', String(port)]);
    server.close();
    expect(ended).toEqual({ status: 2, output: [expect.stringContaining(`port ${port} is in use`)] });
  });
});
