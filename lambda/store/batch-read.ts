import type { BatchGetItemCommandOutput, KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { SORT_KEY, type ItemKey } from '../../lib/contract';
import type { AttributeMap } from './attribute-values';
import type { DynamoCalls } from './dynamo-calls';
import { failureName, isTransient } from './failure';
import { VERDICT_PROJECTION } from './verdict-row';

/** How long a read may take and how often it is tried. */
export interface ReadLimits {
  /** Milliseconds in all. */
  readonly deadlineMillis: number;
  /** Milliseconds of one attempt. */
  readonly attemptMillis: number;
  /** Calls that may fail; unprocessed keys do not count, they are asked for until the deadline. */
  readonly attempts: number;
}

/** The result of a read. A key that is neither among the items nor unread has no item. */
export interface BatchRead {
  /** Items by sort key. */
  readonly items: ReadonlyMap<string, AttributeMap>;
  /** Sort keys of which nothing is known. */
  readonly unread: ReadonlySet<string>;
  /** Name of the last failure, where something is unread. */
  readonly failure?: string;
}

/** With less left than this, another attempt would only be cut off. */
const SHORTEST_ATTEMPT_MILLIS = 50;
const FIRST_PAUSE_MILLIS = 25;
const LONGEST_PAUSE_MILLIS = 400;

/**
 * Reads up to 100 keys with one consistent `BatchGetItem`, repeated for what came back unprocessed and after failures
 * that may pass. Never throws.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export async function batchRead(
  calls: DynamoCalls,
  tableName: string,
  keys: readonly ItemKey[],
  limits: ReadLimits,
): Promise<BatchRead> {
  const ends = performance.now() + limits.deadlineMillis;
  const items = new Map<string, AttributeMap>();
  let unread = keys;
  let failure = '';
  let failures = 0;
  for (let pauses = 0; ; pauses++) {
    const left = Math.ceil(ends - performance.now());
    if (left < SHORTEST_ATTEMPT_MILLIS) break;
    try {
      const request = { RequestItems: { [tableName]: requestOf(unread) } };
      const output = await withTimeout(Math.min(left, limits.attemptMillis), (signal) =>
        calls.batchGet(request, signal),
      );
      unread = takeAnswer(output, tableName, unread, items);
      if (unread.length === 0) return { items, unread: new Set() };
      failure = 'UnprocessedKeys';
    } catch (error) {
      failure = failureName(error);
      failures++;
      if (failures >= limits.attempts || !isTransient(error)) break;
    }
    await pause(pauses, ends - performance.now());
  }
  return { items, unread: new Set(unread.map(({ sk }) => sk)), failure };
}

function requestOf(keys: readonly ItemKey[]): KeysAndAttributes {
  const Keys = keys.map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } }));
  return { Keys, ConsistentRead: true, ...VERDICT_PROJECTION };
}

/** Adds what was found to `items` and returns the keys that came back unprocessed. */
function takeAnswer(
  output: BatchGetItemCommandOutput,
  tableName: string,
  keys: readonly ItemKey[],
  items: Map<string, AttributeMap>,
): readonly ItemKey[] {
  // An answer without this part does not come from DynamoDB; every key would look absent.
  if (output.Responses === undefined) throw new Error('the answer holds no responses');
  for (const item of output.Responses[tableName] ?? []) {
    const sk = item[SORT_KEY]?.S;
    if (sk !== undefined) items.set(sk, item);
  }
  const unprocessed = output.UnprocessedKeys?.[tableName]?.Keys ?? [];
  const names = new Set(unprocessed.map((key) => key[SORT_KEY]?.S));
  return keys.filter(({ sk }) => names.has(sk));
}

class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** The timer is cleared at once, because under load those of finished calls would add up. */
async function withTimeout<T>(millis: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, millis);
  try {
    return await call(controller.signal);
  } catch (error) {
    // The SDK only says that somebody ended the call.
    throw controller.signal.aborted ? new TimeoutError(`no answer in ${millis} ms`, { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** Full jitter, so that functions which failed together do not come back together. */
async function pause(earlier: number, left: number): Promise<void> {
  const longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** earlier, Math.max(left, 0));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}
