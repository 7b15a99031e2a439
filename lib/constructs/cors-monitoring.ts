import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Dashboard, type IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { CorsMonitoringProps } from './cors-monitoring-props';
import { alarmIssues, plannedAlarms, unwantedAlarms } from './private/monitoring/alarm-plan';
import { ALARM_NAMES } from './private/monitoring/alarm-rules';
import { makeAlarm, removeAlarm } from './private/monitoring/alarms';
import { dashboardWidgets } from './private/monitoring/dashboard-widgets';
import { furtherIssues, MONITORING_TYPES, watchedIssues } from './private/monitoring/monitoring-issues';
import { warnOfUnloggedVerdicts } from './private/monitoring/unlogged-verdicts';
import { watchedBy } from './private/monitoring/watched';
import { nearest } from './private/synth/nearest';
import { typedProps } from './private/synth/prop-types';
import { SynthError } from './private/synth/synth-error';

/**
 * Watches an allowlist: a dashboard, and alarms. Alarms for what is always wrong are on, such as a table that cannot be read; alarms
 * that depend on your traffic are off until you name a threshold. An alarm counts only periods in which something was counted, so no
 * traffic is no alarm.
 *
 * Use it in stacks that somebody is called for; in stacks of developers its alarms cost money and call nobody.
 *
 * @see https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/runbook.md#alarms
 */
export class CorsMonitoring extends Construct {
  /** The alarms that are made, by name. */
  public readonly alarms: { [name: string]: Alarm };

  /** The dashboard; undefined where `dashboard` is false. */
  public readonly dashboard?: Dashboard;

  constructor(scope: Construct, id: string, given: CorsMonitoringProps) {
    super(scope, id);
    const { props, issues } = typedProps(given, MONITORING_TYPES);
    const unclear = [...issues, ...(issues.length > 0 ? [] : watchedIssues(this, props))];
    const watched = unclear.length > 0 ? undefined : watchedBy(props);
    const all = [...unclear, ...alarmIssues(props.alarms, watched), ...furtherIssues(this, props)];
    if (watched === undefined || all.length > 0) throw new SynthError(this, all);
    for (const own of unwantedAlarms(watched, props.alarms)) removeAlarm(own);
    this.alarms = {};
    for (const planned of plannedAlarms(watched, props.alarms)) {
      const alarm = makeAlarm(this, planned, watched, props.runbookUrl);
      if (alarm !== undefined) this.alarms[planned.name] = alarm;
    }
    if (props.alarmTopic !== undefined) this.addAlarmAction(new SnsAction(props.alarmTopic));
    if (props.dashboard !== false) {
      warnOfUnloggedVerdicts(this, watched);
      this.dashboard = new Dashboard(this, 'Dashboard', {
        widgets: dashboardWidgets(watched, Object.values(this.alarms)),
      });
    }
  }

  /**
   * One alarm. It is an error where the alarm is not made.
   *
   * @param name the name of the alarm, as in `storeUnavailable`
   */
  public alarm(name: string): Alarm {
    const alarm = Object.hasOwn(this.alarms, name) ? this.alarms[name] : undefined;
    if (alarm !== undefined) return alarm;
    const made = Object.keys(this.alarms);
    const isOff = (ALARM_NAMES as readonly string[]).includes(name);
    const meant = nearest(name, made);
    const fix = isOff ? `turn it on: alarms: { ${name}: { threshold: … } }` : `use one of ${made.join(', ')}`;
    const rule = isOff ? 'the alarm is not made' : 'there is no such alarm';
    throw new SynthError(this, [
      { prop: 'name', value: name, rule, fix: isOff || meant === undefined ? fix : `write ${meant}` },
    ]);
  }

  /** Adds what happens when any of the alarms goes off. */
  public addAlarmAction(...actions: IAlarmAction[]): void {
    for (const alarm of Object.values(this.alarms)) alarm.addAlarmAction(...actions);
  }

  /** Adds what happens when any of the alarms is over. */
  public addOkAction(...actions: IAlarmAction[]): void {
    for (const alarm of Object.values(this.alarms)) alarm.addOkAction(...actions);
  }
}
