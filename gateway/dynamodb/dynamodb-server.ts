import { GatewayError } from '../errors';
import { startLoopbackServer } from '../http/loopback-server';
import { openDataFolder, type CloseDataFolder } from './data-folder';
import { callDynamoDb, type DynamoDbEndpoint } from './dynamodb-client';
import { filteredDynamoDb } from './dynamodb-filter';
import { EmbeddedEngine } from './engine';

/** Options of {@link startDynamoDb}. */
export interface DynamoDbOptions {
  /** Region that tables are kept under. */
  readonly region: string;
  /**
   * Folder to keep tables in; only its owner can read the files. A write that was answered is there again after the process
   * was killed.
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
  readonly close: () => Promise<void>;
}

/**
 * Starts the embedded DynamoDB.
 *
 * @throws GatewayError `data_unavailable` when the folder cannot be used, for instance because another process has it
 * @throws PortUnavailableError
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDbServer> {
  const closeFolder = openFolder(options.directory);
  const engine = new EmbeddedEngine(options.directory);
  const server = await startLoopbackServer({
    port: options.port ?? 0,
    onRequest: filteredDynamoDb((request) => engine.call(request)),
  }).catch(async (error: unknown) => {
    await engine.close();
    closeFolder();
    throw error;
  });
  const endpoint = { url: `http://127.0.0.1:${server.port}`, region: options.region };
  const close = async (): Promise<void> => {
    await server.close();
    await engine.close();
    closeFolder();
  };
  // The engine opens its folder in the background; the first call is what tells whether it could.
  const refusal = await refusalOf(endpoint);
  if (refusal !== undefined) {
    await close();
    const place = options.directory ?? 'memory';
    throw unavailable(`the data in ${place} cannot be used (${refusal}); is another process using it?`);
  }
  return { ...endpoint, close };
}

function openFolder(directory: string | undefined): CloseDataFolder {
  if (directory === undefined) return () => undefined;
  try {
    return openDataFolder(directory);
  } catch (error) {
    throw unavailable(`${directory} cannot be used for data: ${(error as Error).message}`);
  }
}

async function refusalOf(endpoint: DynamoDbEndpoint): Promise<string | undefined> {
  try {
    const { body, error } = await callDynamoDb(endpoint, 'ListTables', {});
    return error === undefined ? undefined : String(body['message']);
  } catch (error) {
    return (error as Error).message;
  }
}

function unavailable(message: string): GatewayError {
  return new GatewayError('data_unavailable', message);
}
