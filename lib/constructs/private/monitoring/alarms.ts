import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { PlannedAlarm } from './alarm-plan';
import type { Watched } from './watched';

/** The runbook of this package. */
export const RUNBOOK_URL =
  'https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/runbook.md';

/** The anchor of the section of an alarm, as GitHub makes it from the heading. */
export function runbookAnchor(name: string): string {
  return `alarm-${name.toLowerCase()}`;
}

/** The description of an alarm: a sentence, and where to read on. */
export function alarmDescription(sentence: string, name: string, runbookUrl = RUNBOOK_URL): string {
  return `${sentence} See ${runbookUrl}#${runbookAnchor(name)}`;
}

/** Makes an alarm; undefined where its metric is not there. */
export function makeAlarm(
  scope: Construct,
  { name, rule, ...limits }: PlannedAlarm,
  watched: Watched,
  runbookUrl: string | undefined,
): Alarm | undefined {
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
