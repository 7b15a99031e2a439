import { Stack } from 'aws-cdk-lib';
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { alarmDescription } from '../synth/runbook';
import type { PlannedAlarm } from './alarm-plan';
import type { Watched } from './watched';

/** Makes an alarm, or takes the one that is there; undefined where its metric is not there. */
export function makeAlarm(
  scope: Construct,
  { name, rule, isChanged, ...limits }: PlannedAlarm,
  watched: Watched,
  runbookUrl: string | undefined,
): Alarm | undefined {
  const own = isChanged || runbookUrl !== undefined ? undefined : rule.own?.(watched);
  // An action of another stack would make that stack depend on this one.
  if (own !== undefined && Stack.of(own) === Stack.of(scope)) return own;
  const metric = rule.metric(watched, scope);
  if (metric === undefined) return undefined;
  return new Alarm(scope, `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`, {
    ...limits,
    metric,
    comparisonOperator: rule.comparison,
    // Metrics exist only in minutes in which something was counted.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: alarmDescription(rule.sentence, name, runbookUrl),
  });
}
