import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { name } from '../package.json';

/*
 * `npm run check:api -- [ORIGINAL]`: shows what changed in the API since the last release, or since ORIGINAL, a folder
 * with a built package or `npm:NAME@VERSION`. It ends with 1 for a change that breaks users of a stable API.
 */

const root = resolve(__dirname, '..');

/** The last release, as jsii-diff takes it; a text that says why there is none to compare with. */
function lastRelease(): { readonly release: string } | { readonly none: string } {
  const options = ['--json', '--fetch-retries=0', '--fetch-timeout=20000'];
  const { status, stdout } = spawnSync('npm', ['view', name, 'version', ...options], { encoding: 'utf8' });
  const answer = parsed(stdout);
  if (status === 0 && typeof answer === 'string') return { release: `npm:${name}@${answer}` };
  const code = (answer as { error?: { code?: string } } | undefined)?.error?.code;
  if (code === 'E404') return { none: `${name} has not been published` };
  return { none: `the registry could not be asked (${code ?? `npm view ended with ${String(status)}`})` };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function main([original]: readonly string[]): void {
  const found = original === undefined ? lastRelease() : { release: original };
  if ('none' in found) {
    console.log(`no release to compare with: ${found.none}`);
    return;
  }
  console.log(`API changes since ${found.release}:`);
  const options = ['--keys', '--ignore-file', '.compatignore'];
  const { status } = spawnSync('jsii-diff', [found.release, '.', ...options], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

main(process.argv.slice(2));
