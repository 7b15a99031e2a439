import type { Meter } from '../../core/work/meter';

/** The bundle of a fuzz run has a meter built into the code under test; a plain test run has none. */
const meter = (globalThis as { meter?: Meter }).meter;

/**
 * Runs, and throws when the work was out of proportion to the size of the input. Steps are counted, not seconds, so the same
 * input takes the same steps on every machine.
 *
 * @param size characters of the input
 */
export function inProportion<T>(size: number, stepsPerCharacter: number, run: () => T): T {
  const before = meter?.steps ?? 0;
  const result = run();
  const steps = (meter?.steps ?? 0) - before;
  const allowed = stepsPerCharacter * (size + 50);
  if (steps > allowed) {
    throw new Error(
      `${String(steps)} steps for ${String(size)} characters: at most ${String(allowed)} are expected`,
    );
  }
  return result;
}
