import base from './jest.browser.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/clients/**/*.test.ts'],
};
