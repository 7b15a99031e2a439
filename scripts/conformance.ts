import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { startLocalProcess } from '../test/support/local-process';
import { pythonEnvironment } from '../test/support/python-environment';

/*
 * Holds the admin API of the local gateway against the description that it serves, with all of schemathesis's checks. It
 * needs Python 3; the tool is installed once, into node_modules/.cache. Arguments go to schemathesis.
 */

const VERSION = '4.32.5';

const root = resolve(__dirname, '..');

async function main(args: readonly string[]): Promise<void> {
  const home = pythonEnvironment('schemathesis', [`schemathesis==${VERSION}`]);
  const local = await startLocalProcess(['--empty']);
  try {
    const description = `${local.ready.admin}/cors/v1/openapi.json`;
    const configuration = ['--config-file', join(root, 'test/lambda/admin/schemathesis.toml')];
    // Every check is on by itself; naming them here would overrule what the configuration says of one operation.
    const { status } = spawnSync(
      join(home, 'bin/schemathesis'),
      [...configuration, 'run', description, ...args],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
        cwd: home,
      },
    );
    process.exitCode = status ?? 1;
  } finally {
    await local.stop();
  }
}

void main(process.argv.slice(2));
