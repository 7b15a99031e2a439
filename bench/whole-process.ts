import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const FIXTURES = join(__dirname, 'fixtures');
export const EVALUATOR = join(__dirname, '..', 'assets', 'evaluator', 'index.js');

/** A handler file, the event for it, and its environment. */
export interface Start {
  readonly file: string;
  readonly event: object;
  readonly environment: Readonly<Record<string, string>>;
}

/** Milliseconds of a whole process that loads the handler and answers one event. */
export function timeOf(start: Start): number {
  const started = process.hrtime.bigint();
  run(start, 'ignore');
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** Milliseconds that the same took of the processor's time, which a busy machine does not change much. */
export function processorTimeOf(start: Start): number {
  const lines = run(start, 'pipe').trimEnd().split('\n');
  return Number(lines.at(-1));
}

function run({ file, event, environment }: Start, stdout: 'ignore' | 'pipe'): string {
  const { status, ...output } = spawnSync(
    process.execPath,
    [join(FIXTURES, 'invoke.cjs'), file, JSON.stringify(event)],
    { env: environment, stdio: ['ignore', stdout, 'pipe'], encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${file}: ${output.stderr}`);
  return stdout === 'pipe' ? output.stdout : '';
}
