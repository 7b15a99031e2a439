import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/*
 * Compares what the engine says of names on the Node that runs this and on the oldest one that synth may run on:
 * `same-on-nodes.ts [SEED [COUNT]]`. Ends with 1 where they differ, and prints the first differences.
 */

const root = resolve(__dirname, '..');
const folder = join(root, 'reports/nodes');
const program = join(folder, 'names.cjs');
const vectors = join(root, 'test/vectors/origin-vectors.json');
const OLDEST = 20;
const SHOWN = 20;

/** Runs the program on a Node and gives the lines that it wrote. */
function linesOf(
  command: string,
  before: readonly string[],
  name: string,
  seed: string,
  count: string,
): string[] {
  const file = join(folder, `${name}.txt`);
  const parameters = [...before, '--no-deprecation', program, vectors, file, seed, count];
  const { status } = spawnSync(command, parameters, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ended with ${String(status)}`);
  return readFileSync(file, 'utf8').split('\n');
}

/** A Node of the oldest version: the machine's own, or the one that npm has. */
function oldestNode(): readonly [command: string, before: readonly string[]] {
  for (const command of ['/usr/bin/node', '/usr/local/bin/node']) {
    const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    if (typeof stdout === 'string' && stdout.startsWith(`v${String(OLDEST)}.`)) return [command, []];
  }
  return ['npm', ['exec', '--yes', `--package=node@${String(OLDEST)}`, '--', 'node']];
}

async function main(): Promise<void> {
  const [seed = '1', count = '100000'] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(root, 'test/nodes/names.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: `node${String(OLDEST)}`,
    tsconfigRaw: {},
  });
  const ours = linesOf(process.execPath, [], 'this', seed, count);
  const [command, before] = oldestNode();
  const theirs = linesOf(command, before, 'oldest', seed, count);
  const differences = [
    ...difference(ours, theirs).map((line) => `only here: ${line}`),
    ...difference(theirs, ours).map((line) => `only on Node ${String(OLDEST)}: ${line}`),
  ];
  for (const line of differences.slice(0, SHOWN)) console.log(line);
  console.log(`${String(differences.length)} differences`);
  if (differences.length > 0) process.exitCode = 1;
}

function difference(lines: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
