const { TestEnvironment } = require('jest-environment-node');

/** One test that fails finds a mutant out, so the tests after it in the same file are left out. */
module.exports = class FirstFailure extends TestEnvironment {
  hasFailed = false;

  handleTestEvent(event) {
    if (event.name === 'test_done' && event.test.errors.length > 0) this.hasFailed = true;
    if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
  }
};
