import { withRuns } from '../support/with-runs';

/** Random inputs of each law in a mutation run: a mutant that only the thousandth input can see is one that the tables miss. */
const MAX_RUNS = 20;

module.exports = withRuns((asked) => Math.min(asked, MAX_RUNS));
