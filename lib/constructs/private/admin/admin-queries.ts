import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { ADMIN_BASE_PATH, ADMIN_OPERATIONS, LOG_GROUPS, VERDICT_LOG } from '../../../contract';
import type { CorsAdminApiProps } from '../../cors-admin-api-props';
import { VerdictLog } from '../../verdict-log';
import { throttleApart } from '../api/method-throttle';
import { acknowledge } from '../synth/acknowledge';
import { apart, distanceOf, environmentOf } from '../synth/environment';
import { listOfInstances } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';
import type { IConstruct } from 'constructs';

/** Each question to the log costs money, and an account runs 30 of them at once. A person asks now and then. */
const THROTTLE = { rate: 1, burst: 5 };

/** A query of CloudWatch Logs names 50 log groups; one is the evaluator's. */
const MAX_FURTHER_LOG_GROUPS = 49;

/** The type of the prop with the log groups of further seats. */
export const LOG_GROUP_LIST = listOfInstances(
  'log groups',
  'logGroupName',
  'give LogGroups, or LogGroup.fromLogGroupName()',
);

/** The log groups in which verdicts are: of the evaluator, where it is known, and those of functions that use `withCors`. */
export function seatLogGroups({
  allowlist,
  furtherLogGroups = [],
}: Pick<CorsAdminApiProps, 'allowlist' | 'furtherLogGroups'>): readonly ILogGroup[] {
  const { evaluatorLogGroup } = allowlist;
  return [...(evaluatorLogGroup === undefined ? [] : [evaluatorLogGroup]), ...furtherLogGroups];
}

/** Whether the seats of an allowlist write no verdicts. Functions that use `withCors` can be told otherwise. */
export function logsNoVerdicts({ middlewareEnvironment }: CorsAdminApiProps['allowlist']): boolean {
  return middlewareEnvironment[VERDICT_LOG] === VerdictLog.NONE;
}

/** The log groups that can answer a question: without the evaluator's, where no verdicts are in it. */
export function askedLogGroups(props: CorsAdminApiProps): readonly ILogGroup[] {
  return logsNoVerdicts(props.allowlist) ? (props.furtherLogGroups ?? []) : seatLogGroups(props);
}

/** The environment of the function that asks the log. */
export function logGroupEnvironment(
  logGroups: readonly ILogGroup[],
  { middlewareEnvironment }: CorsAdminApiProps['allowlist'],
): Record<string, string> {
  const verdictLog = middlewareEnvironment[VERDICT_LOG];
  return {
    ...(logGroups.length === 0
      ? {}
      : { [LOG_GROUPS]: logGroups.map(({ logGroupName }) => logGroupName).join(',') }),
    ...(verdictLog === undefined ? {} : { [VERDICT_LOG]: verdictLog }),
  };
}

/** Lets a function ask these log groups, and read the answers. */
export function grantQuestions(handler: LambdaFunction, logGroups: readonly ILogGroup[]): void {
  if (logGroups.length === 0) return;
  handler.addToRolePolicy(
    new PolicyStatement({
      actions: ['logs:StartQuery'],
      resources: logGroups.map(({ logGroupArn }) => logGroupArn),
    }),
  );
  handler.addToRolePolicy(new PolicyStatement({ actions: ['logs:GetQueryResults'], resources: ['*'] }));
  acknowledge(handler, {
    'AwsSolutions-IAM5[Resource::*]':
      'CloudWatch Logs knows no resource for the results of a query; the function reads only those of ids that it signed.',
  });
}

/** Limits the routes that put a question to the log. */
export function throttleQuestions(api: RestApi): void {
  const { askRefusals, askUsage } = ADMIN_OPERATIONS;
  const methods = [askRefusals, askUsage].map(({ method, path }) => ({
    method,
    path: ADMIN_BASE_PATH + path,
  }));
  throttleApart(api, methods, THROTTLE);
}

/** Log groups that a function here cannot ask. */
export function logGroupIssues(
  scope: IConstruct,
  logGroups: readonly ILogGroup[] = [],
): readonly SynthIssue[] {
  const here = environmentOf(scope);
  const prop = 'furtherLogGroups';
  if (logGroups.length > MAX_FURTHER_LOG_GROUPS) {
    const rule = `must be at most ${MAX_FURTHER_LOG_GROUPS} log groups, because a question reaches 50`;
    const fix = 'let several functions write to one log group';
    return [{ prop, value: logGroups.length, rule, fix }];
  }
  return logGroups.flatMap((logGroup, index) => {
    const distance = distanceOf(logGroup.env, here);
    if (distance !== 'region' && distance !== 'account') return [];
    const rule = `${apart(distance, 'the log group', logGroup.env, 'the admin API', here)}: a question reaches only log groups beside it`;
    const fix = 'leave it out, and ask that log group where it is';
    return [{ prop: `${prop}[${index}]`, value: logGroup.node.path, rule, fix }];
  });
}
