import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailableError } from '../../store/store-unavailable';

const FIRST_PAUSE_MILLIS = 200;
const LONGEST_PAUSE_MILLIS = 2000;

/**
 * Repeats a write that the table did not take until the time is over. Throttling passes, and so does the moment in which a role that
 * was just made is not known everywhere yet, which DynamoDB answers like a right that is missing.
 */
export class RetryUntil {
  private readonly ends: number;

  constructor(readonly millis: number) {
    this.ends = performance.now() + millis;
  }

  /**
   * @throws StoreUnavailableError when the time is over
   */
  async run<T>(attempt: () => Promise<T>): Promise<T> {
    for (let round = 0; ; round++) {
      try {
        return await this.within(attempt());
      } catch (error) {
        const millis = pauseOf(round);
        if (!(error instanceof StoreUnavailableError) || millis > this.left) throw error;
        await pause(millis);
      }
    }
  }

  private get left(): number {
    return Math.max(0, this.ends - performance.now());
  }

  /** A call that hangs has limits of its own, which may be past ours. */
  private async within<T>(work: Promise<T>): Promise<T> {
    const controller = new AbortController();
    const timeOver = pause(this.left, undefined, { signal: controller.signal }).then(() => {
      throw new StoreUnavailableError('the allowlist table gave no answer in time');
    });
    try {
      return await Promise.race([work, timeOver]);
    } finally {
      controller.abort();
    }
  }
}

/** Twice as long each time, and never at the same time as the others. */
function pauseOf(round: number): number {
  return Math.min(FIRST_PAUSE_MILLIS * 2 ** round, LONGEST_PAUSE_MILLIS) * (0.5 + Math.random() / 2);
}
