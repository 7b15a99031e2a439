import {
  AlarmStatusWidget,
  GraphWidget,
  LogQueryWidget,
  Stats,
  TextWidget,
  type ConcreteWidget,
  type IAlarm,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CHANGES_QUERY,
  ERRORS_QUERY,
  METRIC_ADMIN_CHANGE,
  METRIC_ADMIN_ERROR,
  METRIC_BACKEND_ERROR,
  METRIC_EVALUATOR_ERROR,
  refusalsQuery,
} from '../../../contract';
import { REFUSALS } from '../../../core';
import { LONG_SUM, SUM, tableMetric } from './alarm-metrics';
import { adminLogGroups, otherLogGroups, type Watched } from './watched';

/** A dashboard is 24 columns wide. */
const WIDTH = 24;
const HALF = WIDTH / 2;
const HEIGHT = 6;

const WARNING =
  '**Refused origins.** An `Origin` proves nothing about who sent it: anybody can send any origin, as often as they like. ' +
  'Allow an origin because you know whose it is, and never because it is at the top of this list.';

/** The widgets of the dashboard, row by row. */
export function dashboardWidgets(watched: Watched, alarms: readonly IAlarm[]): IWidget[][] {
  const { evaluator, adminApi } = watched;
  const adminLogs = adminLogGroups(watched);
  return [
    ...(alarms.length === 0
      ? []
      : [[new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WIDTH })]]),
    [verdicts(watched), refusals(watched)],
    [lookups(watched), functionCalls(watched)],
    row(apiAnswers(watched), tableReads(watched)),
    [new TextWidget({ markdown: WARNING, width: WIDTH, height: 2 })],
    [table('Top refused origins', refusalsQuery(), watched.seatLogGroups)],
    ...(adminApi === undefined
      ? []
      : [row(changes(watched), table('Changes of the list', CHANGES_QUERY, adminLogs, HALF))]),
    [table('Errors', ERRORS_QUERY, [evaluator.logGroup, ...adminLogs, ...otherLogGroups(watched)])],
  ].filter((widgets) => widgets.length > 0) as IWidget[][];
}

function verdicts({ allowlist }: Watched): ConcreteWidget {
  return graph('Verdicts', [
    allowlist.metricAllowed({ label: 'allowed' }),
    allowlist.metricRefused({ label: 'refused' }),
    allowlist.metricWouldRefuse({ label: 'would be refused' }),
  ]);
}

function refusals({ allowlist }: Watched): ConcreteWidget {
  return graph(
    'Refused, by reason',
    REFUSALS.map((reason) => allowlist.metricRefused({ reason, label: reason })),
  );
}

function lookups({ allowlist }: Watched): ConcreteWidget {
  const latency = (percentile: number): IMetric =>
    allowlist.metricLookupLatency({ statistic: Stats.percentile(percentile), label: `p${percentile}, ms` });
  return graph(
    'Look-ups',
    [latency(50), latency(99)],
    [allowlist.metricStoreUnavailable({ label: 'table not read' })],
  );
}

function functionCalls({ allowlist, evaluator }: Watched): ConcreteWidget {
  return graph(
    'Evaluator',
    [
      evaluator.metricInvocations({ label: 'calls' }),
      evaluator.metric('ConcurrentExecutions', { statistic: Stats.MAXIMUM, label: 'at once' }),
    ],
    [
      allowlist.metric(METRIC_EVALUATOR_ERROR, { label: 'errors' }),
      evaluator.metricThrottles({ label: 'throttled' }),
      allowlist.metric(METRIC_BACKEND_ERROR, { label: 'backend errors' }),
    ],
  );
}

function apiAnswers({ stage }: Watched): ConcreteWidget | undefined {
  if (stage === undefined) return undefined;
  return graph(
    'API',
    [
      stage.metricCount({ label: 'requests' }),
      stage.metricClientError({ label: '4xx, refusals among them' }),
      stage.metricServerError({ label: '5xx' }),
    ],
    [stage.metricLatency({ statistic: Stats.percentile(99), label: 'p99, ms' })],
  );
}

function tableReads({ tableName }: Watched): ConcreteWidget | undefined {
  if (tableName === undefined) return undefined;
  return graph(
    'Table',
    [tableMetric(tableName, 'ConsumedReadCapacityUnits').with({ ...LONG_SUM, label: 'read units' })],
    [
      tableMetric(tableName, 'ReadThrottleEvents').with({ label: 'throttled' }),
      tableMetric(tableName, 'SystemErrors', true).with({ label: 'errors of DynamoDB' }),
    ],
  );
}

function changes({ allowlist, adminApi }: Watched): ConcreteWidget {
  const answers = adminApi?.api.deploymentStage.metricServerError({ ...SUM, label: '5xx' });
  return graph(
    'Administration',
    [allowlist.metric(METRIC_ADMIN_CHANGE, { label: 'changes' })],
    [allowlist.metric(METRIC_ADMIN_ERROR, { label: 'errors' }), ...(answers === undefined ? [] : [answers])],
  );
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): ConcreteWidget {
  return new GraphWidget({ title, left, right, width: HALF, height: HEIGHT });
}

function table(
  title: string,
  queryString: string,
  logGroups: readonly ILogGroup[],
  width = WIDTH,
): ConcreteWidget {
  const logGroupNames = logGroups.map(({ logGroupName }) => logGroupName);
  return new LogQueryWidget({ title, queryString, logGroupNames, width, height: HEIGHT });
}

function row(...widgets: readonly (ConcreteWidget | undefined)[]): ConcreteWidget[] {
  return widgets.filter((widget) => widget !== undefined);
}
