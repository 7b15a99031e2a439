import type { Duration } from 'aws-cdk-lib';

/** The seconds of a duration, fractions too, so that a rule can refuse them by their value. */
export function secondsOf(duration: Duration): number {
  // What is known only at deployment cannot be checked, and is no number in a rule: NaN is refused by every range.
  return duration.isUnresolved() ? Number.NaN : duration.toSeconds({ integral: false });
}

/** The seconds of a duration that may be left out. */
export function optionalSecondsOf(duration: Duration | undefined): number | undefined {
  return duration === undefined ? undefined : secondsOf(duration);
}
