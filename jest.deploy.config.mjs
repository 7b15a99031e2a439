import base from './jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/deploy/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/deploy/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/deploy/support/global-teardown.ts',
  testTimeout: 60_000,
  // One deployment at a time: the suites share one emulator, or one account.
  maxWorkers: 1,
};
