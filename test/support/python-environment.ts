import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const CACHE = resolve(__dirname, '../../node_modules/.cache');

/**
 * Folder of a virtual environment that holds these packages of PyPI, and nothing of the machine's Python; made where it is
 * not there yet.
 *
 * @param name of the folder below node_modules/.cache
 * @param packages with their versions, as in `cfn-lint==1.58.0`
 * @throws Error with what Python wrote, when the packages cannot be installed
 */
export function pythonEnvironment(name: string, packages: readonly string[]): string {
  const home = join(CACHE, name);
  // Written last, so that an installation that broke off is made anew, as is one of other versions.
  const record = join(home, 'packages.txt');
  const wanted = packages.join('\n');
  if (existsSync(record) && readFileSync(record, 'utf8') === wanted) return home;
  mkdirSync(dirname(home), { recursive: true });
  run('python3', ['-m', 'venv', '--clear', home]);
  run(join(home, 'bin/pip'), ['install', '-q', '--disable-pip-version-check', ...packages]);
  writeFileSync(record, wanted);
  return home;
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
}
