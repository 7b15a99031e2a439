import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import { failureName } from '../../store/failure';
import { AdminProblem } from '../problem/admin-problem';
import type { LogCalls } from './log-calls';
import type { LogAnswer, LogQueries, LogQuestion, LogRow, StartedQuery } from './log-queries';

type Status = LogAnswer['status'];

/** The states of a query that are not an end. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
const UNDER_WAY = ['Scheduled', 'Running', 'Unknown'];

/** Errors with which CloudWatch Logs asks for less. */
const LIMITS = ['LimitExceededException', 'ThrottlingException'];

/** The log groups of the seats in CloudWatch Logs. */
export class CloudWatchQueries implements LogQueries {
  /**
   * @param logGroups their names, at least one
   * @param clock milliseconds since 1970
   */
  constructor(
    private readonly logGroups: readonly string[],
    private readonly loadCalls: () => Promise<LogCalls>,
    private readonly clock: () => number,
  ) {}

  async start({ text, minutes }: LogQuestion): Promise<StartedQuery> {
    const now = this.clock();
    const input = {
      logGroupNames: [...this.logGroups],
      queryString: text,
      startTime: Math.floor((now - minutes * 60_000) / 1000),
      endTime: Math.ceil(now / 1000),
    };
    const { queryId } = await asked(
      async () => (await this.loadCalls()).start(input),
      'refusals_unavailable',
    );
    if (queryId === undefined) throw new AdminProblem('log_unavailable');
    return { queryId, at: now };
  }

  async read(queryId: string): Promise<LogAnswer> {
    const output = await asked(async () => (await this.loadCalls()).results({ queryId }), 'query_not_found');
    const status = statusOf(output.status);
    if (status !== 'complete') return { status, rows: [] };
    return { status, rows: (output.results ?? []).map(rowOf) };
  }
}

/** @param missing the problem where what is asked for does not exist */
async function asked<T>(
  call: () => Promise<T>,
  missing: 'refusals_unavailable' | 'query_not_found',
): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const name = failureName(cause);
    if (name === 'ResourceNotFoundException') throw new AdminProblem(missing, {}, { cause });
    if (LIMITS.includes(name)) {
      throw new AdminProblem('query_limit', { headers: { 'Retry-After': '5' } }, { cause });
    }
    throw new AdminProblem('log_unavailable', { headers: { 'Retry-After': '1' } }, { cause });
  }
}

function statusOf(status: string | undefined): Status {
  if (status === 'Complete') return 'complete';
  return status === undefined || UNDER_WAY.includes(status) ? 'running' : 'failed';
}

function rowOf(fields: readonly ResultField[]): LogRow {
  const pairs = fields.flatMap(({ field, value }) =>
    field === undefined || value === undefined ? [] : [[field, value] as const],
  );
  return Object.fromEntries(pairs);
}
