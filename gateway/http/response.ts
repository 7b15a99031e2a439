import { validateHeaderName, validateHeaderValue, type ServerResponse } from 'node:http';
import type { HeaderList } from './headers';

/** One HTTP response, complete. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** A response with a JSON body. */
export function jsonResponse(status: number, body: unknown, headers: HeaderList = []): HttpResponse {
  return {
    status,
    headers: [['Content-Type', 'application/json'], ...headers],
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** Whether these headers can be sent: a line break in a value would start a further header. */
export function areSendable(headers: HeaderList): boolean {
  try {
    for (const [name, value] of headers) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    return true;
  } catch {
    return false;
  }
}

/** Statuses that never have a body, nor a length of one. https://www.rfc-editor.org/rfc/rfc9110#section-8.6 */
const WITHOUT_BODY = new Set([204, 304]);

/** Writes a response and ends it. */
export function send(target: ServerResponse, response: HttpResponse): void {
  // The rest of a body that was not read would be parsed as the next request of this connection.
  const closing = target.req.complete ? [] : ['Connection', 'close'];
  const headers = [...response.headers.flatMap(([name, value]) => [name, value]), ...closing];
  if (WITHOUT_BODY.has(response.status)) {
    target.writeHead(response.status, headers);
    target.end();
    return;
  }
  target.writeHead(response.status, [...headers, 'Content-Length', String(response.body.length)]);
  target.end(response.body);
}
