import { globSync, readFileSync } from 'node:fs';
import base from './jest.config.mjs';

const files = globSync('test/**/*.test.ts').filter((file) =>
  readFileSync(file, 'utf8').includes("from 'fast-check'"),
);

/**
 * The laws alone, with `LAWS_FACTOR` times their inputs (ten where it is not set), to find what a single run seldom meets.
 *
 * @type {import('jest').Config}
 */
export default {
  ...base,
  testMatch: files.map((file) => `<rootDir>/${file}`),
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/support/many-runs.ts' },
  // A law that takes a second takes minutes here.
  testTimeout: 1_800_000,
};
