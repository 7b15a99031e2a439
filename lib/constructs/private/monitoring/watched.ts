import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { TABLE_NAME } from '../../../contract';
import type { CorsAdminApi } from '../../cors-admin-api';
import type { CorsAllowlist } from '../../cors-allowlist';
import type { CorsMonitoringProps } from '../../cors-monitoring-props';
import { seatLogGroups } from '../admin/admin-queries';
import { defined } from '../synth/values';

/** The parts of an app that are watched. */
export interface Watched {
  readonly allowlist: CorsAllowlist;
  readonly evaluator: LambdaFunction;
  /** The stage of the API in front of which the allowlist judges. */
  readonly stage: Stage | undefined;
  readonly adminApi: CorsAdminApi | undefined;
  /** Name of the table; undefined where it is in another account, which has its metrics. */
  readonly tableName: string | undefined;
  /** The log groups in which verdicts are. */
  readonly seatLogGroups: readonly ILogGroup[];
}

/**
 * Finds what is watched.
 *
 * @param props without issues
 */
export function watchedBy(props: CorsMonitoringProps): Watched {
  const { gateway } = props;
  const allowlist = gateway?.allowlist ?? (props.allowlist as CorsAllowlist);
  const { table, middlewareEnvironment } = allowlist;
  return {
    allowlist,
    evaluator: allowlist.evaluator,
    stage: gateway?.api.deploymentStage ?? props.api?.deploymentStage,
    adminApi: gateway?.adminApi ?? props.adminApi,
    seatLogGroups: seatLogGroups({ allowlist, ...defined({ furtherLogGroups: props.furtherLogGroups }) }),
    // Functions know a table of another account by its ARN.
    tableName: middlewareEnvironment[TABLE_NAME] === table.tableName ? table.tableName : undefined,
  };
}

/** The log groups in which changes of the list are written. */
export function adminLogGroups({ adminApi }: Watched): readonly ILogGroup[] {
  return adminApi === undefined
    ? []
    : [adminApi.allowlistFunction.logGroup, adminApi.settingsFunction.logGroup];
}

/** The log groups of functions that neither judge nor change the list. */
export function otherLogGroups({ adminApi, allowlist }: Watched): readonly ILogGroup[] {
  const functions = [adminApi?.queriesFunction, allowlist.changeEventsFunction];
  return functions.flatMap((one) => (one === undefined ? [] : [one.logGroup]));
}
