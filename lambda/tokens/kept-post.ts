import type { IncomingMessage } from 'node:http';
import { codeOf, UnreadableError } from './published-json';

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
      reject(sent.reusedSocket && isSilent ? failureOf(error) : new UnreadableError(messageOf(error)));
    });
    // Node ends a connection that switches protocols without an error.
    sent.on('close', () => {
      if (!hasAnswer) reject(new UnreadableError('the authorizer: no answer'));
    });
    sent.on('response', (response: IncomingMessage) => {
      hasAnswer = true;
      read(response).then(
        (text) => {
          const functionError = response.headers['x-amz-function-error'] !== undefined;
          resolve({ status: response.statusCode ?? 0, functionError, text });
        },
        (error: unknown) => {
          reject(error instanceof UnreadableError ? error : new UnreadableError(messageOf(error as Error)));
        },
      );
    });
    sent.end(body);
  });
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new UnreadableError('the answer of the authorizer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The failure of a kept connection on which nothing came back. */
function failureOf(error: Error): Error {
  const code = codeOf(error);
  const isClosed = code === 'ECONNRESET' || code === 'EPIPE';
  return isClosed ? new ClosedWhileIdle(code) : new UnreadableError(messageOf(error));
}

function messageOf(error: Error): string {
  const code = codeOf(error);
  return code === 'ABORT_ERR' ? 'the authorizer did not answer in time' : `the authorizer: ${code}`;
}
