import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { CorsAdminApi } from './cors-admin-api';
import type { CorsGateway } from './cors-gateway';
import type { CorsMonitoringAlarms } from './cors-monitoring-alarms';
import type { ICorsAllowlist } from './i-cors-allowlist';

/** Properties of the monitoring of an allowlist. Give `gateway` or `allowlist`. */
export interface CorsMonitoringProps {
  /**
   * The gateway to watch: its API, its allowlist and its admin API.
   *
   * @default - `allowlist` is given
   */
  readonly gateway?: CorsGateway;

  /**
   * The allowlist to watch, a `CorsAllowlist`. An imported allowlist has no evaluator, so it cannot be watched.
   *
   * @default - that of the gateway
   */
  readonly allowlist?: ICorsAllowlist;

  /**
   * The API in front of which `allowlist` judges. An error of the evaluator that it cannot count itself, such as a lack of memory, shows
   * only here. The API must have a stage in this app.
   *
   * @default - that of the gateway; with `allowlist`, no API is watched
   */
  readonly api?: IRestApi;

  /**
   * The admin API to watch.
   *
   * @default - that of the gateway; with `allowlist`, none is watched
   */
  readonly adminApi?: CorsAdminApi;

  /**
   * The topic that hears of each alarm that goes off, in the region of this stack. For other actions, and to hear that an alarm is
   * over, use `addAlarmAction` and `addOkAction`.
   *
   * @default - alarms change their state, and tell nobody
   */
  readonly alarmTopic?: ITopic;

  /**
   * Changes of single alarms, by name.
   *
   * @default - each alarm as its description says
   */
  readonly alarms?: CorsMonitoringAlarms;

  /**
   * Log groups of functions that judge by themselves (`withCors`). The dashboard then counts their refusals too.
   *
   * @default - only the log group of the evaluator
   */
  readonly furtherLogGroups?: ILogGroup[];

  /**
   * Whether a dashboard is made. A dashboard costs money from the fourth of an account on.
   *
   * @default true
   */
  readonly dashboard?: boolean;

  /**
   * URL of the page that alarms link to, such as a runbook of your own. The description of an alarm adds `#alarm-` and the name of the
   * alarm in lower case.
   *
   * @default - the runbook of this package
   */
  readonly runbookUrl?: string;
}
