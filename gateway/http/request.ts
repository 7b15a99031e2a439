import type { IncomingMessage } from 'node:http';
import { headerList, headerValue, type HeaderList } from './headers';

/** An HTTP request without its body, as it was received. */
export interface RequestHead {
  readonly method: string;
  /** From the first `/` up to `?`, as the client wrote it. */
  readonly path: string;
  /** The part after `?`; empty without one. */
  readonly query: string;
  readonly headers: HeaderList;
  /** The `Host` header; empty without one. */
  readonly host: string;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly localPort: number;
}

/** One HTTP request, complete. */
export interface HttpRequest extends RequestHead {
  readonly body: Buffer;
}

/**
 * API Gateway's limit on the request line and the headers together, in bytes, with separators and line ends.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const HEADER_LIMIT = 10_240;

/** API Gateway's limit on a request body, in bytes. */
export const PAYLOAD_LIMIT = 10 * 1024 * 1024;

/** How much of a body that is too long is read and dropped, so that the client gets to read the answer. */
const DISCARD_LIMIT = 4 * PAYLOAD_LIMIT;

/** The client went away before its request was complete. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

export function requestHead(message: IncomingMessage): RequestHead {
  const target = message.url ?? '';
  const question = target.indexOf('?');
  const headers = headerList(message.rawHeaders);
  return {
    method: message.method ?? '',
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers,
    host: headerValue(headers, 'Host') ?? '',
    protocol: `HTTP/${message.httpVersion}`,
    sourceIp: message.socket.remoteAddress ?? '',
    localPort: message.socket.localPort ?? 0,
  };
}

/** The size that {@link HEADER_LIMIT} limits. */
export function headSize(message: IncomingMessage): number {
  const requestLine = `${message.method ?? ''} ${message.url ?? ''} HTTP/${message.httpVersion}\r\n`.length;
  return headerList(message.rawHeaders).reduce(
    (size, [name, value]) => size + name.length + value.length + ': \r\n'.length,
    requestLine,
  );
}

/**
 * Reads a body to its end.
 *
 * @returns `undefined` when it is longer than the limit
 * @throws ClientGoneError
 */
export function readBody(message: IncomingMessage, limit = PAYLOAD_LIMIT): Promise<Buffer | undefined> {
  if (Number(message.headers['content-length'] ?? 0) > DISCARD_LIMIT) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      if (size > DISCARD_LIMIT) resolve(undefined);
    });
    message.on('end', () => {
      resolve(size > limit ? undefined : Buffer.concat(chunks));
    });
    message.on('error', () => {
      reject(new ClientGoneError('the connection broke within the body'));
    });
    message.on('close', () => {
      reject(new ClientGoneError('the connection was closed within the body'));
    });
  });
}
