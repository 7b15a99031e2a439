import {
  EDGE_CALLS,
  LAMBDA_CALLS,
  LAMBDA_GB_SECOND,
  LOGS_GB,
  READ_UNITS,
  TRACES,
  WAF_ACL,
  WAF_REQUESTS,
  WAF_RULE,
} from './prices';

/** The bytes and keys of one request, as measured. */
export interface Sizes {
  /** Bytes of our lines. */
  readonly lines: number;
  /** Bytes of the lines that Lambda itself writes for each call. */
  readonly lambdaLines: number;
  /** Keys that are read from the table. */
  readonly keys: number;
  /** Memory of the evaluator in GB. */
  readonly memory: number;
  /** Milliseconds that are billed for a call. */
  readonly billed: number;
}

/** Dollars for a million requests, by what they are for. */
export interface Costs {
  readonly calls: number;
  readonly table: number;
  readonly logs: number;
  readonly total: number;
}

export function millionCosts({ lines, lambdaLines, keys, memory, billed }: Sizes): Costs {
  const calls = LAMBDA_CALLS + billed * 1_000 * memory * LAMBDA_GB_SECOND;
  // A consistent read of up to 4 kB; the keys of a batch count each by itself.
  const table = keys * READ_UNITS;
  // A million requests of a byte each are a thousandth of a GB.
  const logs = (lines + lambdaLines) * 0.001 * LOGS_GB;
  return { calls, table, logs, total: calls + table + logs };
}

/** A month of 30 days. */
export const MONTH_SECONDS = 30 * 24 * 60 * 60;

/** The share of requests that the default sampling rule of X-Ray records, beyond the first one of each second. */
const SAMPLED = 0.05;

/** Traces of a month of requests at an even rate, by the default sampling rule. */
export function tracesOf(requests: number): number {
  const first = Math.min(requests, MONTH_SECONDS);
  return Math.round(first + SAMPLED * (requests - first));
}

/** Dollars for traces, none of them free. */
export function tracesCost(traces: number): number {
  return (traces / 1_000_000) * TRACES;
}

/** Dollars of a month for other ways to check an origin. */
export const OTHERS = {
  waf: (millions: number): number => WAF_ACL + WAF_RULE + millions * WAF_REQUESTS,
  edge: (millions: number): number => millions * EDGE_CALLS,
};

export function dollars(value: number): string {
  return value === 0 ? '0' : value < 0.995 ? `$${value.toFixed(3)}` : `$${value.toFixed(2)}`;
}
