export default {
  mutate: ['lib/core/**/*.ts'],
  testRunner: 'jest',
  jest: {
    configFile: 'jest.config.mjs',
    // The tables alone: a mutant that only the laws (random inputs) or a slower suite can see is one that the tables miss.
    config: { testMatch: ['<rootDir>/test/core/*.test.ts'] },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // On a busy machine a mutant that is merely slow must not count as one that was found out.
  timeoutMS: 20_000,
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
