import { fileURLToPath } from 'node:url';
import { AREAS } from './test/mutation/areas.mjs';

const name = process.env.MUTATION_AREA ?? 'core';
const area = AREAS[name];
if (area === undefined)
  throw new Error(`MUTATION_AREA is ${name}: must be one of ${Object.keys(AREAS).join(', ')}`);

export default {
  mutate: area.mutate,
  testRunner: area.oneProcess ? 'one-process' : 'jest',
  plugins: [
    '@stryker-mutator/jest-runner',
    ...(area.oneProcess ? ['./test/mutation/one-process/index.ts'] : []),
  ],
  jest: {
    configFile: 'jest.config.mjs',
    enableFindRelatedTests: false,
    config: {
      // Laws run with few inputs, so that a mutant is judged in a second.
      moduleNameMapper: { ...area.replaced, '^fast-check$': '<rootDir>/test/mutation/few-runs.ts' },
      testMatch: area.tests,
      // A mutant costs a run of jest: it looks for files where the tests are, loads those that judge, and ends with the first failure.
      roots: [...new Set(area.tests.map((glob) => glob.replace(/\/[^/]*\*.*$|\/[^/]*$/, '')))],
      runner: fileOf('covering-files.cjs'),
      testEnvironment: fileOf('first-failure.cjs'),
      // A test that never ends has found the mutant out: those of an area take far less than a second.
      testTimeout: 10_000,
      ...(area.leftOut && { testNamePattern: `^(?!.*(${area.leftOut.join('|')}))` }),
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
  // On a busy machine a mutant that is merely slow must not count as one that was found out.
  timeoutMS: area.oneProcess ? 120_000 : 60_000,
  incremental: true,
  incrementalFile: `reports/mutation/${name}.incremental.json`,
  // The tests are not type-checked, so nothing in them must be switched off.
  disableTypeChecks: false,
  // The other areas' copies too: areas may run side by side.
  ignorePatterns: [
    '/.stryker-tmp',
    '/assets',
    '/build',
    '/dist',
    '/reports',
    '/coverage',
    'cdk.out',
    '/test/browser',
  ],
  reporters: ['clear-text', 'progress', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false },
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  htmlReporter: { fileName: `reports/mutation/${name}.html` },
  thresholds: { high: 100, low: area.least, break: area.least },
  tempDirName: `.stryker-tmp/${name}`,
};

function fileOf(name) {
  return fileURLToPath(new URL(`./test/mutation/${name}`, import.meta.url));
}
