import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

const ATTEMPTS = 20;
/** Below the ports that systems give to outgoing connections, which a busy process takes by the thousand. */
const LOWEST = 20_000;
const PAIRS = 6_000;

/**
 * A port that is free, as is the next one. Another process may take one of them before it is used; then the start fails
 * with the port's number, as for a port that the user named. So a pair is picked by chance, and no two pairs overlap.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6335#section-6
 */
export async function freePortPair(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = LOWEST + 2 * Math.floor(Math.random() * PAIRS);
    const servers = [await listen(port), await listen(port + 1)];
    await Promise.all(servers.map(close));
    if (servers.every((server) => server !== undefined)) return port;
  }
  throw new Error('no two neighbouring ports are free on this machine; give one with --port');
}

async function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  } catch {
    // Taken: another pair is tried.
    return undefined;
  }
}

async function close(server: Server | undefined): Promise<void> {
  if (server === undefined) return;
  server.close();
  await once(server, 'close');
}
