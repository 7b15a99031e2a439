import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Bench } from './bench';
import { inTurn } from './in-turn';

const RUNS = 5;
const ROOT = resolve(__dirname, '..');
const CLI = resolve(ROOT, 'node_modules/aws-cdk/bin/cdk');
const BARE = 'bench/fixtures/bare-app.ts';

/** Milliseconds of a whole `cdk synth`. */
function timeOf(app: string): number {
  const output = mkdtempSync(join(tmpdir(), 'cors-synth-'));
  try {
    const started = performance.now();
    const args = [CLI, 'synth', '--quiet', '--no-notices', '--output', output, '--app', commandOf(app)];
    const result = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
    const millis = performance.now() - started;
    if (result.status !== 0) throw new Error(`${app}: ${result.stderr.toString('utf8')}`);
    return millis;
  } finally {
    rmSync(output, { recursive: true });
  }
}

function commandOf(app: string): string {
  return `"${process.execPath}" --import tsx ${app}`;
}

export const synthBench: Bench = {
  name: 'synth',
  about:
    'Whole `cdk synth` commands in turn: the example app, and an app of one API, one function and one table.',
  run: () =>
    Promise.resolve(
      inTurn('cdk synth', RUNS, 1.5, {
        'the example app': () => timeOf('bin/app.ts'),
        'a bare app': () => timeOf(BARE),
      }),
    ),
};
