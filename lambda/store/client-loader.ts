import type { ClientLimits, ClientLoader, DynamoCalls } from './dynamo-calls';

/**
 * For verdicts: an authorizer must answer in well under 10 s even when the table hangs. There is one attempt a call,
 * because the reader repeats calls by itself, within one deadline for failures and unprocessed keys together.
 */
export const VERDICT_LIMITS: ClientLimits = {
  maxAttempts: 1,
  connectMillis: 500,
  attemptMillis: 900,
  callMillis: 900,
};

/** For administration: several attempts, and still an answer within the 29 s of API Gateway. */
export const ADMIN_LIMITS: ClientLimits = {
  maxAttempts: 4,
  connectMillis: 1000,
  attemptMillis: 3000,
  callMillis: 10_000,
};

/**
 * Loads the SDK when the first call happens: parsing it doubles a cold start, and many requests need no look-up.
 * In a bundle it is the file `dynamodb.js` beside `index.js`.
 */
export function lazyClient(limits: ClientLimits): ClientLoader {
  let calls: DynamoCalls | undefined;
  return async () => {
    if (calls === undefined) {
      const { createDynamoCalls } = await import('./dynamodb-client');
      calls ??= createDynamoCalls(limits);
    }
    return calls;
  };
}
