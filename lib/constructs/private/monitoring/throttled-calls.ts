import { Names } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { METRIC_ADMIN_THROTTLED, METRIC_NAMESPACE } from '../../../contract';
import type { CorsAdminApi } from '../../cors-admin-api';
import { LONG_SUM } from './alarm-metrics';

/**
 * Counts the calls of an admin API that its stage has throttled. API Gateway counts them only together with every other answer of
 * 4xx, so they come from the access log.
 *
 * @returns undefined where the log is not here
 */
export function throttledCalls(scope: Construct, adminApi: CorsAdminApi): Metric | undefined {
  const logGroup = adminApi.node.tryFindChild('AccessLog');
  if (!(logGroup instanceof LogGroup)) return undefined;
  return new MetricFilter(scope, 'AdminThrottledFilter', {
    logGroup,
    // The access log writes every value as a text.
    filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
    metricNamespace: METRIC_NAMESPACE,
    // A filter can set no dimension to a constant, so that the name tells one admin API from another.
    metricName: `${METRIC_ADMIN_THROTTLED}-${Names.uniqueResourceName(adminApi, { maxLength: 128 })}`,
    metricValue: '1',
  }).metric(LONG_SUM);
}
