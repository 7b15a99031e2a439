import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startFakeCognito, type FakeCognito } from '../browser/console/support/fake-cognito';
import type { ConsoleServer } from '../browser/console/support/console-server';
import { startSignedInAdmin } from '../browser/console/support/signed-in-admin';
import { startLocalProcess, type LocalProcess } from '../support/local-process';
import { SHIPPED_PROGRAM } from '../support/serve-process';
import { runCli, type CliRun } from './support/run-cli';

/*
 * The sign-in from a terminal, with a stand-in of Cognito; test/browser/cli does it in a browser.
 */

const CLIENT = 'cli-client';

let local: LocalProcess;
let cognito: FakeCognito;
let admin: ConsoleServer;
let home: string;
let url: string;

beforeAll(async () => {
  local = await startLocalProcess();
  cognito = await startFakeCognito(CLIENT);
  admin = await startSignedInAdmin(local.ready.admin, cognito, CLIENT);
  url = admin.url.replace(/\/console$/, '');
  home = mkdtempSync(join(tmpdir(), 'cli-login-'));
}, 60_000);

beforeEach(() => {
  cognito.groups = ['manage-allowlist'];
  cognito.tokenLife = 900;
  cognito.refreshes = true;
  rmSync(join(home, 'apigateway-cors-allowlist'), { recursive: true, force: true });
});

afterAll(async () => {
  await admin.close();
  await cognito.close();
  await local.stop();
  rmSync(home, { recursive: true });
});

const file = (): string => join(home, 'apigateway-cors-allowlist', 'sessions.json');

const cli = (...args: readonly string[]): Promise<CliRun> =>
  runCli([...args, '--url', url], { env: { XDG_CONFIG_HOME: home } });

/** Signs in with `--no-browser`: the address is printed, and the one that the sign-in leads to is pasted. */
async function login(changed: (address: string) => string = (address) => address): Promise<CliRun> {
  const child = spawn(process.execPath, [SHIPPED_PROGRAM, 'login', '--no-browser', '--url', url], {
    env: { ...process.env, XDG_CONFIG_HOME: home },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const closed = once(child, 'close');
  while (!stderr.includes('Paste it here')) await pause(20);
  const [asked = ''] = /http:\/\/\S+\/oauth2\/authorize\S+/.exec(stderr) ?? [];
  const answer = await fetch(asked, { redirect: 'manual' });
  child.stdin.end(`${changed(answer.headers.get('Location') ?? '')}\n`);
  const [status] = (await closed) as [number | null];
  return { status, stdout, stderr, json: () => JSON.parse(stdout) as unknown };
}

test('a sign-in is kept in a file of its owner, and used until it is ended', async () => {
  expect(await cli('origins', 'list', '--auth', 'cognito')).toMatchObject({ status: 4 });
  const signedIn = await login();
  expect(signedIn).toMatchObject({ status: 0 });
  expect(signedIn.stdout).toContain(`Signed in to ${url} as ada.`);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(statSync(join(file(), '..')).mode & 0o777).toBe(0o700);

  expect(await cli('origins', 'list', '--auth', 'cognito')).toMatchObject({ status: 0 });
  const who = await cli('whoami', '--auth', 'cognito', '--json');
  expect(who.json()).toMatchObject({
    auth: 'cognito',
    caller: { name: 'ada', groups: ['manage-allowlist'] },
    may: { viewAllowlist: true, manageAllowlist: true, manageSettings: false },
  });
  expect(await cli('settings', 'get', '--auth', 'cognito')).toMatchObject({ status: 4 });

  expect((await cli('logout')).stdout).toBe(`Signed out of ${url}.\n`);
  expect(cognito.asked).toContain('/oauth2/revoke');
  expect(existsSync(file())).toBe(false);
  expect((await cli('logout')).stdout).toBe(`Nobody was signed in to ${url}.\n`);
}, 60_000);

test('a token that has ended is renewed, before a call and after a refusal; where it cannot be, the end is 4', async () => {
  cognito.tokenLife = 30;
  await login();
  const first = readFileSync(file(), 'utf8');
  cognito.tokenLife = 900;
  expect(await cli('origins', 'list', '--auth', 'cognito')).toMatchObject({ status: 0 });
  expect(readFileSync(file(), 'utf8')).not.toBe(first);
  cognito.endTokens();
  expect(await cli('origins', 'list', '--auth', 'cognito')).toMatchObject({ status: 0 });
  cognito.endTokens();
  cognito.refreshes = false;
  const ended = await cli('origins', 'list', '--auth', 'cognito');
  expect(ended.status).toBe(4);
  expect(ended.stderr).toContain('login');
}, 60_000);

test.each<[string, (address: string) => string]>([
  ['with the state of another sign-in', (address) => address.replace(/state=[^&]+/, 'state=other')],
  ['without a code', (address) => address.replace(/code=[^&]+&/, '')],
  ['that was refused', (address) => address.replace(/code=[^&]+/, 'error=access_denied')],
  ['that is none', () => 'hello'],
])(
  'an address %s signs nobody in',
  async (_name, changed) => {
    expect(await login(changed)).toMatchObject({ status: 4, stdout: '' });
    expect(existsSync(file())).toBe(false);
  },
  30_000,
);

test('tokens that others may read are not used', async () => {
  await login();
  chmodSync(file(), 0o644);
  const run = await cli('origins', 'list', '--auth', 'cognito');
  expect(run.status).toBe(4);
  expect(run.stderr).toContain('chmod 600');
}, 30_000);

test('a file that is no JSON is a sign-in that is not there', async () => {
  await login();
  writeFileSync(file(), '{"half', { mode: 0o600 });
  expect(await cli('origins', 'list', '--auth', 'cognito')).toMatchObject({ status: 4 });
}, 30_000);

test('an admin API without a user pool says so, and a taken port names the other way', async () => {
  const none = await runCli(['login', '--url', local.ready.admin], { env: { XDG_CONFIG_HOME: home } });
  expect(none.status).toBe(3);
  const server = createServer();
  server.listen(8976, '127.0.0.1');
  await once(server, 'listening');
  const busy = await cli('login');
  server.close();
  expect(busy.status).toBe(1);
  expect(busy.stderr).toContain('--no-browser');
}, 30_000);
