import type { QueryStatus } from './shapes';

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 4_000;

/**
 * Asks until a question to the log is answered, more and more rarely.
 *
 * @param pause waits for so many milliseconds
 */
export async function poll<T extends { readonly status: QueryStatus }>(
  ask: () => Promise<T>,
  pause: (milliseconds: number) => Promise<void> = wait,
): Promise<T> {
  for (let millis = FIRST_WAIT_MILLIS; ; millis = Math.min(millis * 1.5, LONGEST_WAIT_MILLIS)) {
    const answer = await ask();
    if (answer.status !== 'running') return answer;
    await pause(millis);
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
