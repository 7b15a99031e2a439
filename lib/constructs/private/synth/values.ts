import type { Duration } from 'aws-cdk-lib';

/** The seconds of a duration, fractions too, so that a rule can refuse them by their value. */
export function secondsOf(duration: Duration): number {
  // A value that is known only at deployment cannot be checked. NaN is outside every range, so it is refused.
  return duration.isUnresolved() ? Number.NaN : duration.toSeconds({ integral: false });
}

/** The seconds of a duration that may be left out. */
export function optionalSecondsOf(duration: Duration | undefined): number | undefined {
  return duration === undefined ? undefined : secondsOf(duration);
}

/** The text of an enum's member, as the engine spells the same choice. */
export function literal<E extends string>(member: E): `${E}` {
  return member as `${E}`;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that have a value. Types that forbid `undefined` need an absent member to be absent. */
export function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
