import type { IResource } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';

/** Options of a metric that is counted in total and by reason. */
export interface CorsReasonMetricOptions extends MetricOptions {
  /**
   * Reason code to count, such as `origin_not_allowlisted`. Only codes of refusals are counted; another one is an error at synth.
   *
   * @see https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/reasons.md#verdicts
   *
   * @default - all reasons together
   */
  readonly reason?: string;
}

/** An allowlist: its table, its readers and its metrics. */
export interface ICorsAllowlist extends IResource {
  /** The table that holds the entries and the settings. */
  readonly table: ITableV2;

  /** The log group in which the evaluator writes its verdicts; undefined for an imported allowlist that does not name it. */
  readonly evaluatorLogGroup?: ILogGroup;

  /**
   * Environment variables by which a function can judge by itself, as `withCors` does. `grantMiddleware` sets them. Use them
   * directly for functions that are defined elsewhere.
   */
  readonly middlewareEnvironment: { [name: string]: string };

  /**
   * Lets a principal look up entries and settings (`dynamodb:BatchGetItem` on the table). Another account is a principal too,
   * `new AccountPrincipal(account)`: the policy of the table, and that of its customer managed key, let it in.
   */
  grantRead(grantee: IGrantable): Grant;

  /**
   * Lets a function use `withCors`: gives it the right to look up entries, and the environment that `withCors` reads.
   *
   * @param handler the function whose code calls `withCors`; it must be defined in this app
   */
  grantMiddleware(handler: LambdaFunction): Grant;

  /**
   * A metric of this allowlist.
   *
   * @default - the sum over 5 minutes
   */
  metric(metricName: string, options?: MetricOptions): Metric;

  /**
   * Allowed cross-origin requests, preflights among them.
   *
   * @default - the sum over 5 minutes
   */
  metricAllowed(options?: MetricOptions): Metric;

  /**
   * Refused requests, in total or by reason.
   *
   * @default - the sum over 5 minutes
   */
  metricRefused(options?: CorsReasonMetricOptions): Metric;

  /**
   * Requests that passed because refusals are only reported, in total or by reason.
   *
   * @default - the sum over 5 minutes
   */
  metricWouldRefuse(options?: CorsReasonMetricOptions): Metric;

  /**
   * Look-ups that could not read the table, also those that an older answer served.
   *
   * @default - the sum over 5 minutes
   */
  metricStoreUnavailable(options?: MetricOptions): Metric;

  /**
   * Cross-origin calls that carried a client secret.
   *
   * @default - the sum over 5 minutes
   */
  metricClientSecretSeen(options?: MetricOptions): Metric;

  /**
   * Calls of protected endpoints whose caller was not let in, for all reasons together.
   *
   * @default - the sum over 5 minutes
   */
  metricTokenRefused(options?: MetricOptions): Metric;

  /**
   * Requests that got no verdict, or no answer of the evaluator's own, because the table could not be read and nothing was known,
   * or something broke. Use it for alarms: Lambda's own `Errors` does not count requests that are answered with a problem.
   *
   * @default - the sum over 5 minutes
   */
  metricEvaluatorError(options?: MetricOptions): Metric;

  /**
   * Milliseconds that a look-up in the table took.
   *
   * @default - the 95th percentile over 5 minutes
   */
  metricLookupLatency(options?: MetricOptions): Metric;
}
