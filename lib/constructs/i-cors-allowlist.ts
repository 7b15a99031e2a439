import type { IResource } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/** Options of a metric that is counted in all and by reason. */
export interface CorsReasonMetricOptions extends MetricOptions {
  /**
   * Reason code to count, such as `origin_not_allowlisted`.
   *
   * @default - all reasons together
   */
  readonly reason?: string;
}

/** An allowlist: its table, what reads it, and what is counted. */
export interface ICorsAllowlist extends IResource {
  /** The table that holds the entries and the settings. */
  readonly table: ITableV2;

  /**
   * Environment variables with which a function can judge by itself, as `withCors` does. `grantMiddleware` sets them;
   * this is for functions that are defined elsewhere.
   */
  readonly middlewareEnvironment: { [name: string]: string };

  /**
   * Lets a principal look entries and settings up (`dynamodb:BatchGetItem` on the table). Another account is a principal
   * too, `new AccountPrincipal(account)`: the policy of the table, and that of its customer key, let it in.
   */
  grantRead(grantee: IGrantable): Grant;

  /**
   * Lets a function use `withCors`: the right to look entries up, and the environment that it reads.
   *
   * @param handler the function whose code calls `withCors`
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
   * Refused requests, in all or by reason.
   *
   * @default - the sum over 5 minutes
   */
  metricRefused(options?: CorsReasonMetricOptions): Metric;

  /**
   * Requests that passed because refusals are only reported, in all or by reason.
   *
   * @default - the sum over 5 minutes
   */
  metricWouldRefuse(options?: CorsReasonMetricOptions): Metric;

  /**
   * Look-ups that found the table unreadable, those answered from what was found before among them.
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
   * Milliseconds that a look-up in the table took.
   *
   * @default - the 95th percentile over 5 minutes
   */
  metricLookupLatency(options?: MetricOptions): Metric;
}
