/** How often a call is tried again by itself. */
export const MAX_RETRIES = 3;

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 10_000;

/** The result of one attempt. */
export interface Attempt {
  readonly method: string;
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  readonly retryAfter: string | null;
}

/**
 * Whether the same call may be made again by itself. A throttled call did not happen. Any other failure of a change may have
 * happened, so a person decides.
 */
export function mayRetry({ method, status }: Attempt): boolean {
  if (status === 429) return true;
  const isRead = method === 'GET';
  return isRead && (status === undefined || status === 502 || status === 503 || status === 504);
}

/** Milliseconds before the next attempt: what the API asks for, else twice as long each time. */
export function waitBefore(retry: number, { retryAfter }: Attempt): number {
  const asked = Number(retryAfter ?? Number.NaN) * 1000;
  const wait = Number.isFinite(asked) && asked > 0 ? asked : FIRST_WAIT_MILLIS * 2 ** retry;
  return Math.min(wait, LONGEST_WAIT_MILLIS);
}
