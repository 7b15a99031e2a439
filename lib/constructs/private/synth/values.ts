import { Lazy, Token, type Duration } from 'aws-cdk-lib';

/** Stands for seconds that are known only at deployment: a token of a number, which is below every range. */
const UNKNOWN_SECONDS = Token.asNumber(Lazy.any({ produce: () => undefined }));

/** The seconds of a duration, fractions too, so that a rule can refuse them by their value. */
export function secondsOf(duration: Duration): number {
  // A value that is known only at deployment cannot be checked, so it is refused.
  return duration.isUnresolved() ? UNKNOWN_SECONDS : duration.toSeconds({ integral: false });
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
