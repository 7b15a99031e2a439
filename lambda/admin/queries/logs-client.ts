import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogCalls, LogLimits } from './log-calls';

/**
 * Makes a client of CloudWatch Logs. Region, credentials and endpoint come from the environment.
 *
 * Nothing else of the SDK is here, and nothing of ours: this file is a bundle of its own, which is only loaded when somebody asks.
 */
export function createLogCalls(limits: LogLimits): LogCalls {
  const client = new CloudWatchLogsClient({
    maxAttempts: limits.maxAttempts,
    requestHandler: {
      connectionTimeout: limits.connectMillis,
      requestTimeout: limits.attemptMillis,
      // Without it a time-out of the request only writes a warning.
      throwOnRequestTimeout: true,
    },
  });
  client.middlewareStack.remove('loggerMiddleware');
  const limit = (): { abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(limits.callMillis) });
  return {
    start: (input) => client.send(new StartQueryCommand(input), limit()),
    results: (input) => client.send(new GetQueryResultsCommand(input), limit()),
  };
}
