import base from './jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/deploy/**/*.test.ts'],
  // Tests that only an account can confirm run only there; elsewhere the conformance suite prints their names.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env.CORS_DEPLOY_TARGET === 'aws' ? [] : ['<rootDir>/test/deploy/account(-errors)?.test.ts']),
  ],
  globalSetup: '<rootDir>/test/deploy/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/deploy/support/global-teardown.ts',
  testTimeout: 60_000,
  // One deployment at a time: the suites share one emulator, or one account.
  maxWorkers: 1,
};
