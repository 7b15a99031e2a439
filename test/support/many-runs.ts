import * as fastCheck from '../../node_modules/fast-check/lib/cjs/fast-check';

/** The number that fast-check takes where a law says none. */
const RUNS = 100;
const factor = Number(process.env.LAWS_FACTOR ?? 10);

/** Each law with many times its inputs: a counterexample that one run in fifty meets is met here. */
const assert: typeof fastCheck.assert = (property, parameters) =>
  // The overloads of `assert` differ only in whether the property is asynchronous.
  fastCheck.assert(property as never, {
    ...(parameters as object),
    numRuns: (parameters?.numRuns ?? RUNS) * factor,
  });

module.exports = { ...fastCheck, assert, default: { ...fastCheck, assert } };
