import { CloudWatchQueries } from '../../../../lambda/admin/queries/cloudwatch-queries';
import { createLogCalls } from '../../../../lambda/admin/queries/logs-client';
import type { LogCalls } from '../../../../lambda/admin/queries/log-calls';
import type { LogQueries } from '../../../../lambda/admin/queries/log-queries';
import { startLogs, type LogsServer } from '../../../../gateway';
import { QUERIED_FIELDS } from '../../../../lib/contract';

/** A log group of seats behind an API of CloudWatch Logs, asked by the shipped client. */
export interface TestLog {
  readonly queries: LogQueries;
  readonly calls: LogCalls;
  readonly server: LogsServer;
  readonly notes: readonly string[];
  /** Writes a line now. */
  write(line: object): void;
  stop(): Promise<void>;
}

const GROUP = 'evaluator';
const LIMITS = { maxAttempts: 1, connectMillis: 1000, attemptMillis: 5000, callMillis: 5000 };

export async function startTestLog(
  options: { readonly maxLines?: number; readonly groups?: readonly string[] } = {},
): Promise<TestLog> {
  const { groups = [GROUP], maxLines } = options;
  const notes: string[] = [];
  const server = await startLogs({
    fields: QUERIED_FIELDS,
    logGroups: [GROUP],
    onNote: (note) => notes.push(note),
    ...(maxLines === undefined ? {} : { maxLines }),
  });
  const calls = clientAt(server.url);
  return {
    queries: new CloudWatchQueries(groups, () => Promise.resolve(calls), Date.now),
    calls,
    server,
    notes,
    write: (line) => server.write(GROUP, JSON.stringify(line)),
    stop: () => server.close(),
  };
}

/** The shipped client, which takes all that it needs from the environment. */
function clientAt(url: string): LogCalls {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  return createLogCalls(LIMITS);
}
