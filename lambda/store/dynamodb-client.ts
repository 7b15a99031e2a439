import {
  BatchGetItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { ClientLimits, DynamoCalls } from './dynamo-calls';

/**
 * Makes a client of the DynamoDB API. Region, credentials and endpoint come from the environment, as in every Lambda
 * function, unless `config` names them.
 *
 * Nothing else of the SDK is here, and nothing of ours: this file is a bundle of its own, which is only loaded when a
 * look-up happens.
 */
export function createDynamoCalls(limits: ClientLimits, config: DynamoDBClientConfig = {}): DynamoCalls {
  const client = new DynamoDBClient({
    maxAttempts: limits.maxAttempts,
    requestHandler: {
      connectionTimeout: limits.connectMillis,
      requestTimeout: limits.attemptMillis,
      // Without it a time-out of the request only writes a warning.
      throwOnRequestTimeout: true,
    },
    ...config,
  });
  // It walks through every input and output before it hands them to a logger, and this client has no logger.
  client.middlewareStack.remove('loggerMiddleware');
  // The handler's time-outs end when an answer begins, so the whole call needs a limit of its own.
  const limit = (): { abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(limits.callMillis) });
  return {
    batchGet: (input, signal) => client.send(new BatchGetItemCommand(input), { abortSignal: signal }),
    get: (input) => client.send(new GetItemCommand(input), limit()),
    put: (input) => client.send(new PutItemCommand(input), limit()),
    query: (input) => client.send(new QueryCommand(input), limit()),
  };
}
