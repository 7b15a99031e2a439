import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { selfSigned } from './certificate';

/** A web server that serves the same pages under whatever https name a browser is told to find it. */
export interface Pages {
  readonly port: number;
  close(): Promise<void>;
}

const OIDC_CLIENT = join(
  dirname(require.resolve('oidc-client-ts/package.json')),
  'dist/browser/oidc-client-ts.min.js',
);

/** `/` and every other path: an empty page with an OpenID Connect client; `/no-referrer` the same with that policy. */
export async function startPages(): Promise<Pages> {
  const client = readFileSync(OIDC_CLIENT);
  const server = createServer(selfSigned(), (request, response) => {
    if (request.url === '/oidc-client.js') {
      response.setHeader('Content-Type', 'text/javascript').end(client);
      return;
    }
    if (request.url === '/no-referrer') response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>page</title><script src="/oidc-client.js"></script>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
