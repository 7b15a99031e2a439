import base from './jest.config.mjs';

/** The attack suite runs on the bundles that ship: they must be built. @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/attack/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
