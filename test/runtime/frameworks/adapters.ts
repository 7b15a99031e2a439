import type { Express } from 'express';
import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readEventParts } from '../../../lambda/shared/event/event-parts';
import { bodyBytes } from '../../../lambda/shared/event/event-body';

/*
 * The adapters by which frameworks run on Lambda, in the shapes that the published ones have: what they declare, what they
 * return, whether they call back. None of the packages is a dependency of this one.
 */

export type Callback = (error: unknown, result?: unknown) => void;
export type Adapter = (event: unknown, context: unknown, callback: Callback) => unknown;

/** An answer of a framework. */
interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** `@codegenie/serverless-express` and `@vendia/serverless-express`, `resolutionMode: 'PROMISE'`: declares the callback, returns a promise. */
export function serverlessExpress({ app }: { readonly app: Express }): Adapter {
  return declaringThree((event) => throughServer(app, event).then((answer) => written(event, answer)));
}

/** The same with `resolutionMode: 'CALLBACK'`: a promise that never settles, and a callback. */
export function serverlessExpressCallback({ app }: { readonly app: Express }): Adapter {
  return (event, _context, callback) => {
    throughServer(app, event).then(
      (answer) => {
        callback(null, written(event, answer));
      },
      (error: unknown) => {
        callback(error);
      },
    );
    return new Promise(() => undefined);
  };
}

/** `serverless-http`: an async function that takes no callback. */
export function serverlessHttp(app: Express): Adapter {
  return async (event) => written(event, await throughServer(app, event));
}

/** Nest's usual bootstrap: the server is made at the first request, and gets all three. */
export function nest(bootstrap: () => Promise<Adapter>): Adapter {
  let server: Adapter | undefined;
  return async (event, context, callback) => {
    server = server ?? (await bootstrap());
    return server(event, context, callback);
  };
}

/** `@fastify/aws-lambda`: declares the callback, returns the promise, and calls back as well where it was given one. */
export function awsLambdaFastify(app: FastifyInstance): Adapter {
  return function (event, _context, callback?: Callback) {
    const promise = Promise.resolve(app.ready())
      .then(() =>
        throughServer((incoming, response) => {
          app.routing(incoming, response);
        }, event),
      )
      .then((answer) => written(event, answer));
    if (callback === undefined) return promise;
    promise
      .then((result) => {
        callback(null, result);
      })
      .catch(callback);
    return promise;
  };
}

/** The same function, with three parameters declared. */
function declaringThree(adapter: Adapter): Adapter {
  return Object.defineProperty(adapter, 'length', { value: 3 });
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Frameworks of `node:http` are asked through a server of the process. */
async function throughServer(listener: Listener, event: unknown): Promise<Answer> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await asked(server, event);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function asked(server: Server, event: unknown): Promise<Answer> {
  const { method, path, headers, body } = readEventParts(event);
  const { port } = server.address() as AddressInfo;
  const outgoing = request({
    port,
    host: '127.0.0.1',
    method,
    path,
    headers: Object.fromEntries(headers.list),
  });
  outgoing.end(body === undefined ? undefined : bodyBytes(body));
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    statusCode: incoming.statusCode ?? 0,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** In the form of the event: `multiValueHeaders` for REST APIs, `cookies` for HTTP APIs. */
function written(event: unknown, { statusCode, headers, body }: Answer): object {
  const lists = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat()] as const],
  );
  if ((event as { version?: string }).version !== '2.0') {
    return { statusCode, multiValueHeaders: Object.fromEntries(lists), body, isBase64Encoded: false };
  }
  const cookies = lists.flatMap(([name, values]) => (name === 'set-cookie' ? values : []));
  const rest = lists
    .filter(([name]) => name !== 'set-cookie')
    .map(([name, values]) => [name, values.join(', ')]);
  return { statusCode, headers: Object.fromEntries(rest) as object, cookies, body, isBase64Encoded: false };
}
