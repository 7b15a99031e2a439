import type { ClientLimits } from '../../../lambda/store/dynamo-calls';

/*
 * A mutation run makes the suites of the store many hundred times. There the engine of the suites (dynalite), the fault proxy
 * and the client of the SDK are functions of one process: the same data, the same errors, without HTTP, signatures and the
 * half megabyte of the SDK. `npm test` runs the same suites over HTTP.
 */

export type Input = Readonly<Record<string, unknown>>;
export type Output = Record<string, unknown>;

/** Answers the calls that are sent to its endpoint. */
export type Peer = (operation: string, input: Input) => Promise<Output>;

const peers = new Map<string, Peer>();
let count = 0;

/** Gives a peer an endpoint. */
export function listen(peer: Peer): string {
  const endpoint = `process:${String(++count)}`;
  peers.set(endpoint, peer);
  return endpoint;
}

export function unlisten(endpoint: string): void {
  peers.delete(endpoint);
}

/** Sends one call, as the SDK would: attempts, time-outs, and errors that say whether an answer came. */
export async function call(
  endpoint: string,
  operation: string,
  input: Input,
  limits: ClientLimits,
  signal?: AbortSignal,
): Promise<Output> {
  const ends = Date.now() + limits.callMillis;
  for (let attempt = 1; ; attempt++) {
    const millis = Math.min(limits.attemptMillis, ends - Date.now());
    try {
      return await once(endpoint, operation, input, millis, signal);
    } catch (error) {
      const isOver = signal?.aborted === true || Date.now() >= ends;
      if (attempt >= limits.maxAttempts || isOver || !isWorthAnother(error)) throw error;
    }
  }
}

/** One timer for a call and no more: calls are what the suites do most. */
async function once(
  endpoint: string,
  operation: string,
  input: Input,
  millis: number,
  signal: AbortSignal | undefined,
): Promise<Output> {
  const peer = peers.get(endpoint);
  if (peer === undefined) throw failure('ECONNREFUSED', undefined);
  if (signal?.aborted === true) throw failure('AbortError', undefined);
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      const end = (name: string) => (): void => {
        reject(failure(name, undefined));
      };
      timer = setTimeout(end('TimeoutError'), millis);
      onAbort = end('AbortError');
      signal?.addEventListener('abort', onAbort);
      peer(operation, structuredClone(input)).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** An error of a call; without a status, no answer came. */
export function failure(name: string, status: number | undefined): Error {
  const $metadata = status === undefined ? {} : { httpStatusCode: status };
  return Object.assign(new Error(name), { name, $metadata });
}

function isWorthAnother(error: unknown): boolean {
  const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 500;
  return status >= 500 || name.includes('Throughput');
}
