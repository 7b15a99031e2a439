import { startDynamoDb, type DynamoDbEndpoint } from '../../gateway';
import type { ServerOptions } from './server-options';

/** The servers and files that have to be closed, the last first. */
export class Closers {
  private readonly closers: (() => Promise<void> | void)[] = [];

  add(closer: () => Promise<void> | void): void {
    this.closers.push(closer);
  }

  async close(): Promise<void> {
    for (const closer of this.closers.splice(0).reverse()) await closer();
  }
}

/** The DynamoDB API of the options: one that runs already, or the embedded one. */
export async function openDynamoDb(
  options: Pick<ServerOptions, 'data' | 'dynamodb'>,
  region: string,
  closers: Closers,
): Promise<DynamoDbEndpoint> {
  if (options.dynamodb !== undefined) return { url: options.dynamodb.replace(/\/$/, ''), region };
  const server = await startDynamoDb({
    region,
    ...(options.data === undefined ? {} : { directory: options.data }),
  });
  closers.add(() => server.close());
  return server;
}
