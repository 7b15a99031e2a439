import { once } from 'node:events';
import type { Server } from 'node:http';
import { promisify } from 'node:util';
import dynalite from 'dynalite';
import { GatewayError } from '../errors';
import { startLoopbackServer } from '../http/loopback-server';
import { callDynamoDb, type DynamoDbEndpoint } from './dynamodb-client';
import { filteredDynamoDb } from './dynamodb-filter';

/** Options of {@link startDynamoDb}. */
export interface DynamoDbOptions {
  /** Region that tables are kept under. */
  readonly region: string;
  /**
   * Folder to keep tables in. A write that was answered is there again after the process was killed.
   *
   * @default - tables live in memory
   */
  readonly directory?: string;
  /**
   * Port to listen on.
   *
   * @default 0 the system chooses one
   */
  readonly port?: number;
}

/** A DynamoDB API on this machine. */
export interface DynamoDbServer extends DynamoDbEndpoint {
  close(): Promise<void>;
}

/**
 * Starts the embedded DynamoDB.
 *
 * @throws GatewayError `data_unavailable` when the folder cannot be used, for instance because another process has it
 * @throws PortUnavailableError
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDbServer> {
  const engine = dynalite({
    createTableMs: 0,
    ...(options.directory === undefined ? {} : { path: options.directory }),
  });
  const server = await startLoopbackServer({
    port: options.port ?? 0,
    onRequest: filteredDynamoDb((message, response) => engine.emit('request', message, response)),
  });
  const endpoint = { url: `http://127.0.0.1:${server.port}`, region: options.region };
  const close = async (): Promise<void> => {
    await server.close();
    await closeEngine(engine);
  };
  const probe = await callDynamoDb(endpoint, 'ListTables', {});
  if (probe.error !== undefined) {
    await close();
    throw new GatewayError(
      'data_unavailable',
      `the data in ${options.directory ?? 'memory'} cannot be used; is another process using it?`,
    );
  }
  return { ...endpoint, close };
}

/**
 * Closes the engine's store, which it only does when its own server closes; that server never listened, because it
 * would be open to every web page. So it listens for this moment, without anything that answers.
 */
async function closeEngine(engine: Server): Promise<void> {
  engine.removeAllListeners('request');
  engine.listen(0, '127.0.0.1');
  await once(engine, 'listening');
  await promisify(engine.close.bind(engine))();
}
