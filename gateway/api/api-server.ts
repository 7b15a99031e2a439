import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Functions } from '../functions/functions';
import { joinedValues, type HeaderList } from '../http/headers';
import { isOwnHost, isOwnOrigin } from '../http/access-filter';
import { startLoopbackServer, type LoopbackServer } from '../http/loopback-server';
import {
  ClientGoneError,
  HEADER_LIMIT,
  headSize,
  PAYLOAD_LIMIT,
  readBody,
  requestHead,
  type RequestHead,
} from '../http/request';
import { jsonResponse, send, type HttpResponse } from '../http/response';
import { accessLogLine, causeOf, reasonOf } from './access-log';
import { ApiHandler } from './api-handler';
import type { SignIn } from './authorization/authorization';
import type { RestApi } from './definition/rest-api';

/** One served request, for a log. */
export interface RequestRecord {
  readonly time: Date;
  /** `-` for a request that could not be parsed, like host and path. */
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** The `Origin` headers, joined by a comma; `undefined` without one. */
  readonly origin: string | undefined;
  readonly status: number;
  readonly durationMs: number;
  /** A short code, or `undefined` when nothing gave one. */
  readonly reason: string | undefined;
  /** The cause of an error, for the person at the terminal. No answer contains it. */
  readonly detail: string | undefined;
  /** The line that the stage's own access log would get. */
  readonly accessLog: string | undefined;
}

/** Options of {@link startApi}. */
export interface ApiServerOptions {
  readonly api: RestApi;
  readonly functions: Functions;
  /** 0 lets the system choose one. */
  readonly port: number;
  /** Names that the server answers to, as a URL writes them, without a port. Any other `Host` gets 403. */
  readonly hosts: readonly string[];
  /**
   * Whether a request with an `Origin` other than the server's own gets 403.
   *
   * @default false
   */
  readonly ownOriginOnly?: boolean;
  /**
   * Methods that the server takes; any other gets 405.
   *
   * @default - all: one that no route takes is answered as any request without a route
   */
  readonly methods?: readonly string[];
  /**
   * Headers of the refusals that are this server's own and not the service's: for a `Host`, an `Origin` or a method.
   *
   * @default - none
   */
  readonly refusalHeaders?: HeaderList;
  /**
   * Who signed a request to a method that wants a signature (AWS_IAM) or a token (COGNITO_USER_POOLS).
   *
   * @default - nobody: such methods refuse everything
   */
  readonly signIn?: SignIn;
  /**
   * Names of the field that holds the reason for an answer, in structured log lines, in the authorizer's context and
   * in error bodies.
   *
   * @default - none: only the gateway's own errors have a reason
   */
  readonly reasonFields?: readonly string[];
  /**
   * Names of fields of structured log lines that hold the cause of a 5xx.
   *
   * @default - none: only errors that functions throw or log as errors are a cause
   */
  readonly causeFields?: readonly string[];
  /**
   * Gets each request once it is answered.
   *
   * @default - requests are not logged
   */
  readonly onRequest?: (record: RequestRecord) => void;
  /**
   * Gets a sentence each time something happened otherwise than on AWS, such as an echo in the place of a service.
   *
   * @default - nothing is said
   */
  readonly onNote?: (note: string) => void;
  /**
   * The `requestContext.domainName` of a request, by the host name that it was sent to (without a port).
   *
   * @default - the host name itself
   */
  readonly domainName?: (host: string) => string;
}

/** An answer, and what the log says about it. */
interface Reply {
  readonly response: HttpResponse;
  readonly reason?: string | undefined;
  readonly detail?: string | undefined;
  readonly accessLog?: string | undefined;
}

/**
 * Serves one REST API of a stack on a loopback port, at the root: as a custom domain with an empty base path would.
 *
 * @throws PortUnavailableError
 */
