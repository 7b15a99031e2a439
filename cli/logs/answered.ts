import { setTimeout as pause } from 'node:timers/promises';
import type { QueryStatus } from '../api/shapes';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { timeText } from '../origins/entry-lines';
import type { Terminal } from '../terminal/terminal';

const FIRST_WAIT_MILLIS = 300;
const LONGEST_WAIT_MILLIS = 4_000;
/** CloudWatch Logs answers within seconds; a query over all of a large log takes longer. */
const GIVE_UP_MILLIS = 15 * 60_000;

/**
 * Asks until a question to the log is answered, more and more rarely.
 *
 * @throws CommandError where the query failed, or takes too long
 */
export async function answered<T extends { readonly status: QueryStatus }>(
  terminal: Terminal,
  ask: () => Promise<T>,
): Promise<T> {
  const begin = Date.now();
  for (let millis = FIRST_WAIT_MILLIS; ; millis = Math.min(millis * 1.5, LONGEST_WAIT_MILLIS)) {
    const answer = await ask();
    if (answer.status === 'complete') return answer;
    const seconds = Math.round((Date.now() - begin) / 1000);
    if (answer.status === 'failed' || Date.now() - begin > GIVE_UP_MILLIS) {
      throw new CommandError(
        EXIT.unavailable,
        'query_failed',
        'The query of the log has failed.',
        'repeat the command, for a shorter time',
      );
    }
    terminal.progress(`the log is read (${String(seconds)} s)`);
    await pause(millis);
  }
}

/** The line that says when the log was asked: the API gives the same question the same answer for half a minute. */
export function asOfLines(asOf: string | undefined): readonly string[] {
  return asOf === undefined ? [] : [`As of ${timeText(asOf)}.`];
}
