import { DIMENSION_SERVICE, LOG_MESSAGE } from '../../../lib/contract';
import { writtenFrom, type IsWritten, type Level } from './log-level';
import { metricMembers, type Counts } from './metric-members';
import { printableJson } from './printable-json';
import { writeLine } from './write-line';

/** Fields of a line; those that are undefined are left out. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Writes lines of JSON: the fields that Powertools for AWS Lambda writes too, then those of the line. The trace of X-Ray is
 * in errors alone, to keep the other lines short.
 *
 * A line can count. Its metrics are then part of it, so that a request costs one line. They are written whatever the level: a
 * line that is below it leaves its metrics alone.
 */
export class Logger {
  private readonly isWritten: IsWritten;
  /** The beginning of a line of metrics. Most requests write no more than such a line, so it is not written out each time. */
  private readonly serviceAlone: string;

  /**
   * @param service the value of the field, and of the dimension, `service`
   * @param environment the variables that name the level
   */
  constructor(
    private readonly service: string,
    environment: Readonly<Record<string, string | undefined>> = process.env,
  ) {
    this.isWritten = writtenFrom(environment);
    this.serviceAlone = printableJson(`{"${DIMENSION_SERVICE}":${JSON.stringify(service)}`);
  }

  info(message: string, fields: Fields, counts?: Counts): void {
    this.write('INFO', message, fields, counts);
  }

  warn(message: string, fields: Fields, counts?: Counts): void {
    this.write('WARN', message, fields, counts);
  }

  error(message: string, fields: Fields, counts?: Counts): void {
    this.write('ERROR', message, fields, counts);
  }

  write(level: Level, message: string, fields: Fields, counts?: Counts): void {
    if (!this.isWritten(level)) {
      if (counts !== undefined) this.count(counts);
      return;
    }
    // Strangers choose how many lines there are of verdicts. Metrics have a time of their own.
    const isShort = counts !== undefined && level !== 'ERROR';
    const line = JSON.stringify({
      level,
      [LOG_MESSAGE]: message,
      timestamp: isShort ? undefined : new Date().toISOString(),
      [DIMENSION_SERVICE]: this.service,
      xray_trace_id: level === 'ERROR' ? traceId() : undefined,
      ...fields,
    });
    writeLine(counts === undefined ? line : `${line.slice(0, -1)},${metricMembers(counts)}}`);
  }

  /** Writes a line of metrics alone, and why there is something wrong to count. */
  count(counts: Counts, failure?: string): void {
    let line = this.serviceAlone;
    const { byOne } = counts;
    if (byOne !== undefined) line += `,"${byOne.dimension}":"${byOne.value}"`;
    if (failure !== undefined) line += `,"failure":${printableJson(JSON.stringify(failure))}`;
    // The rest are names of our own, so nothing in it needs an escape.
    writeLine(`${line},${metricMembers(counts)}}`, true);
  }
}

const TRACE_ID = /^Root=([0-9a-f-]{1,40})/;

/** The trace of X-Ray that the invocation is part of. */
function traceId(): string | undefined {
  return TRACE_ID.exec(process.env['_X_AMZN_TRACE_ID'] ?? '')?.[1];
}
