import { readFileSync } from 'node:fs';
import base from './jest.config.mjs';

const { 'aws-cdk-lib': version } = JSON.parse(
  readFileSync(new URL('./test/setup/cdk-latest.json', import.meta.url), 'utf8'),
);

/**
 * The suites that synthesize, once more, on a newer aws-cdk-lib than the lowest one, which is what is installed. The
 * snapshots are the same files: what deploys must not depend on which of the two a user has. Should a later version
 * render something else for a good reason, the mask of the snapshots is the place to say so, not a second set of them.
 *
 * @type {import('jest').Config}
 */
export default {
  ...base,
  displayName: `aws-cdk-lib ${version}`,
  testMatch: [
    '<rootDir>/test/constructs/**/*.test.ts',
    '<rootDir>/test/examples/**/*.test.ts',
    '<rootDir>/test/gateway/synthesized.test.ts',
    '<rootDir>/test/lambda/admin/cors-admin-api.test.ts',
  ],
  globalSetup: '<rootDir>/test/setup/cdk-latest.ts',
  moduleNameMapper: {
    '^aws-cdk-lib(/.*)?$': `<rootDir>/node_modules/.cache/aws-cdk-lib/${version}/node_modules/aws-cdk-lib$1`,
  },
};
