import { ComparisonOperator, Stats, type Alarm, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRIC_BACKEND_ERROR, METRIC_EVALUATOR_ERROR } from '../../../contract';
import type { CorsMonitoringAlarms } from '../../cors-monitoring-alarms';
import { lostChanges, LOST_SENTENCE } from '../events/change-publisher';
import { LONG, LONG_SUM, SHORT, SLOWEST, SUM, tableMetric } from './alarm-metrics';
import { throttledCalls } from './throttled-calls';
import type { Watched } from './watched';

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: FROM, GREATER_THAN_THRESHOLD: ABOVE } = ComparisonOperator;

/** An alarm: when it goes off where nothing else is said, and by which metric. */
export interface AlarmRule {
  /** The first sentence of its description. */
  readonly sentence: string;
  /** Undefined where the number follows from the traffic, so that the user must name it. */
  readonly threshold: number | undefined;
  /** Whether the metric is a share: it goes from 0 to 1. */
  readonly isShare?: boolean;
  readonly comparison: ComparisonOperator;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** Seconds of a period. */
  readonly periodSeconds: number;
  /** The part that must be there, and how to name it. */
  readonly needs?: AlarmNeed;
  readonly metric: (watched: Watched, scope: Construct) => IMetric | undefined;
  /** An alarm that the part itself makes. It follows every change, and is taken where it is in the same stack. */
  readonly own?: (watched: Watched) => Alarm | undefined;
}

/** A part without which an alarm has nothing to watch. */
export interface AlarmNeed {
  readonly isThere: (watched: Watched) => boolean;
  readonly rule: string;
  readonly fix: string;
}

/** The name of an alarm. */
export type AlarmName = keyof CorsMonitoringAlarms;

const API: AlarmNeed = {
  isThere: ({ stage }) => stage !== undefined,
  rule: 'no API is watched',
  fix: 'give gateway, or api beside allowlist',
};
const TABLE: AlarmNeed = {
  isThere: ({ tableName }) => tableName !== undefined,
  rule: 'the table is in another account, which has its metrics',
  fix: 'make CorsMonitoring in the stack that defines the table',
};
const ADMIN_API: AlarmNeed = {
  isThere: ({ adminApi }) => adminApi !== undefined,
  rule: 'no admin API is watched',
  fix: 'give adminApi',
};

const CHANGE_EVENTS: AlarmNeed = {
  isThere: ({ allowlist }) => allowlist.changeEventsFunction !== undefined,
  rule: 'the allowlist publishes no changes',
  fix: 'give the allowlist changeEvents: {}',
};

/** From this value on, in `datapoints` of `periods` minutes. */
function always(threshold: number, datapointsToAlarm: number, evaluationPeriods: number) {
  const periodSeconds = SHORT.toSeconds();
  return { threshold, comparison: FROM, datapointsToAlarm, evaluationPeriods, periodSeconds };
}

/** Off, until a threshold is named. */
const BY_TRAFFIC = {
  threshold: undefined,
  comparison: FROM,
  datapointsToAlarm: 1,
  evaluationPeriods: 1,
  periodSeconds: LONG.toSeconds(),
};

