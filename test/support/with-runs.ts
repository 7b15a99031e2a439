import * as fastCheck from '../../node_modules/fast-check/lib/cjs/fast-check';

/** What fast-check runs where a law says no number. */
const DEFAULT_RUNS = 100;

/**
 * fast-check, for jest to put in its place, with another number of inputs for each law.
 *
 * @param runs from the number that a law asks for
 */
export function withRuns(runs: (asked: number) => number): typeof fastCheck & { default: typeof fastCheck } {
  const assert: typeof fastCheck.assert = (property, parameters) =>
    // The overloads of `assert` differ only in whether the property is asynchronous.
    fastCheck.assert(property as never, {
      ...(parameters as object),
      numRuns: runs(parameters?.numRuns ?? DEFAULT_RUNS),
    });
  const changed = { ...fastCheck, assert };
  return { ...changed, default: changed };
}
