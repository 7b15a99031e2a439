import type { IncomingMessage } from 'node:http';
import { listElements, type HeaderList } from '../../../lib/core';
import type { Connections } from './connections';
import type { Deadline } from './deadline';
import type { UpstreamBase } from './upstream-base';
import { UpstreamFailure } from './upstream-failure';

/** One request to an upstream, ready for the wire. */
export interface UpstreamRequest {
  readonly base: UpstreamBase;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body?: Buffer | undefined;
}

/** An upstream's complete answer. */
export interface UpstreamResponse {
  /** 200 to 599. */
  readonly status: number;
  /** Names as received, repeats kept, one character a byte. */
  readonly headers: HeaderList;
  /** As received: no content coding is undone. */
  readonly body: Buffer;
}

/** The limits of one exchange. */
export interface ExchangeLimits {
  readonly deadline: Deadline;
  /** Largest body of the answer in bytes. */
  readonly maxBodyBytes: number;
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/**
 * Sends a request and waits for the whole answer. Redirects are not followed; interim (1xx) answers are skipped.
 *
 * @throws UpstreamFailure when there is no complete answer that can be passed on
 */
export async function exchange(
  connections: Connections,
  request: UpstreamRequest,
  limits: ExchangeLimits,
): Promise<UpstreamResponse> {
  await connections.noticeClosed();
  try {
    return await attempt(connections, request, limits);
  } catch (error) {
    if (!(error instanceof ClosedWhileIdle)) throw error;
    // The upstream closed a kept connection at the moment of its use. Only idempotent requests are sent again.
    if (!IDEMPOTENT.has(request.method)) throw new UpstreamFailure('upstream_unreachable', error.message);
    connections.closeIdle();
    return attempt(connections, request, limits);
  }
}

/** A kept connection broke before the first byte of the answer. */
class ClosedWhileIdle extends Error {}

function attempt(
  connections: Connections,
  { base, method, target, headers, body }: UpstreamRequest,
  { deadline, maxBodyBytes }: ExchangeLimits,
): Promise<UpstreamResponse> {
  return new Promise((resolve, reject) => {
    const request = connections.open(base, method, target, headers.flat());
    let answer: IncomingMessage | undefined;
    const fail = (failure: Error): void => {
      cancel();
      reject(failure);
      request.destroy();
    };
    const cancel = deadline.onExpiry(() => {
      fail(new UpstreamFailure('upstream_timeout', 'no complete answer in time'));
    });
    request.on('error', (error) => {
      // Node has closed the connection over a body where none can be; the answer itself is whole.
      if (answer?.complete === true && endsWithItsHeaders(method, answer)) return;
      fail(answer === undefined ? failureOf(error, request.reusedSocket) : brokenOff(error));
    });
    // No request asks for it. Without a listener Node would close the connection without an event.
    request.on('upgrade', () => {
      fail(new UpstreamFailure('upstream_invalid', 'it switched protocols'));
    });
    request.on('response', (response) => {
      answer = response;
      const { socket } = response;
      collect(response, maxBodyBytes, fail, (collected) => {
        cancel();
        // Such an answer has no body by rule, so nothing shows whether a body is still to come.
        if (endsWithItsHeaders(method, response)) socket.destroy();
        connections.release();
        resolve(collected);
      });
    });
    request.end(body);
  });
}

/** Reads the body. A body that ends early fails, because half an answer must not look like a whole one. */
function collect(
  response: IncomingMessage,
  maxBodyBytes: number,
  fail: (failure: UpstreamFailure) => void,
  done: (answer: UpstreamResponse) => void,
): void {
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 599) {
    fail(new UpstreamFailure('upstream_invalid', `status ${String(status)}`));
    return;
  }
  // We send no `TE`, and drop `Transfer-Encoding`, so the client could not read a coded body.
  if (hasTransferCoding(response)) {
    fail(new UpstreamFailure('upstream_invalid', 'its body has a transfer coding'));
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBodyBytes)
      fail(new UpstreamFailure('upstream_response_too_large', 'the body is too large'));
    else chunks.push(chunk);
  });
  response.on('error', (error) => {
    fail(brokenOff(error));
  });
  response.on('end', () => {
    done({ status, headers: pairs(response.rawHeaders), body: Buffer.concat(chunks) });
  });
}

/** @see https://www.rfc-editor.org/rfc/rfc9112#section-6.3 */
function endsWithItsHeaders(method: string, { statusCode }: IncomingMessage): boolean {
  return method === 'HEAD' || statusCode === 204 || statusCode === 304;
}

/** Whether the body has a transfer coding other than `chunked`. @see https://www.rfc-editor.org/rfc/rfc9112#section-7 */
function hasTransferCoding({ headers }: IncomingMessage): boolean {
  const codings = listElements((headers['transfer-encoding'] ?? '').toLowerCase());
  return codings.some((coding) => coding !== 'chunked' && coding !== 'identity');
}

function failureOf(error: Error, reusedSocket: boolean): Error {
  const code = codeOf(error);
  if (code.startsWith('HPE_')) return new UpstreamFailure('upstream_invalid', `malformed answer (${code})`);
  if (reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE')) return new ClosedWhileIdle(code);
  return new UpstreamFailure('upstream_unreachable', code);
}

function brokenOff(error: Error): UpstreamFailure {
  return new UpstreamFailure('upstream_invalid', `the answer broke off (${codeOf(error)})`);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function pairs(flat: readonly string[]): HeaderList {
  const names = flat.filter((_, index) => index % 2 === 0);
  return names.map((name, index) => [name, flat[2 * index + 1] ?? '']);
}
