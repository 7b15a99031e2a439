/** Node strips nothing here: swc only removes the types, and `npm run types` checks them. */
const swc = {
  swcrc: false,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

const javascript = { ...swc, jsc: { parser: { syntax: 'ecmascript' }, target: 'es2023' } };

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Suites that need a browser, Python, Java, a cloud or the built bundles; each has its own configuration.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/attack/',
    '<rootDir>/test/browser/',
    '<rootDir>/test/clients/',
    '<rootDir>/test/deploy/',
    '<rootDir>/test/drills/',
    '<rootDir>/test/templates/',
    '<rootDir>/test/languages/',
  ],
  modulePathIgnorePatterns: [
    '<rootDir>/build/',
    '<rootDir>/dist/',
    '<rootDir>/\\.stryker-tmp/',
    '/cdk\\.out/',
  ],
  // Sources first, so that a stray compiled file beside its source is never what a test runs.
  moduleFileExtensions: ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json', 'node'],
  // A case that hangs is ended, and a busy machine is no reason to fail: no case asserts how long it takes.
  testTimeout: 30_000,
  // The suites mostly wait (for deadlines, for processes), so each core may have one.
  maxWorkers: '100%',
  transform: {
    '\\.[cm]?ts$': ['@swc/jest', swc],
    '/node_modules/jose/.*\\.js$': ['@swc/jest', javascript],
  },
  // It ships ES modules only, which our sources, as CommonJS, cannot take here.
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
};
