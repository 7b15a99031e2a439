import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer of a stub. */
export interface StubAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A server in the place of the admin API. */
export interface StubApi {
  readonly url: string;
  /** The requests so far, without their bodies. */
  readonly asked: readonly {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
  }[];
  close(): Promise<void>;
}

/** The body of a problem with this code. */
export function problem(status: number, code: string): StubAnswer {
  return { status, body: { type: 'about:blank', title: `Problem ${code}.`, status, code } };
}

/** Starts a server that answers as the function says. */
export async function startStubApi(
  answer: (method: string, path: string, count: number, body: string) => StubAnswer,
): Promise<StubApi> {
  const asked: { method: string; path: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    asked.push({ method, path: url, headers });
    const count = asked.length;
    let sent = '';
    request.on('data', (chunk: Buffer) => (sent += chunk.toString()));
    request.on('end', () => {
      const { status, body, headers: further = {} } = answer(method, url, count, sent);
      response.writeHead(status, { 'Content-Type': 'application/json', ...further });
      response.end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
