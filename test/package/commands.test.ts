import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, type CliRun } from '../cli/support/run-cli';
import { startLocalProcess, type LocalProcess } from '../support/local-process';
import { installInto } from './pack';

/*
 * The commands as a user installs them: in an empty folder, with no package beside this one, against a gateway that somebody else
 * started. A command that needs a file which is not packed fails here.
 */

const ORIGIN = 'https://app.partner.example';

let folder: string;
let program: string;
let local: LocalProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'installed-commands-'));
  const installed = join(folder, 'node_modules', 'apigateway-cors-allowlist');
  installInto(installed);
  program = join(installed, 'assets', 'cli', 'index.js');
  local = await startLocalProcess();
}, 120_000);

afterAll(async () => {
  await local.stop();
  rmSync(folder, { recursive: true });
});

const cli = (...args: readonly string[]): Promise<CliRun> => {
  const env = { HOME: folder, CORS_ADMIN_URL: local.ready.admin, NODE_PATH: undefined };
  return runCli(args, { cwd: folder, program, env });
};

test('says its version and its commands', async () => {
  expect((await cli('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(await cli('--help')).toMatchObject({ status: 0, stderr: '' });
});

test('adds, shows, pauses, deletes and restores an entry', async () => {
  expect(await cli('origins', 'add', ORIGIN, '--name', 'Partner', '--yes')).toMatchObject({ status: 0 });
  expect((await cli('origins', 'list')).stdout).toMatch(/^https:\/\/app\.partner\.example +Partner +active/m);
  for (const command of ['deactivate', 'remove', 'restore']) {
    expect(await cli('origins', command, ORIGIN, '--yes')).toMatchObject({ status: 0 });
  }
  const shown = await cli('origins', 'show', ORIGIN, '--json');
  const { entry } = shown.json() as { entry: { history: { action: string }[] } };
  expect(entry.history.map(({ action }) => action)).toEqual(['create', 'update', 'delete', 'restore']);
}, 60_000);

test('plans, applies, prunes and exports a file of YAML', async () => {
  const file = join(folder, 'list.yaml');
  const list = (...names: readonly string[]): void => {
    writeFileSync(file, names.map((name) => `- pattern: https://${name}.file.example\n`).join(''));
  };
  const owned = ['-f', file, '--owner', 'file'];
  list('a', 'b', 'c');
  expect(await cli('origins', 'plan', ...owned)).toMatchObject({ status: 2, stderr: '' });
  expect(await cli('origins', 'plan', ...owned, '--fail-on-new-access')).toMatchObject({ status: 8 });
  expect(await cli('origins', 'apply', ...owned, '--yes')).toMatchObject({ status: 0 });
  list('a', 'b');
  const pruned = await cli('origins', 'apply', ...owned, '--prune', '--yes', '--json');
  expect(pruned.json()).toMatchObject({ summary: { delete: 1, none: 2 }, written: 1 });
  const exported = join(folder, 'exported.yaml');
  const written = await cli('origins', 'export', '--owner', 'file', '--format', 'yaml', '-o', exported);
  expect(written).toMatchObject({ status: 0, stdout: `2 entries written to ${exported}\n` });
  expect(readFileSync(exported, 'utf8')).toContain('  - pattern: https://a.file.example\n');
  expect(await cli('origins', 'plan', '-f', exported, '--owner', 'file')).toMatchObject({ status: 0 });
}, 60_000);

test('plans metadata of Salesforce by itself, with the list of suffixes that ships', async () => {
  const file = join(folder, 'Shop.corsWhitelistOrigin-meta.xml');
  writeFileSync(
    file,
    '<CorsWhitelistOrigin xmlns="http://soap.sforce.com/2006/04/metadata"><urlPattern>https://*.co.uk</urlPattern></CorsWhitelistOrigin>',
  );
  const run = await cli('origins', 'plan', '-f', file, '--json');
  expect(run.status).toBe(3);
  expect(run.json()).toMatchObject({ changes: [{ action: 'invalid', code: 'wildcard_public_suffix' }] });
}, 60_000);

test('switches the setting and judges a request', async () => {
  expect(await cli('settings', 'set', 'oauth=on', '--yes')).toMatchObject({ status: 0 });
  const url = `${local.ready.gateway}/services/oauth2/userinfo`;
  const expectation = ['evaluate', 'https://evil.example', url, '--expect'];
  expect(await cli(...expectation, 'refuse')).toMatchObject({ status: 0 });
  expect(await cli(...expectation, 'allow')).toMatchObject({ status: 7 });
}, 60_000);

test.each<[string, readonly string[], number]>([
  ['an unknown command', ['origins', 'explode'], 3],
  ['an entry that is not there', ['origins', 'show', 'https://absent.example'], 1],
  ['a conflict', ['origins', 'add', ORIGIN, '--name', 'Another', '--yes'], 5],
  ['a gateway that is down', ['origins', 'list', '--url', 'http://localhost:9'], 6],
  ['a URL of another server', ['origins', 'list', '--url', 'GATEWAY'], 1],
  ['no credentials to sign with', ['origins', 'list', '--auth', 'iam', '--region', 'eu-central-1'], 4],
])(
  'ends with a sentence after %s',
  async (_name, args, status) => {
    const run = await runCli(
      args.map((arg) => (arg === 'GATEWAY' ? local.ready.gateway : arg)),
      {
        cwd: folder,
        program,
        env: {
          HOME: folder,
          CORS_ADMIN_URL: local.ready.admin,
          AWS_ACCESS_KEY_ID: undefined,
          AWS_SECRET_ACCESS_KEY: undefined,
          AWS_PROFILE: undefined,
          AWS_EC2_METADATA_DISABLED: 'true',
        },
      },
    );
    expect(run).toMatchObject({ status, stdout: '' });
    expect(run.stderr).toMatch(/^\P{Cc}+ \(fix: \P{Cc}+\)\n$/u);
  },
  60_000,
);
