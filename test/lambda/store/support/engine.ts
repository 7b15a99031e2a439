import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';

/** A DynamoDB API for a suite. */
export interface Engine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The engine that `STORE_ENGINE_URL` names (see `scripts/dynamodb-local.ts`), else an embedded one in memory. */
export async function startEngine(): Promise<Engine> {
  const running = process.env['STORE_ENGINE_URL'];
  if (running !== undefined) return { endpoint: running, stop: () => Promise.resolve() };
  const server = dynalite({ createTableMs: 0 });
  // A connection that the engine closes in the moment in which a client uses it again would be a failure of the table.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
