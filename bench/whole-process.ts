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
export function timeOf({ file, event, environment }: Start): number {
  const started = process.hrtime.bigint();
  const result = spawnSync(process.execPath, [join(FIXTURES, 'invoke.cjs'), file, JSON.stringify(event)], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const millis = Number(process.hrtime.bigint() - started) / 1e6;
  if (result.status !== 0) throw new Error(`${file}: ${result.stderr.toString('utf8')}`);
  return millis;
}
