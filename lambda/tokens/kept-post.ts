import type { IncomingMessage } from 'node:http';
import { codeOf, failureText, textOf, UnreadableError } from './published-json';

/** A request to the Lambda API. */
export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Its answer. */
export interface PostReply {
  readonly status: number;
  /** Whether the function ended with an error. */
  readonly functionError: boolean;
  readonly text: string;
}

/** Bytes of an answer that are read; API Gateway takes 8 kB of an authorizer. */
const MAX_ANSWER_BYTES = 65_536;
const WHO = 'the authorizer';

/** A kept connection broke before the first byte of the answer. */
class ClosedWhileIdle extends Error {}

/**
 * Posts on a kept connection. Where that one was closed while nobody used it, as it often is in a function that slept, it posts
 * once more on a new one.
 *
 * @throws UnreadableError when there is no answer
 * @see https://nodejs.org/api/http.html#requestreusedsocket
 */
export async function post(what: Post): Promise<PostReply> {
  try {
    return await attempt(what, {});
  } catch (error) {
    if (!(error instanceof ClosedWhileIdle)) throw error;
    return attempt(what, { agent: false });
  }
}

function attempt(
  { url, headers, body, signal }: Post,
  connection: { readonly agent?: false },
): Promise<PostReply> {
  const { request } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, signal, ...connection });
    let hasAnswer = false;
    let bytesBefore = 0;
    sent.on('socket', (socket) => {
      bytesBefore = socket.bytesRead;
    });
    sent.on('error', (error) => {
      const isSilent = !hasAnswer && sent.socket?.bytesRead === bytesBefore;
      reject(sent.reusedSocket && isSilent ? failureOf(error) : new UnreadableError(failureText(error, WHO)));
    });
    // Node ends a connection that switches protocols without an error.
    sent.on('close', () => {
      if (!hasAnswer) reject(new UnreadableError(`${WHO}: no answer`));
    });
    sent.on('response', (response: IncomingMessage) => {
      hasAnswer = true;
      textOf(response, MAX_ANSWER_BYTES, 'the answer of the authorizer').then(
        (text) => {
          const functionError = response.headers['x-amz-function-error'] !== undefined;
          resolve({ status: response.statusCode ?? 0, functionError, text });
        },
        (error: unknown) => {
          reject(
            error instanceof UnreadableError ? error : new UnreadableError(failureText(error as Error, WHO)),
          );
        },
      );
    });
    sent.end(body);
  });
}

/** The failure of a kept connection on which nothing came back. */
function failureOf(error: Error): Error {
  const code = codeOf(error);
  const isClosed = code === 'ECONNRESET' || code === 'EPIPE';
  return isClosed ? new ClosedWhileIdle(code) : new UnreadableError(failureText(error, WHO));
}
