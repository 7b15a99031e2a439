import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

/** The shortest period of a metric that costs nothing more. */
export const SHORT = Duration.minutes(1);
/** The period of alarms that depend on traffic. */
export const LONG = Duration.minutes(5);

/** Sum in a minute. */
export const SUM = { statistic: Stats.SUM, period: SHORT };
/** Sum in five minutes. */
export const LONG_SUM = { statistic: Stats.SUM, period: LONG };
/** The slowest hundredth in a minute. */
export const SLOWEST = { statistic: Stats.percentile(99), period: SHORT };

/** The operation by which verdicts read the table. */
const READ = 'BatchGetItem';

/**
 * A metric of a table. The methods of the CDK add the operations up by metric math, which costs as much as all of them and is not
 * available everywhere.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function tableMetric(TableName: string, metricName: string, byOperation = false): Metric {
  return new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap: { TableName, ...(byOperation ? { Operation: READ } : {}) },
    ...SUM,
  });
}
