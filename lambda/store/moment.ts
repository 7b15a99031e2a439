/** An instant by two clocks. */
export interface Moment {
  /** Milliseconds since 1970. This clock may be set, forward or back. */
  readonly clock: number;
  /** Milliseconds of a clock that only runs forward. It may stop while a function is frozen. */
  readonly steady: number;
}

/** @param clock milliseconds since 1970 */
export function momentOf(clock: number): Moment {
  return { clock, steady: performance.now() };
}

/**
 * Whether less than this time lies between two moments, by both clocks: a clock that was set back would prolong what was
 * found, and so would one that stood still.
 */
export function isWithin(at: Moment, now: Moment, millis: number): boolean {
  return Math.abs(now.clock - at.clock) < millis && now.steady - at.steady < millis;
}

/** Before every other moment. */
export const NEVER: Moment = { clock: -Infinity, steady: -Infinity };
