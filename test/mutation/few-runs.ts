import * as fastCheck from '../../node_modules/fast-check/lib/cjs/fast-check';

/** Random inputs of each law in a mutation run: a mutant that only the thousandth input can see is one that the tables miss. */
const MAX_RUNS = 20;

const assert: typeof fastCheck.assert = (property, parameters) =>
  // The overloads of `assert` differ only in whether the property is asynchronous.
  fastCheck.assert(property as never, {
    ...(parameters as object),
    numRuns: Math.min(parameters?.numRuns ?? MAX_RUNS, MAX_RUNS),
  });

module.exports = { ...fastCheck, assert, default: { ...fastCheck, assert } };
