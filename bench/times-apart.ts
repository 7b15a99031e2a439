import { spawnSync } from 'node:child_process';
import { CACHE_TTL_SECONDS } from '../lib/contract';
import { tableEnvironment } from './dynamodb';
import { EVALUATOR_ENVIRONMENT } from './evaluator-environment';

/** Microseconds of a call by its name, turn by turn. */
export type Times = Readonly<Record<string, readonly number[]>>;

/**
 * Runs a file that measures evaluators in a process of its own, whose lines another process reads from a pipe, as in Lambda.
 *
 * @param url of the table
 */
export function timesApart(file: string, url: string, ...args: readonly string[]): Times {
  const child = [process.execPath, '--import', 'tsx', file, ...args];
  const result = spawnSync('sh', ['-c', '"$0" "$@" | cat > /dev/null', ...child], {
    env: { ...process.env, ...EVALUATOR_ENVIRONMENT, ...tableEnvironment(url), [CACHE_TTL_SECONDS]: '300' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  try {
    return JSON.parse(result.stderr) as Times;
  } catch {
    throw new Error(`the process of the bench ended without a result: ${result.stderr}`);
  }
}

/** Hands the times over, at the end of such a process. */
export function reportTimes(times: Promise<Times>): void {
  void times.then((found) => {
    process.stderr.write(JSON.stringify(found), () => process.exit());
  });
}
