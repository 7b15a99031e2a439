import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** A request that leaves unchanged. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

/** An answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** API Gateway ends at 29 seconds, and an answer at 10 MB. */
const TIMEOUT_MILLIS = 40_000;
const MAX_BODY_BYTES = 20_000_000;

const AGENTS = {
  http: new HttpAgent({ keepAlive: true }),
  https: new HttpsAgent({ keepAlive: true }),
} as const;

/** Whether a host is this machine. @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]' || isBelowLocalhost(hostname)
  );
}

function isBelowLocalhost(hostname: string): boolean {
  return hostname.endsWith('.localhost');
}

/**
 * Sends a request. Redirects are not followed, because another host must not get what this one was sent. What only reads is
 * sent once more on a new connection if the kept one was closed while nobody used it, for example on a laptop that slept.
 *
 * @throws Error when there is no answer
 */
export async function sendHttp(request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await attempt(request, request.url.protocol === 'https:' ? AGENTS.https : AGENTS.http);
  } catch (error) {
    if (!(error instanceof ClosedWhileIdle)) throw error;
    if (request.method === 'GET') return attempt(request, false);
    throw error.cause;
  }
}

/** A kept connection broke before the answer began. @see https://nodejs.org/api/http.html#requestreusedsocket */
class ClosedWhileIdle extends Error {}

function attempt(
  { method, url, headers, body }: HttpRequest,
  agent: HttpAgent | HttpsAgent | false,
): Promise<HttpAnswer> {
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const message = (isSecure ? httpsRequest : httpRequest)({
      // Names below localhost are this machine; not every resolver knows that.
      hostname: isBelowLocalhost(url.hostname) ? '127.0.0.1' : url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
      method,
      path: `${url.pathname}${url.search}`,
      headers: {
        Host: url.host,
        ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
        ...headers,
      },
      agent,
      timeout: TIMEOUT_MILLIS,
    });
    message.on('timeout', () => message.destroy(new Error('there is no answer in time')));
    let hasAnswer = false;
    message.on('error', (error: NodeJS.ErrnoException) => {
      const isIdle = !hasAnswer && message.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
      reject(isIdle ? new ClosedWhileIdle(error.message, { cause: error }) : error);
    });
    // Node ends a connection that switches protocols without an error.
    message.on('close', () => {
      if (!hasAnswer) reject(new Error('the connection ended without an answer'));
    });
    message.on('response', (response) => {
      hasAnswer = true;
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_BODY_BYTES) message.destroy(new Error('the answer is too large'));
        chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    message.end(body);
  });
}
