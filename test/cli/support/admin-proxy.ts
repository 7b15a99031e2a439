import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server between the program and the admin API, on which a test can let things happen in between. */
export interface AdminProxy {
  readonly url: string;
  /** Runs before a call goes on; the call waits for it. */
  before: (method: string, path: string) => Promise<void> | void;
  close(): Promise<void>;
}

/** Starts it in front of an admin API. */
export async function startAdminProxy(admin: string): Promise<AdminProxy> {
  const target = new URL(admin);
  const server = createServer((request, response) => {
    void (async () => {
      const { method = 'GET', url: path = '/', headers } = request;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      await proxy.before(method, path);
      const forwarded = httpRequest(
        {
          hostname: '127.0.0.1',
          port: target.port,
          method,
          path,
          headers: { ...headers, host: target.host },
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      forwarded.on('error', () => response.destroy());
      forwarded.end(Buffer.concat(chunks));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: AdminProxy = {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    before: () => undefined,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
