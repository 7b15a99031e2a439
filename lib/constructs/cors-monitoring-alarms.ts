import type { CorsAlarmOptions } from './cors-alarm-options';

/**
 * Changes of the alarms of `CorsMonitoring`, by the name of the alarm. The runbook has a section for each: what it means, where to look,
 * how to mend it.
 *
 * @see https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/runbook.md#alarms
 */
export interface CorsMonitoringAlarms {
  /**
   * Look-ups that could not read the table, in a minute.
   *
   * @default - on: from 1, in 2 of 5 minutes
   */
  readonly storeUnavailable?: CorsAlarmOptions;

  /**
   * Calls of the evaluator that ended in an error of its own, in a minute. Refusals are no errors.
   *
   * @default - on: from 1, in 2 of 5 minutes
   */
  readonly evaluatorErrors?: CorsAlarmOptions;

  /**
   * Calls for which Lambda did not start the evaluator, because its concurrency or that of the account is used up, in a minute.
   *
   * @default - on: from 1, in 2 of 3 minutes
   */
  readonly evaluatorThrottles?: CorsAlarmOptions;

  /**
   * Milliseconds that the slowest hundredth of the calls of the evaluator takes. Give a higher threshold where it forwards requests to
   * HTTP upstreams, because it waits for them.
   *
   * @default - on: from 3,000, in 3 of 5 minutes
   */
  readonly evaluatorSlow?: CorsAlarmOptions;

  /**
   * Milliseconds that the slowest hundredth of the look-ups in the table takes.
   *
   * @default - on: from 200, in 3 of 5 minutes
   */
  readonly lookupSlow?: CorsAlarmOptions;

  /**
   * Share of the requests to the API that are answered with a status of 500 or above, in a minute: the threshold is at least 0 and less
   * than 1, as in 0.05 for 5 %. It needs `gateway` or `api`.
   *
   * @default - on: above 0.05, in 3 of 3 minutes
   */
  readonly gatewayFaults?: CorsAlarmOptions;

  /**
   * Reads of the table for verdicts that failed inside DynamoDB, in a minute. It needs a table of the same account.
   *
   * @default - on: from 1, in 2 of 5 minutes
   */
  readonly tableSystemErrors?: CorsAlarmOptions;

  /**
   * Reads of the table that DynamoDB refused because there were too many, in a minute. It needs a table of the same account.
   *
   * @default - on: from 1, in 2 of 5 minutes
   */
  readonly tableThrottles?: CorsAlarmOptions;

  /**
   * Answers of the admin API with a status of 500 or above, in a minute. It needs an admin API.
   *
   * @default - on: from 1, in 1 of 5 minutes
   */
  readonly adminFaults?: CorsAlarmOptions;

  /**
   * Cross-origin calls that carried a client secret, in a minute.
   *
   * @default - on: from 1, in 1 of 1 minute
   */
  readonly clientSecretSeen?: CorsAlarmOptions;

  /**
   * Refused requests, in five minutes. The number follows from your traffic, so name a threshold.
   *
   * @default - off; with a threshold: in 1 of 1 period
   */
  readonly refusedSurge?: CorsAlarmOptions;

  /**
   * Requests that passed because refusals are only reported, in five minutes. Name a threshold.
   *
   * @default - off; with a threshold: in 1 of 1 period
   */
  readonly wouldRefuse?: CorsAlarmOptions;

  /**
   * Requests that were refused because CORS for OAuth endpoints is switched off, in five minutes. Name a threshold, such as 1 where pages
   * use those endpoints.
   *
   * @default - off; with a threshold: in 1 of 1 period
   */
  readonly oauthSwitchedOff?: CorsAlarmOptions;

  /**
   * Backends behind `withCors` that threw or gave no answer, in five minutes. Name a threshold.
   *
   * @default - off; with a threshold: in 1 of 1 period
   */
  readonly backendErrors?: CorsAlarmOptions;

  /**
   * Calls of the admin API that were answered with 429, in five minutes, counted in its access log by a metric filter. It needs an admin
   * API. Name a threshold.
   *
   * @default - off; with a threshold: in 1 of 1 period
   */
  readonly adminThrottled?: CorsAlarmOptions;

  /**
   * Milliseconds for which the oldest change waits to be published. It needs an allowlist with `changeEvents`.
   *
   * @default - on: from 300,000, in 3 of 5 minutes
   */
  readonly changeEventsLate?: CorsAlarmOptions;

  /**
   * Changes that were given up after 22 hours. It needs an allowlist with `changeEvents`, which makes this alarm itself: what is said here
   * changes that alarm, and `enabled: false` takes it away. Where the allowlist is in another stack, this stack gets one of its own too.
   *
   * @default - on: from 1, in 1 of 1 minute
   */
  readonly changeEventsLost?: CorsAlarmOptions;
}
