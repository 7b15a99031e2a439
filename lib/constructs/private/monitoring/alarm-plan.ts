import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CorsAlarmOptions } from '../../cors-alarm-options';
import type { CorsMonitoringAlarms } from '../../cors-monitoring-alarms';
import { nearest } from '../synth/nearest';
import { FLAG, isObject, NUMBER, typedProps, type PropType } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';
import { ALARM_NAMES, ALARM_RULES, type AlarmName, type AlarmRule } from './alarm-rules';
import type { Watched } from './watched';

/** An alarm that is made. */
export interface PlannedAlarm {
  readonly name: AlarmName;
  readonly rule: AlarmRule;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

const OPTION_TYPES: { readonly [K in keyof CorsAlarmOptions]-?: PropType } = {
  enabled: FLAG,
  threshold: NUMBER,
  evaluationPeriods: NUMBER,
  datapointsToAlarm: NUMBER,
};
const OPTION_NAMES = Object.keys(OPTION_TYPES);

/** An example of a share. */
const SHARE = 0.05;

/** CloudWatch looks at one day at most, where periods are shorter than an hour. */
const MOST_SECONDS = 24 * 60 * 60;

/**
 * The alarms of what is watched.
 *
 * @param changes without issues
 */
export function plannedAlarms(watched: Watched, changes: CorsMonitoringAlarms = {}): readonly PlannedAlarm[] {
  return ALARM_NAMES.flatMap((name): PlannedAlarm[] => {
    const rule = ALARM_RULES[name];
    const { enabled = true, threshold = rule.threshold, ...options } = changes[name] ?? {};
    if (!enabled || threshold === undefined || rule.needs?.isThere(watched) === false) return [];
    const evaluationPeriods =
      options.evaluationPeriods ?? Math.max(rule.evaluationPeriods, options.datapointsToAlarm ?? 1);
    const datapointsToAlarm =
      options.datapointsToAlarm ?? Math.min(rule.datapointsToAlarm, evaluationPeriods);
    return [{ name, rule, threshold, evaluationPeriods, datapointsToAlarm }];
  });
}

/** The alarms that parts make by themselves, and that are turned off. */
export function unwantedAlarms(watched: Watched, changes: CorsMonitoringAlarms = {}): readonly Alarm[] {
  return ALARM_NAMES.flatMap((name) => {
    const own = changes[name]?.enabled === false ? ALARM_RULES[name].own?.(watched) : undefined;
    return own === undefined ? [] : [own];
  });
}

/**
 * Everything in changes of alarms that cannot work.
 *
 * @param watched undefined where that has issues itself
 */
export function alarmIssues(changes: unknown, watched: Watched | undefined): readonly SynthIssue[] {
  if (changes === undefined) return [];
  if (!isObject(changes)) {
    const fix = 'write { storeUnavailable: { threshold: 5 } }';
    return [{ prop: 'alarms', value: changes, rule: 'must be an object of alarms by name', fix }];
  }
  return Object.entries(changes).flatMap(([name, options]: [string, unknown]) => {
    const prop = `alarms.${name}`;
    if (options === undefined) return [];
    if (!isAlarmName(name)) return [unknown(prop, name, ALARM_NAMES, 'there is no such alarm')];
    return optionIssues(prop, ALARM_RULES[name], options, watched);
  });
}

function optionIssues(
  prop: string,
  rule: AlarmRule,
  given: unknown,
  watched: Watched | undefined,
): readonly SynthIssue[] {
  const { props: options, issues } = typedProps<CorsAlarmOptions>(
    given as CorsAlarmOptions,
    OPTION_TYPES,
    prop,
  );
  const placed = issues.map((issue) => ({
    ...issue,
    prop: issue.prop === prop ? prop : `${prop}.${issue.prop}`,
  }));
  const unknowns = Object.keys(options)
    .filter((name) => !OPTION_NAMES.includes(name))
    .map((name) => unknown(`${prop}.${name}`, name, OPTION_NAMES, 'there is no such option'));
  return [
    ...placed,
    ...unknowns,
    ...(issues.length > 0
      ? []
      : [...thresholdIssues(prop, rule, options), ...periodIssues(prop, rule, options)]),
    ...needIssues(prop, rule, options, watched),
  ];
}

function thresholdIssues(
  prop: string,
  rule: AlarmRule,
  { enabled, threshold }: CorsAlarmOptions,
): readonly SynthIssue[] {
  const place = `${prop}.threshold`;
  if (threshold !== undefined && !(Number.isFinite(threshold) && threshold >= 0)) {
    const fix = `write it as in ${rule.isShare === true ? SHARE : 100}`;
    return [{ prop: place, value: written(threshold), rule: 'must be a number from 0', fix }];
  }
  if (threshold !== undefined && rule.isShare === true && threshold >= 1) {
    const limit = 'must be a share from 0 to less than 1, because the alarm goes off above it';
    return [{ prop: place, value: threshold, rule: limit, fix: `write ${shareOf(threshold)}` }];
  }
  if (threshold !== undefined || rule.threshold !== undefined || enabled === false) return [];
  const need = 'the number follows from your traffic, so the alarm has no default threshold';
  return [{ prop: place, value: undefined, rule: need, fix: 'name one, as in { threshold: 100 }' }];
}

/** A number as an error shows it. An error takes NaN for seconds that are known only at deployment. */
function written(value: number): unknown {
  return Number.isNaN(value) ? 'NaN' : value;
}

/** The share that somebody means who writes per cent. */
function shareOf(threshold: number): number {
  return threshold < 100 ? threshold / 100 : SHARE;
}

function periodIssues(prop: string, rule: AlarmRule, options: CorsAlarmOptions): readonly SynthIssue[] {
  const most = MOST_SECONDS / rule.periodSeconds;
  const { evaluationPeriods, datapointsToAlarm } = options;
  const issues: SynthIssue[] = [];
  const check = (name: string, value: number | undefined, limit: number, why: string): void => {
    if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= limit)) return;
    const text = `must be a whole number from 1 to ${limit}${why}`;
    issues.push({
      prop: `${prop}.${name}`,
      value: written(value),
      rule: text,
      fix: `write ${Math.min(limit, 5)}`,
    });
  };
  check('evaluationPeriods', evaluationPeriods, most, ', which are a day');
  const limit = evaluationPeriods ?? most;
  check(
    'datapointsToAlarm',
    datapointsToAlarm,
    limit,
    evaluationPeriods === undefined ? '' : ', which is evaluationPeriods',
  );
  return issues;
}

/** An alarm that somebody asks for, and that has nothing to watch. */
function needIssues(
  prop: string,
  { needs }: AlarmRule,
  { enabled }: CorsAlarmOptions,
  watched: Watched | undefined,
): readonly SynthIssue[] {
  if (enabled === false || watched === undefined || needs === undefined || needs.isThere(watched)) return [];
  return [{ prop, value: 'given', rule: needs.rule, fix: needs.fix }];
}

function isAlarmName(name: string): name is AlarmName {
  return (ALARM_NAMES as readonly string[]).includes(name);
}

function unknown(prop: string, name: string, names: readonly string[], rule: string): SynthIssue {
  const meant = nearest(name, names);
  const fix = meant === undefined ? `use one of ${names.join(', ')}` : `write ${meant}`;
  return { prop, value: 'given', rule, fix };
}
