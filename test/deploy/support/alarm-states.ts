import { callService } from './aws-request';
import { DEPLOY_TARGET } from './deploy-target';

/** An alarm as CloudWatch describes it. */
export interface DeployedAlarm {
  readonly AlarmName: string;
  readonly StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly Threshold: number;
  readonly AlarmActions: readonly string[];
}

/** Seconds for which bad values stay within the periods that an alarm looks at. */
export const BAD_SECONDS = 20;

/** Calls CloudWatch. */
export async function cloudWatch(
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const target = `GraniteServiceVersion20100801.${operation}`;
  const { status, body } = await callService('monitoring', target, input, '1.0');
  if (status !== 200) throw new Error(`${operation}: ${body.toString('utf8')}`);
  const text = body.toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as unknown);
}

/** The alarms of these names. */
export async function alarmsOf(AlarmNames: readonly string[]): Promise<readonly DeployedAlarm[]> {
  const { MetricAlarms } = (await cloudWatch('DescribeAlarms', { AlarmNames, MaxRecords: 100 })) as {
    MetricAlarms: DeployedAlarm[];
  };
  return MetricAlarms;
}

/** Puts values by which each of the alarms must go off, at the end of the time that it looks at. */
export async function putBad(alarms: readonly DeployedAlarm[]): Promise<void> {
  const now = Date.now() / 1000;
  await putMetrics(alarms, (alarm) => {
    const oldest = now - alarm.Period * alarm.EvaluationPeriods + BAD_SECONDS;
    // The emulator takes all periods together; an account looks at each of them.
    const step = DEPLOY_TARGET === 'aws' ? alarm.Period : 0;
    const Value = Math.max(1, alarm.Threshold * 2);
    return Array.from({ length: alarm.DatapointsToAlarm }, (_, index) => ({
      Timestamp: oldest + index * step,
      Value,
    }));
  });
}

/** Puts a value of now by which none of the alarms goes off. */
export async function putGood(alarms: readonly DeployedAlarm[]): Promise<void> {
  await putMetrics(alarms, () => [{ Timestamp: Date.now() / 1000, Value: 0 }]);
}

async function putMetrics(
  alarms: readonly DeployedAlarm[],
  values: (alarm: DeployedAlarm) => readonly { readonly Timestamp: number; readonly Value: number }[],
): Promise<void> {
  for (const Namespace of new Set(alarms.map((alarm) => alarm.Namespace))) {
    const same = alarms.filter((alarm) => alarm.Namespace === Namespace);
    const MetricData = same.flatMap((alarm) =>
      values(alarm).map((value) => ({
        ...{ MetricName: alarm.MetricName, Dimensions: alarm.Dimensions ?? [] },
        ...value,
      })),
    );
    await cloudWatch('PutMetricData', { Namespace, MetricData });
  }
}
