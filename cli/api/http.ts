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
 * Sends a request. Redirects are not followed, because another host must not get what this one was sent.
 *
 * @throws Error when there is no answer
 */
export function sendHttp({ method, url, headers, body }: HttpRequest): Promise<HttpAnswer> {
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
      agent: isSecure ? AGENTS.https : AGENTS.http,
      timeout: TIMEOUT_MILLIS,
    });
    message.on('timeout', () => message.destroy(new Error('there is no answer in time')));
    message.on('error', reject);
    message.on('response', (response) => {
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
