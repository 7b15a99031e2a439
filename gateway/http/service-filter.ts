import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isOwnHost } from './access-filter';
import { headerList, headerValue } from './headers';
import { readBody } from './request';
import { jsonResponse, send, type HttpResponse } from './response';

/** Names of this machine for itself. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** A request to a service of AWS, complete. Header names are in lower case. */
export interface ServiceRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Answers in the place of a service of AWS. */
export type Service = (request: ServiceRequest) => Promise<HttpResponse>;

/**
 * Serves a service behind a filter, because it checks no signature and would answer any web page. The filter refuses a request
 * that a browser sends for a page, and a request to another name than those of this machine.
 *
 * @param limit the most bytes of a request
 */
export function filteredService(service: Service, limit: number): RequestListener {
  return (message, response) => void pass(message, response, service, limit);
}

async function pass(
  message: IncomingMessage,
  target: ServerResponse,
  service: Service,
  limit: number,
): Promise<void> {
  const response = isTrusted(message)
    ? await answer(message, service, limit)
    : serviceError(403, 'AccessDeniedException', 'requests of web pages are not served here');
  send(target, response);
}

function isTrusted(message: IncomingMessage): boolean {
  const headers = headerList(message.rawHeaders);
  const fromPage = ['Origin', 'Sec-Fetch-Site'].some((name) => headerValue(headers, name) !== undefined);
  return !fromPage && isOwnHost(headers, LOOPBACK_NAMES, message.socket.localPort ?? 0);
}

async function answer(message: IncomingMessage, service: Service, limit: number): Promise<HttpResponse> {
  const body = await readBody(message, limit).catch(() => undefined);
  if (body === undefined) {
    return serviceError(413, 'RequestEntityTooLarge', `a request has at most ${limit} bytes`);
  }
  try {
    const { method = '', url = '', headers } = message;
    return await service({ method, url, headers, body });
  } catch (error) {
    return serviceError(500, 'InternalServerError', error instanceof Error ? error.message : String(error));
  }
}

/** An error in the form of AWS's JSON protocols. */
export function serviceError(status: number, type: string, message: string): HttpResponse {
  return jsonResponse(status, { __type: type, message });
}
