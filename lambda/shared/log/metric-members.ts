import { DIMENSION_SERVICE, METRIC_LOOKUP_LATENCY, METRIC_NAMESPACE } from '../../../lib/contract';

/** Values that a line adds to metrics. */
export interface Counts {
  /** Values by metric. */
  readonly all: Readonly<Record<string, number>>;
  /** A metric that gets a 1, in all and by one more dimension. */
  readonly byOne?: ByOne | undefined;
}

/** A metric, and the dimension by which it is counted too. */
export interface ByOne {
  readonly metric: string;
  readonly dimension: string;
  /** A name of our own: it is written as it is. */
  readonly value: string;
}

const IN_ALL = [[DIMENSION_SERVICE]];

/** Text by the metrics that it names. They are names of our own, so there are few texts. */
const directiveTexts = new Map<string, string>();

/**
 * The metrics as members of a JSON object, as text without its braces. CloudWatch takes them from any line that is one JSON
 * object and nothing else, whatever further members it has. The line must hold the dimensions too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricMembers({ all, byOne }: Counts): string {
  const names = Object.keys(all);
  let members = `"_aws":{"Timestamp":${Date.now()},"CloudWatchMetrics":${directivesOf(names, byOne)}}`;
  for (const name of names) members += `,"${name}":${all[name] ?? 0}`;
  return byOne === undefined ? members : `${members},"${byOne.metric}":1`;
}

function directivesOf(names: readonly string[], byOne: ByOne | undefined): string {
  const key = byOne === undefined ? names.join() : `${names.join()} ${byOne.metric} ${byOne.dimension}`;
  const known = directiveTexts.get(key);
  if (known !== undefined) return known;
  const directives = [
    ...(names.length === 0 ? [] : [directive(IN_ALL, names)]),
    ...(byOne === undefined
      ? []
      : [directive([...IN_ALL, [DIMENSION_SERVICE, byOne.dimension]], [byOne.metric])]),
  ];
  const text = JSON.stringify(directives);
  directiveTexts.set(key, text);
  return text;
}

function directive(Dimensions: readonly (readonly string[])[], names: readonly string[]): object {
  const Metrics = names.map((Name) => ({
    Name,
    Unit: Name === METRIC_LOOKUP_LATENCY ? 'Milliseconds' : 'Count',
  }));
  return { Namespace: METRIC_NAMESPACE, Dimensions, Metrics };
}
