import type {
  GetQueryResultsCommandInput,
  GetQueryResultsCommandOutput,
  StartQueryCommandInput,
  StartQueryCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';

/** The two calls of CloudWatch Logs that the function may make. One that fails rejects with the SDK's error. */
export interface LogCalls {
  start(input: StartQueryCommandInput): Promise<StartQueryCommandOutput>;
  results(input: GetQueryResultsCommandInput): Promise<GetQueryResultsCommandOutput>;
}

/** How patient the client is. */
export interface LogLimits {
  /** Attempts of one call, the first among them. */
  readonly maxAttempts: number;
  readonly connectMillis: number;
  /** Milliseconds until an attempt's answer begins. */
  readonly attemptMillis: number;
  /** Milliseconds for a call in all. */
  readonly callMillis: number;
}
