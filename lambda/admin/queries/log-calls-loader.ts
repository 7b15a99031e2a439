import type { LogCalls, LogLimits } from './log-calls';

/** An answer within the 29 s of API Gateway, beside reads of the table. */
const LIMITS: LogLimits = { maxAttempts: 3, connectMillis: 1000, attemptMillis: 5000, callMillis: 12_000 };

/** Brings the SDK into the process when the first call happens. In a bundle it is the file `logs.js` beside `index.js`. */
export function lazyLogCalls(): () => Promise<LogCalls> {
  let calls: LogCalls | undefined;
  return async () => {
    if (calls === undefined) {
      const { createLogCalls } = await import('./logs-client');
      calls ??= createLogCalls(LIMITS);
    }
    return calls;
  };
}
