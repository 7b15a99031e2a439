import { Stack } from 'aws-cdk-lib';
import { Alarm, CfnAlarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { alarmDescription as describedAlarm } from '../synth/runbook';
import type { PlannedAlarm } from './alarm-plan';
import type { Watched } from './watched';

/** Makes an alarm, or takes the one that is there; undefined where its metric is not there. */
export function makeAlarm(
  scope: Construct,
  { name, rule, ...limits }: PlannedAlarm,
  watched: Watched,
  runbookUrl: string | undefined,
): Alarm | undefined {
  const alarmDescription = describedAlarm(rule.sentence, name, runbookUrl);
  const own = rule.own?.(watched);
  if (own !== undefined) changeAlarm(own, limits);
  // An action, or a link, of another stack would make that stack depend on this one.
  if (own !== undefined && Stack.of(own) === Stack.of(scope)) {
    changeAlarm(own, { alarmDescription });
    return own;
  }
  const metric = rule.metric(watched, scope);
  if (metric === undefined) return undefined;
  return new Alarm(scope, `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`, {
    ...limits,
    metric,
    comparisonOperator: rule.comparison,
    // Metrics exist only in minutes in which something was counted.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription,
  });
}

/** Takes away an alarm that a part made by itself. */
export function removeAlarm({ node }: Alarm): void {
  node.scope?.node.tryRemoveChild(node.id);
}

function changeAlarm(
  alarm: Alarm,
  changes: Partial<
    Pick<CfnAlarm, 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm' | 'alarmDescription'>
  >,
): void {
  const resource = alarm.node.defaultChild;
  if (resource instanceof CfnAlarm) Object.assign(resource, changes);
}
