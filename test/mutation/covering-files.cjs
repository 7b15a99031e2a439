const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { default: JestRunner } = require('jest-runner');

/** The names of the tests of each file, which the run without a mutant leaves for those with one. */
const NAMES = 'tests-by-file.json';

/**
 * Runs what judges one mutant: the files with a test that Stryker asks for, up to the first that fails. Jest alone would load every
 * file to find out that it has none of these tests.
 */
module.exports = class CoveringFiles extends JestRunner {
  async runTests(tests, watcher, options) {
    const isJudging = process.env.__STRYKER_ACTIVE_MUTANT__ !== undefined;
    const names = isJudging ? this.#names() : {};
    let hasFailed = false;
    this.on('test-file-failure', () => (hasFailed = true));
    this.on('test-file-success', ([{ path }, { testResults, numFailingTests }]) => {
      names[path] = testResults.map(({ fullName }) => fullName);
      hasFailed ||= numFailingTests > 0;
    });
    for (const test of tests) {
      if (isJudging && (hasFailed || !this.#isAskedFor(names[test.path]))) continue;
      await super.runTests([test], watcher, options);
    }
    if (!isJudging) writeFileSync(this.#place(), JSON.stringify(names));
  }

  /** A file that nobody knows is run. */
  #isAskedFor(names) {
    const { testNamePattern } = this._globalConfig;
    if (testNamePattern === undefined || names === undefined) return true;
    const pattern = new RegExp(testNamePattern, 'i');
    return names.some((name) => pattern.test(name));
  }

  #names() {
    return JSON.parse(readFileSync(this.#place(), 'utf8'));
  }

  #place() {
    return join(this._globalConfig.rootDir, NAMES);
  }
};
