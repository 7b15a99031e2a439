/**
 * Which verdicts have a line in the log of the function that judges. Metrics are the same in each, and so are lines of errors.
 */
export enum VerdictLog {
  /**
   * Refusals, what would be refused, requests that found the table unreadable, client secrets, and once an hour each entry that
   * let an origin in. A request that passes writes nothing, an allowed one a line of metrics.
   */
  REFUSALS = 'refusals',

  /** Each verdict. Use it while you look for something: every request then costs a line. */
  ALL = 'all',

  /**
   * Metrics and errors alone. Nobody can then find out from the log which origins were refused, and which entries nobody uses.
   */
  NONE = 'none',
}
