export default {
  mutate: ['lib/core/**/*.ts'],
  testRunner: 'jest',
  jest: {
    configFile: 'jest.config.mjs',
    // Only the suites that judge the decision itself: a mutant that a slower suite alone can see is one that the tables miss.
    config: { testMatch: ['<rootDir>/test/core/**/*.test.ts'] },
  },
  coverageAnalysis: 'perTest',
  incremental: true,
  incrementalFile: 'reports/stryker-incremental.json',
  ignorePatterns: ['/assets', '/build', '/dist', '/reports', '/coverage', 'cdk.out', '/test/browser'],
  reporters: ['clear-text', 'progress', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  htmlReporter: { fileName: 'reports/mutation.html' },
  thresholds: { high: 100, low: 95, break: 95 },
  tempDirName: '.stryker-tmp',
};
