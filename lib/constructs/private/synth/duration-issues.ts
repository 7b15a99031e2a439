import type { Duration } from 'aws-cdk-lib';
import { secondsOf } from './values';
import type { SynthIssue } from './synth-error';

/** A duration that is not a whole number of seconds in its range. */
export function rangeIssues(
  prop: string,
  duration: Duration | undefined,
  most: number,
  least = 0,
): readonly SynthIssue[] {
  if (duration === undefined) return [];
  const seconds = secondsOf(duration);
  if (Number.isInteger(seconds) && seconds >= least && seconds <= most) return [];
  const rule = `must be a whole number of seconds from ${least} to ${most}`;
  return [{ prop, value: seconds, rule, fix: `use Duration.seconds(${most}) or less` }];
}
