import { withRuns } from './with-runs';

const factor = Number(process.env.LAWS_FACTOR ?? 10);

/** Each law with many times its inputs: a counterexample that one run in fifty meets is met here. */
module.exports = withRuns((asked) => asked * factor);
