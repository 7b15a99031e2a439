import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isOwnHost } from '../http/access-filter';
import { headerList, headerValue } from '../http/headers';
import { readBody } from '../http/request';
import { jsonResponse, send, type HttpResponse } from '../http/response';
import type { Engine } from './engine';

/** Names of this machine for itself. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** DynamoDB's own limit on a request, in bytes. */
const REQUEST_LIMIT = 16 * 1024 * 1024;

/** Removed from every answer: they would let a page read it. */
const SHARING_HEADERS = 'access-control-';

/**
 * Serves the engine behind a filter, because the engine checks no signature and would answer any web page. The filter
 * refuses a request that a browser sends for a page, and a request to another name than those of this machine.
 */
export function filteredDynamoDb(engine: Engine): RequestListener {
  return (message, response) => void pass(message, response, engine);
}

async function pass(message: IncomingMessage, target: ServerResponse, engine: Engine): Promise<void> {
  const response = isTrusted(message)
    ? await answer(message, engine)
    : refusal(403, 'AccessDeniedException', 'requests of web pages are not served here');
  send(target, response);
}

function isTrusted(message: IncomingMessage): boolean {
  const headers = headerList(message.rawHeaders);
  const fromPage = ['Origin', 'Sec-Fetch-Site'].some((name) => headerValue(headers, name) !== undefined);
  return !fromPage && isOwnHost(headers, LOOPBACK_NAMES, message.socket.localPort ?? 0);
}

async function answer(message: IncomingMessage, engine: Engine): Promise<HttpResponse> {
  const body = await readBody(message, REQUEST_LIMIT).catch(() => undefined);
  if (body === undefined) {
    return refusal(413, 'RequestEntityTooLarge', `a request has at most ${REQUEST_LIMIT} bytes`);
  }
  try {
    const { method = '', url = '', headers } = message;
    const answered = await engine({ method, url, headers, body });
    return { ...answered, headers: answered.headers.filter(isKept), body: Buffer.from(answered.body) };
  } catch (error) {
    return refusal(500, 'InternalServerError', error instanceof Error ? error.message : String(error));
  }
}

function isKept([name]: readonly [string, string]): boolean {
  const lower = name.toLowerCase();
  // The length is counted anew when the answer is sent.
  return !lower.startsWith(SHARING_HEADERS) && lower !== 'content-length';
}

function refusal(status: number, type: string, message: string): HttpResponse {
  return jsonResponse(status, { __type: type, message });
}
