/** Changes of one alarm of `CorsMonitoring`. What is left out keeps its default. */
export interface CorsAlarmOptions {
  /**
   * Whether the alarm is made.
   *
   * @default - true for an alarm that has a default threshold; for the others, true where `threshold` is given
   */
  readonly enabled?: boolean;

  /**
   * The value from which on the alarm counts a period, in the unit of its metric. A number from 0.
   *
   * @default - the one that the alarm's own description names; an alarm without one must be given it
   */
  readonly threshold?: number;

  /**
   * Number of the most recent periods that are looked at. A whole number from 1; all periods together are at most one day.
   *
   * @default - the one that the alarm's own description names
   */
  readonly evaluationPeriods?: number;

  /**
   * Number of periods, of those that are looked at, that must reach the threshold. A whole number from 1, at most
   * `evaluationPeriods`.
   *
   * @default - the one that the alarm's own description names, at most `evaluationPeriods`
   */
  readonly datapointsToAlarm?: number;
}
