import base from './jest.config.mjs';

/** Failures that are made and mended, on the bundles that ship: they must be built. @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/drills/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
