import { filteredService, serviceError, type ServiceRequest } from '../http/service-filter';
import { startLoopbackServer } from '../http/loopback-server';
import type { HttpResponse } from '../http/response';
import { parseJson } from '../json';
import type { Functions } from './functions';
import { REQUEST_PAYLOAD_LIMIT } from './invocation';

/** An API of Lambda on this machine, by which functions invoke each other. */
export interface InvokeServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * Starts the API. It knows one operation, and waits for the function (`RequestResponse`).
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function startInvokeApi(functions: Functions): Promise<InvokeServer> {
  const server = await startLoopbackServer({
    port: 0,
    onRequest: filteredService((request) => invoke(functions, request), REQUEST_PAYLOAD_LIMIT),
  });
  return { url: `http://127.0.0.1:${String(server.port)}`, close: () => server.close() };
}

async function invoke(functions: Functions, { method, url, body }: ServiceRequest): Promise<HttpResponse> {
  const name = INVOKE.exec(url)?.[1];
  if (method !== 'POST' || name === undefined) {
    return serviceError(404, 'UnknownOperationException', 'the local gateway knows no such operation');
  }
  const event = parseJson(Buffer.from(body).toString('utf8'));
  const { invocation } = await functions.invoke(decodeURIComponent(name), event ?? {});
  switch (invocation.kind) {
    case 'returned':
      return answer(invocation.json);
    case 'failed': {
      const { errorMessage, errorType } = invocation;
      return answer(JSON.stringify({ errorMessage, errorType }), [['X-Amz-Function-Error', 'Unhandled']]);
    }
    case 'rejected':
      return serviceError(429, 'TooManyRequestsException', invocation.reason);
  }
}

function answer(json: string, headers: readonly (readonly [string, string])[] = []): HttpResponse {
  return {
    status: 200,
    headers: [['Content-Type', 'application/json'], ...headers],
    body: Buffer.from(json),
  };
}
