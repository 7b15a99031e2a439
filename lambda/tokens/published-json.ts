import type { IncomingMessage } from 'node:http';
import { MAX_DOCUMENT_BYTES } from './limits';

/** An object that a server publishes as JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A document could not be read; the message is for the log. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';

  constructor(
    message: string,
    /** Status of the answer; 0 if there was none. */
    readonly status = 0,
  ) {
    super(message);
  }
}

/**
 * Reads a JSON object over HTTP. Redirects are not followed: only the configured server speaks for an issuer.
 *
 * @throws UnreadableError
 */
export async function publishedJson(url: URL, signal: AbortSignal): Promise<JsonObject> {
  const text = await get(url, signal);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableError(`${url.pathname} is not JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableError(`${url.pathname} is not a JSON object`);
  }
  return value as JsonObject;
}

function get(url: URL, signal: AbortSignal): Promise<string> {
  // Loaded at need: TLS is a good part of a cold start.
  const { request } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(
        error instanceof UnreadableError
          ? error
          : new UnreadableError(failureText(error, `${url.host}${url.pathname}`)),
      );
    };
    const sent = request(url, { signal, agent: false, headers: { Accept: 'application/json' } });
    let hasAnswer = false;
    sent.on('error', fail);
    // Node ends a connection that switches protocols without an error.
    sent.on('close', () => {
      if (!hasAnswer) fail(new UnreadableError(`${url.host}${url.pathname}: no answer`));
    });
    sent.on('response', (response: IncomingMessage) => {
      hasAnswer = true;
      const { statusCode = 0 } = response;
      if (statusCode !== 200) {
        response.destroy();
        fail(new UnreadableError(`${url.pathname} has status ${statusCode}`, statusCode));
        return;
      }
      textOf(response, MAX_DOCUMENT_BYTES, url.pathname).then(resolve, fail);
    });
    sent.end();
  });
}

/**
 * The text of an answer.
 *
 * @param what names the answer in an error
 * @throws UnreadableError when it is larger
 */
export async function textOf(response: IncomingMessage, maxBytes: number, what: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new UnreadableError(`${what} is too large`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The code of an error of Node; `ABORT_ERR` if the time was over. */
export function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** The sentence about a failure, which is none of the other side's words. */
export function failureText(error: Error, who: string): string {
  const code = codeOf(error);
  return code === 'ABORT_ERR' ? `${who} did not answer in time` : `${who}: ${code}`;
}
