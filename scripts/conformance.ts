import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startLocalProcess } from '../test/support/local-process';

/*
 * Holds the admin API of the local gateway against the description that it serves, with all of schemathesis's checks. It
 * needs Python 3; the tool is installed once, into node_modules/.cache. Arguments go to schemathesis.
 */

const VERSION = '4.32.5';

const root = resolve(__dirname, '..');
const venv = join(root, 'node_modules/.cache/schemathesis', VERSION);
const tool = join(venv, 'bin/schemathesis');

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error !== undefined)
    throw new Error(`${command} cannot be run, and schemathesis needs it`, { cause: error });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}`);
}

function install(): void {
  if (existsSync(tool)) return;
  mkdirSync(venv, { recursive: true });
  run('python3', ['-m', 'venv', venv]);
  run(join(venv, 'bin/pip'), ['install', '--quiet', `schemathesis==${VERSION}`]);
}

async function main(args: readonly string[]): Promise<void> {
  install();
  const local = await startLocalProcess(['--empty']);
  try {
    const description = `${local.ready.admin}/cors/v1/openapi.json`;
    const configuration = ['--config-file', join(root, 'test/admin/schemathesis.toml')];
    // Every check is on by itself; naming them here would overrule what the configuration says of one operation.
    const { status } = spawnSync(tool, [...configuration, 'run', description, ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      cwd: venv,
    });
    process.exitCode = status ?? 1;
  } finally {
    await local.stop();
  }
}

void main(process.argv.slice(2));
