import base from './jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/languages/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Each case starts a compiler, an interpreter or Maven, and what a suite installs comes over the network.
  testTimeout: 180_000,
  // Much of a case is waiting for another process.
  maxWorkers: '100%',
};
