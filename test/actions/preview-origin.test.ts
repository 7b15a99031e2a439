import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { version } from '../../package.json';
import { cliOf, type CliRun } from '../cli/support/run-cli';
import { send } from '../support/http-client';
import { startLocalProcess, type LocalProcess } from '../support/local-process';
import { SHIPPED_PROGRAM } from '../support/serve-process';

/*
 * The steps of the action, run as a runner runs them, against the local gateway. The program that ships is in the place of npx.
 */

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const ROOT = resolve(__dirname, '../..');
const action = parse(readFileSync(join(ROOT, 'actions/preview-origin/action.yml'), 'utf8')) as Action;
const PREVIEW = 'https://pr-7.preview.example.com';
const DAY = 86_400_000;

let local: LocalProcess;
let folder: string;
let cli: (...args: readonly string[]) => Promise<CliRun>;

beforeAll(async () => {
  local = await startLocalProcess();
  cli = cliOf(local.ready.admin);
  folder = mkdtempSync(join(tmpdir(), 'action-'));
  const npx = join(folder, 'npx');
  const line = `[ "$1" = --yes ] && [ "$2" = "apigateway-cors-allowlist@${version}" ] && shift 2 && exec "${process.execPath}" "${SHIPPED_PROGRAM}" "$@"`;
  writeFileSync(npx, `#!/bin/sh\n${line}\necho "unexpected: $*" >&2\nexit 99\n`);
  chmodSync(npx, 0o755);
}, 60_000);

afterAll(async () => {
  await local.stop();
  rmSync(folder, { recursive: true });
});

/** Fills in the expressions of a text; only names are used in this action. */
function filled(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_expression, name: string) => {
    if (!Object.hasOwn(names, name)) throw new Error(`the action names ${name}`);
    return names[name] ?? '';
  });
}

interface ActionRun {
  readonly status: number;
  readonly output: string;
  readonly outcome: string | undefined;
  /** Actions of others that the steps use. */
  readonly used: readonly string[];
}

/** Runs the action as a workflow of the pull request 7 does. */
function runAction(given: Readonly<Record<string, string>>, url = local.ready.admin): ActionRun {
  const github = { 'github.repository': 'acme/shop', 'github.event.number': '7' };
  const names: Record<string, string> = { ...github };
  for (const [name, { default: value }] of Object.entries(action.inputs)) {
    names[`inputs.${name}`] = { url, origin: PREVIEW, ...given }[name] ?? filled(value ?? '', github);
  }
  const used: string[] = [];
  let output = '';
  let outcome: string | undefined;
  for (const step of action.runs.steps) {
    if (step.if !== undefined && names[/^(\S+) != ''$/.exec(step.if)?.[1] ?? ''] === '') continue;
    if (step.uses !== undefined) used.push(step.uses);
    if (step.run === undefined) continue;
    const file = join(folder, 'output');
    writeFileSync(file, '');
    const env = Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text, names)]);
    const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      encoding: 'utf8',
      env: {
        PATH: [folder, process.env['PATH']].join(delimiter),
        HOME: folder,
        GITHUB_OUTPUT: file,
        ...(Object.fromEntries(env) as Record<string, string>),
      },
    });
    output += run.stdout + run.stderr;
    if (run.status !== 0) return { status: run.status ?? -1, output, outcome, used };
    for (const line of readFileSync(file, 'utf8')
      .split('\n')
      .filter((one) => one !== '')) {
      const [name = '', value = ''] = line.split('=');
      names[`steps.${step.id ?? ''}.outputs.${name}`] = value;
      if (step.id === 'change' && name === 'outcome') outcome = value;
    }
  }
  return { status: 0, output, outcome, used };
}

async function entry(): Promise<{
  owner: string;
  expiresAt: string;
  effectiveStatus: string;
  version: number;
  id: string;
}> {
  const found = (await cli('origins', 'show', PREVIEW, '--json')).json() as {
    entry: Awaited<ReturnType<typeof entry>>;
  };
  return found.entry;
}

test('opened, pushed, closed, reopened', async () => {
  expect(runAction({ 'expires-in': '2d' })).toMatchObject({ status: 0, outcome: 'added', used: [] });
  const opened = await entry();
  expect(opened).toMatchObject({ owner: 'acme/shop#7', effectiveStatus: 'active' });
  expect(Math.abs(Date.parse(opened.expiresAt) - Date.now() - 2 * DAY)).toBeLessThan(60_000);

  expect(runAction({})).toMatchObject({ status: 0, outcome: 'extended' });
  expect(Date.parse((await entry()).expiresAt)).toBeGreaterThan(Date.parse(opened.expiresAt) + 4 * DAY);

  expect(runAction({ mode: 'remove' })).toMatchObject({ status: 0, outcome: 'changed' });
  expect(await entry()).toMatchObject({ effectiveStatus: 'deleted' });
  expect(runAction({ mode: 'remove' })).toMatchObject({ status: 0, outcome: 'unchanged' });

  expect(runAction({})).toMatchObject({ status: 0, outcome: 'restored' });
  expect(await entry()).toMatchObject({ effectiveStatus: 'active', owner: 'acme/shop#7' });
}, 60_000);

test('where the close is lost, the entry ends by itself, and the next push brings it back', async () => {
  runAction({});
  const { id, version: current } = await entry();
  const soon = new Date(Date.now() + 1500).toISOString();
  await send({
    url: `${local.ready.admin}/cors/v1/allowlist/${id}`,
    method: 'PATCH',
    headers: [
      ['Content-Type', 'application/json'],
      ['If-Match', `"${String(current)}"`],
    ],
    body: JSON.stringify({ expiresAt: soon }),
  });
  while (Date.now() < Date.parse(soon)) await new Promise((next) => setTimeout(next, 50));
  const ask = (expected: string): Promise<CliRun> =>
    cli('evaluate', PREVIEW, 'http://localhost:8787/services/oauth2/userinfo', '--expect', expected);
  expect((await ask('refuse')).status).toBe(0);
  expect(runAction({})).toMatchObject({ status: 0, outcome: 'extended' });
  expect((await ask('allow')).status).toBe(0);
}, 60_000);

test('an entry of somebody else is left alone, and the step fails', async () => {
  await cli('origins', 'add', 'https://hand.example.com', '--yes');
  for (const mode of ['add', 'remove']) {
    const run = runAction({ mode, origin: 'https://hand.example.com', 'expires-in': '1d' });
    expect(run.status).toBe(5);
    expect(run.output).toContain('belongs to nobody');
  }
}, 60_000);

test('an input is never a command', () => {
  const file = join(folder, 'owned');
  const evil = `https://x.example"; touch ${file}; echo "$(touch ${file})`;
  expect(runAction({ origin: evil }).status).toBe(3);
  expect(runAction({ origin: '--help' }).status).toBe(3);
  expect(runAction({ mode: `$(touch ${file})` }).status).toBe(3);
  expect(() => readFileSync(file)).toThrow();
}, 60_000);

test('with a role, the steps take it on in the region that the URL names', () => {
  const region = action.runs.steps.find(({ id }) => id === 'region');
  expect(region?.run).toBeDefined();
  const run = runAction({ 'role-arn': 'arn:aws:iam::111122223333:role/cors', mode: 'none' });
  expect(run.used).toEqual([expect.stringMatching(/^aws-actions\/configure-aws-credentials@v\d+$/)]);
});

test('the action runs the version of this package', () => {
  expect(action.inputs['version']?.default).toBe(version);
});
