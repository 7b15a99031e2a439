import { randomUUID } from 'node:crypto';
import { filteredService, serviceError, type ServiceRequest } from '../http/service-filter';
import { startLoopbackServer } from '../http/loopback-server';
import { jsonResponse, type HttpResponse } from '../http/response';
import { isJsonObject, parseJson, type JsonObject } from '../json';
import { KeptLines } from './kept-lines';
import { MalformedQueryError, parseQuery } from './query';
import { runQuery, type QueryResult } from './run-query';

const REQUEST_LIMIT = 1024 * 1024;
const TARGET = 'Logs_20140328.';

/** Lines of one log group that are kept: about 25 MB where each has another origin. */
const DEFAULT_MAX_LINES = 250_000;

/** Answers that can still be read. */
const MAX_ANSWERS = 100;

/** Options of {@link startLogs}. */
export interface LogsOptions {
  /** The fields that are kept of a line. A line without the first of them is not kept. */
  readonly fields: readonly string[];
  /** Log groups that are there before anything is written to them. */
  readonly logGroups?: readonly string[];
  /** @default 250,000 */
  readonly maxLines?: number;
  /**
   * Gets a sentence when an answer lacks lines that were dropped.
   *
   * @default - nobody is told
   */
  readonly onNote?: (note: string) => void;
}

/** An API of CloudWatch Logs on this machine, which answers one kind of query. */
export interface LogsServer {
  readonly url: string;
  /** Takes a line that a function wrote now. */
  readonly write: (logGroup: string, line: string) => void;
  readonly close: () => Promise<void>;
}

/** Starts the API. Its lines are in memory, and gone with the process. */
export async function startLogs(options: LogsOptions): Promise<LogsServer> {
  const logs = new Logs(options);
  const server = await startLoopbackServer({
    port: 0,
    onRequest: filteredService((request) => Promise.resolve(logs.answer(request)), REQUEST_LIMIT),
  });
  return {
    url: `http://127.0.0.1:${String(server.port)}`,
    write: (logGroup, line) => logs.write(logGroup, line),
    close: () => server.close(),
  };
}

/** A request that the service answers with an error. */
class ServiceFault extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

class Logs {
  private readonly groups = new Map<string, KeptLines>();
  private readonly answers = new Map<string, QueryResult>();

  constructor(private readonly options: LogsOptions) {
    for (const name of options.logGroups ?? []) this.group(name);
  }

  write(logGroup: string, line: string): void {
    // Most lines that are none of ours need no parser.
    if (!line.startsWith('{')) return;
    const fields = parseJson(line);
    const [first = ''] = this.options.fields;
    if (isJsonObject(fields) && fields[first] !== undefined) this.group(logGroup).add(fields, Date.now());
  }

  answer({ headers, body }: ServiceRequest): HttpResponse {
    const target = String(headers['x-amz-target'] ?? '');
    const input = parseJson(Buffer.from(body).toString('utf8'));
    try {
      if (!isJsonObject(input))
        throw new ServiceFault('SerializationException', 'the body is no JSON object');
      if (target === `${TARGET}StartQuery`) return jsonResponse(200, { queryId: this.start(input) });
      if (target === `${TARGET}GetQueryResults`) return jsonResponse(200, this.results(input));
      throw new ServiceFault('UnknownOperationException', `the local gateway knows no ${target}`);
    } catch (error) {
      if (error instanceof ServiceFault) return serviceError(400, error.type, error.message);
      if (error instanceof MalformedQueryError) return serviceError(400, error.name, error.message);
      throw error;
    }
  }

  private start(input: JsonObject): string {
    const known = ['logGroupName', 'logGroupNames', 'startTime', 'endTime', 'queryString'];
    const other = Object.keys(input).find((name) => !known.includes(name));
    if (other !== undefined) throw invalid(`the local gateway does not take ${other}`);
    const { startTime, endTime, queryString } = input;
    if (typeof queryString !== 'string') throw invalid('queryString must be a text');
    if (!isSecond(startTime) || !isSecond(endTime) || startTime >= endTime) {
      throw invalid('startTime and endTime must be seconds since 1970, the start first');
    }
    const query = parseQuery(queryString);
    const names = namesIn(input);
    const groups = names.map((name) => this.groups.get(name) ?? noGroup(name));
    // Both ends belong to the span, and a line of the last second too.
    const span = { from: startTime * 1000, to: endTime * 1000 + 999 };
    names.forEach((name, index) => this.tellOfLoss(name, groups[index], span.from));
    const queryId = randomUUID();
    this.answers.set(queryId, runQuery(query, groups, span));
    const [oldest] = this.answers.keys();
    if (this.answers.size > MAX_ANSWERS && oldest !== undefined) this.answers.delete(oldest);
    return queryId;
  }

  private results({ queryId }: JsonObject): JsonObject {
    const answer = typeof queryId === 'string' ? this.answers.get(queryId) : undefined;
    if (answer === undefined) throw new ServiceFault('ResourceNotFoundException', 'there is no such query');
    return {
      status: 'Complete',
      results: answer.rows,
      statistics: { recordsMatched: answer.matched, recordsScanned: answer.scanned, bytesScanned: 0 },
    };
  }

  private tellOfLoss(name: string, lines: KeptLines | undefined, from: number): void {
    const lost = lines?.lostUntil;
    if (lost === undefined || lost < from) return;
    const since = new Date(lost).toISOString();
    this.options.onNote?.(
      `the log group ${name} keeps its newest ${String(this.maxLines)} lines: an answer lacks what was written up to ${since}`,
    );
  }

  private group(name: string): KeptLines {
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const lines = new KeptLines(this.options.fields, this.maxLines);
    this.groups.set(name, lines);
    return lines;
  }

  private get maxLines(): number {
    return this.options.maxLines ?? DEFAULT_MAX_LINES;
  }
}

function namesIn({ logGroupName, logGroupNames }: JsonObject): readonly string[] {
  const names: unknown = logGroupNames ?? (logGroupName === undefined ? [] : [logGroupName]);
  const isList = Array.isArray(names) && names.every((name) => typeof name === 'string');
  if (!isList || names.length === 0 || names.length > 50) throw invalid('name 1 to 50 log groups');
  return names;
}

function isSecond(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function invalid(message: string): ServiceFault {
  return new ServiceFault('InvalidParameterException', message);
}

function noGroup(name: string): never {
  throw new ServiceFault('ResourceNotFoundException', `there is no log group ${name}`);
}
