import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

const ATTEMPTS = 20;

/**
 * A port that is free, as is the next one. Another process may take one of them before it is used; then the start fails
 * with the port's number, as for a port that the user named.
 */
export async function freePortPair(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = await listen(0);
    const port = (first?.address() as AddressInfo | null)?.port ?? 0;
    const second = port === 0 ? undefined : await listen(port + 1);
    await Promise.all([first, second].map(close));
    if (second !== undefined) return port;
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
