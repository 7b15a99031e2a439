import base from './jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/deploy/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    process.env.CORS_DEPLOY_TARGET === 'aws'
      ? // The stacks have the README's names, which must not meet the stacks of an account.
        '<rootDir>/test/deploy/readme-deployed.test.ts'
      : // Only an account can confirm these; the conformance suite prints their names.
        '<rootDir>/test/deploy/account(-errors)?.test.ts',
  ],
  globalSetup: '<rootDir>/test/deploy/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/deploy/support/global-teardown.ts',
  testTimeout: 60_000,
  // One deployment at a time: the suites share one emulator, or one account.
  maxWorkers: 1,
};