/** Every alarm, in the order in which the dashboard and the runbook show them. */
export const ALARM_RULES: { readonly [Name in AlarmName]-?: AlarmRule } = {
  storeUnavailable: {
    sentence: 'The evaluator cannot read the table: it refuses requests, or judges by what it read before.',
    ...always(1, 2, 5),
    metric: ({ allowlist }) => allowlist.metricStoreUnavailable(SUM),
  },
  evaluatorErrors: {
    sentence: 'Calls of the evaluator end in errors, so requests are answered with 503.',
    ...always(1, 2, 5),
    metric: ({ allowlist }) => allowlist.metric(METRIC_EVALUATOR_ERROR, SUM),
  },
  evaluatorThrottles: {
    sentence: 'Lambda does not start the evaluator for every request, so requests fail.',
    ...always(1, 2, 3),
    metric: ({ evaluator }) => evaluator.metricThrottles(SUM),
  },
  evaluatorSlow: {
    sentence: 'The evaluator is slow, and API Gateway waits for it.',
    ...always(3000, 3, 5),
    metric: ({ evaluator }) => evaluator.metricDuration(SLOWEST),
  },
  lookupSlow: {
    sentence: 'Look-ups in the table are slow, and requests wait for them.',
    ...always(200, 3, 5),
    metric: ({ allowlist }) => allowlist.metricLookupLatency(SLOWEST),
  },
  gatewayFaults: {
    sentence: 'Too many requests to the API are answered with a status of 500 or above.',
    ...always(0.05, 3, 3),
    comparison: ABOVE,
    isShare: true,
    needs: API,
    metric: ({ stage }) => stage?.metricServerError({ statistic: 'Average', period: SHORT }),
  },
  tableSystemErrors: {
    sentence: 'Reads of the table fail inside DynamoDB.',
    ...always(1, 2, 5),
    needs: TABLE,
    metric: ({ tableName }) =>
      tableName === undefined ? undefined : tableMetric(tableName, 'SystemErrors', true),
  },
  tableThrottles: {
    sentence: 'DynamoDB refuses reads of the table, because there are too many.',
    ...always(1, 2, 5),
    needs: TABLE,
    metric: ({ tableName }) =>
      tableName === undefined ? undefined : tableMetric(tableName, 'ReadThrottleEvents'),
  },
  adminFaults: {
    sentence: 'Administrators get answers with a status of 500 or above.',
    ...always(1, 1, 5),
    needs: ADMIN_API,
    metric: ({ adminApi }) => adminApi?.api.deploymentStage.metricServerError(SUM),
  },
  clientSecretSeen: {
    sentence: 'A page sends a client secret, which is public now.',
    ...always(1, 1, 1),
    metric: ({ allowlist }) => allowlist.metricClientSecretSeen(SUM),
  },
  refusedSurge: {
    sentence: 'More requests are refused than usual.',
    ...BY_TRAFFIC,
    metric: ({ allowlist }) => allowlist.metricRefused(LONG_SUM),
  },
  wouldRefuse: {
    sentence: 'Requests pass that would be refused if refusals were enforced.',
    ...BY_TRAFFIC,
    metric: ({ allowlist }) => allowlist.metricWouldRefuse(LONG_SUM),
  },
  oauthSwitchedOff: {
    sentence: 'Requests are refused because CORS for OAuth endpoints is switched off.',
    ...BY_TRAFFIC,
    metric: ({ allowlist }) => allowlist.metricRefused({ reason: 'oauth_cors_disabled', ...LONG_SUM }),
  },
  backendErrors: {
    sentence: 'Backends behind withCors throw, or give no answer.',
    ...BY_TRAFFIC,
    metric: ({ allowlist }) => allowlist.metric(METRIC_BACKEND_ERROR, LONG_SUM),
  },
  adminThrottled: {
    sentence: 'The admin API answers calls with 429, because there are too many.',
    ...BY_TRAFFIC,
    needs: ADMIN_API,
    metric: ({ adminApi }, scope) => adminApi && throttledCalls(scope, adminApi),
  },
  changeEventsLate: {
    sentence: 'Changes of the list wait for minutes to be published.',
    ...always(300_000, 3, 5),
    needs: CHANGE_EVENTS,
    metric: ({ allowlist }) =>
      allowlist.changeEventsFunction?.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: SHORT }),
  },
  changeEventsLost: {
    sentence: LOST_SENTENCE,
    ...always(1, 1, 1),
    needs: CHANGE_EVENTS,
    metric: ({ allowlist: { changeEventsDeadLetterQueue: queue } }) => queue && lostChanges(queue),
    own: ({ allowlist }) => allowlist.changeEventsAlarm,
  },
};

/** The names of `ALARM_RULES`. */
export const ALARM_NAMES = Object.keys(ALARM_RULES) as readonly AlarmName[];