export async function startApi(options: ApiServerOptions): Promise<LoopbackServer> {
  const handler = new ApiHandler(options.api, {
    functions: options.functions,
    signIn: options.signIn ?? (() => undefined),
    domainName: options.domainName ?? ((host) => host),
  });
  return startLoopbackServer({
    port: options.port,
    onRequest: (message, response) => void serve(message, response, handler, options),
    onMalformed: (status) => {
      const unknown = { method: '-', host: '-', path: '-', origin: undefined };
      const result = { status, durationMs: 0, reason: 'malformed', detail: undefined, accessLog: undefined };
      options.onRequest?.({ ...unknown, ...result, time: new Date() });
    },
  });
}

/** One request on the wire and when it came. */
interface Arrival {
  readonly message: IncomingMessage;
  readonly head: RequestHead;
  readonly time: Date;
  /** Milliseconds since then. */
  elapsed(): number;
}

async function serve(
  message: IncomingMessage,
  target: ServerResponse,
  handler: ApiHandler,
  options: ApiServerOptions,
): Promise<void> {
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  const arrival = { message, head: requestHead(message), time: new Date(), elapsed };
  let reply: Reply;
  try {
    reply = refusal(arrival, options) ?? (await answer(arrival, handler, options));
  } catch (error) {
    reply = error instanceof ClientGoneError ? refused(400, 'client_closed', 'Bad Request') : defect(error);
  }
  send(target, reply.response);
  const { reason, detail, accessLog } = reply;
  const { method, host, path } = arrival.head;
  const { status } = reply.response;
  const { time } = arrival;
  const durationMs = elapsed();
  const origin = joinedValues(arrival.head.headers, 'Origin');
  options.onRequest?.({ time, method, host, path, origin, status, durationMs, reason, detail, accessLog });
}

/** The refusal of a request that must not reach the API, or `undefined`. */
function refusal({ head, message }: Arrival, options: ApiServerOptions): Reply | undefined {
  if (!isOwnHost(head.headers, options.hosts, head.localPort)) {
    return refused(403, 'host_refused', 'this server does not answer to that Host', options.refusalHeaders);
  }
  if (options.ownOriginOnly === true && !isOwnOrigin(head.headers)) {
    const rule = 'this server takes no requests from pages of another origin';
    return refused(403, 'origin_refused', rule, options.refusalHeaders);
  }
  if (headSize(message) > HEADER_LIMIT) {
    return refused(431, 'headers_too_large', `HTTP header is larger than ${HEADER_LIMIT} bytes.`);
  }
  // Absolute and asterisk forms name no path of this API. https://www.rfc-editor.org/rfc/rfc9112#section-3.2
  if (!head.path.startsWith('/')) return refused(400, 'malformed', 'Bad Request');
  if (options.methods?.includes(head.method) === false) {
    const headers = [['Allow', options.methods.join(', ')], ...(options.refusalHeaders ?? [])] as const;
    return refused(405, 'method_not_allowed', 'Method Not Allowed', headers);
  }
  return undefined;
}

async function answer(arrival: Arrival, handler: ApiHandler, options: ApiServerOptions): Promise<Reply> {
  const body = await readBody(arrival.message);
  if (body === undefined) {
    return {
      ...refused(413, 'request_too_large', `HTTP content length exceeded ${PAYLOAD_LIMIT} bytes.`),
      detail: `the body is over the ${PAYLOAD_LIMIT} bytes that API Gateway takes`,
    };
  }
  const result = await handler.handle({ ...arrival.head, body }, arrival.time);
  for (const note of result.journal.notes) options.onNote?.(note);
  return {
    response: result.response,
    reason: reasonOf(result, options.reasonFields ?? []),
    detail: causeOf(result, options.causeFields ?? []),
    accessLog: accessLogLine(result, arrival.elapsed()),
  };
}

function refused(status: number, reason: string, message: string, headers: HeaderList = []): Reply {
  return { response: jsonResponse(status, { message }, headers), reason };
}

/** An error that no request should be able to cause. Only the log says what it was. */
function defect(error: unknown): Reply {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    response: jsonResponse(500, { message: 'Internal server error' }),
    reason: 'gateway_error',
    detail,
  };
}
