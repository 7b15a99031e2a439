import { Readable } from 'node:stream';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isOwnHost } from '../http/access-filter';
import { headerList, headerValue } from '../http/headers';
import { readBody } from '../http/request';
import { jsonResponse, send } from '../http/response';

/** Names of this machine for itself. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** DynamoDB's own limit on a request, in bytes. */
const REQUEST_LIMIT = 16 * 1024 * 1024;

/** Answers of the engine never carry these: with them, a browser would let a page read the answer. */
const SHARING_HEADERS = 'access-control-';

/**
 * Puts a filter in front of a DynamoDB engine that checks no signature and would serve any web page: whatever a
 * browser sends for a page, and whatever was sent to another name than this machine's own, is refused.
 * The engine gets requests that are complete, so that a client that goes away cannot upset it.
 */
export function filteredDynamoDb(engine: RequestListener): RequestListener {
  return (message, response) => void pass(message, response, engine);
}

async function pass(
  message: IncomingMessage,
  response: ServerResponse,
  engine: RequestListener,
): Promise<void> {
  if (!isTrusted(message)) {
    refuse(message, response, 403, 'AccessDeniedException', 'requests of web pages are not served here');
    return;
  }
  const body = await readBody(message, REQUEST_LIMIT).catch(() => undefined);
  if (body === undefined) {
    refuse(message, response, 413, 'RequestEntityTooLarge', `a request has at most ${REQUEST_LIMIT} bytes`);
    return;
  }
  dropSharingHeaders(response);
  engine(replayed(message, body), response);
}

function isTrusted(message: IncomingMessage): boolean {
  const headers = headerList(message.rawHeaders);
  const fromPage = ['Origin', 'Sec-Fetch-Site'].some((name) => headerValue(headers, name) !== undefined);
  return !fromPage && isOwnHost(headers, LOOPBACK_NAMES, message.socket.localPort ?? 0);
}

function refuse(
  message: IncomingMessage,
  target: ServerResponse,
  status: number,
  type: string,
  text: string,
): void {
  const closing = message.complete ? [] : ([['Connection', 'close']] as const);
  send(target, jsonResponse(status, { __type: type, message: text }, closing));
}

/** The message again, with its body in memory. */
function replayed(message: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers } = message;
  const replay: unknown = Object.assign(Readable.from(body.length === 0 ? [] : [body]), {
    method,
    url,
    headers,
  });
  return replay as IncomingMessage;
}

function dropSharingHeaders(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number) => {
    for (const name of response.getHeaderNames()) {
      if (name.startsWith(SHARING_HEADERS)) response.removeHeader(name);
    }
    return writeHead(status);
  };
}
