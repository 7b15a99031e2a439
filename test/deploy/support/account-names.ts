import { once } from 'node:events';
import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from '../../browser/support/certificate';
import { reachable } from './deployed-target';

/** The https names of stages and sign-in pages, as a browser asks for them. */
export interface AccountNames {
  /** Rules of the browser's host resolver. */
  readonly rules: readonly string[];
  close(): Promise<void>;
}

/** In an account the names are there. */
const AS_THEY_ARE: AccountNames = { rules: [], close: () => Promise.resolve() };

/** Leads the names to the emulator, which speaks http and knows stages by names of its own. */
export async function startAccountNames(emulator: string | undefined): Promise<AccountNames> {
  if (emulator === undefined) return AS_THEY_ARE;
  const { hostname, host, port } = new URL(emulator);
  const forward = (request: IncomingMessage, response: ServerResponse): void => {
    const asked = request.headers.host ?? '';
    // The pages of all user pools are at the emulator's own name.
    const name = asked.endsWith('.amazoncognito.com') ? host : new URL(reachable(`https://${asked}`)).host;
    const { method, url: path, headers } = request;
    const inner = send({ hostname, port, method, path, headers: { ...headers, host: name } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    inner.on('error', () => response.destroy());
    request.pipe(inner);
  };
  const server = createServer(selfSigned(), forward);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    rules: ['*.amazonaws.com', '*.amazoncognito.com'].map((names) => `MAP ${names}:443 ${here}`),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
