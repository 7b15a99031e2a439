import { isBelowVersion } from '../../lib/core/api-version';

test.each([
  ['/services/data/v51.0', true],
  ['/services/data/v51.0/sobjects', true],
  ['/services/data/V51.0', true],
  ['/services/async/51.0/job', true],
  // A segment that must be a version and is none.
  ['/services/data/latest', true],
  ['/services/data/51.0', true],
  ['/services/async/v53.0', true],
  ['/services/data/v53.0%3Bx', true],
  ['/services/data/v53.0%23', true],
  ['/services/data/v52.0', false],
  ['/services/data/v53.0/sobjects', false],
  ['/services/async/52.0', false],
  ['/services/data', false],
  ['/services/async/', false],
  ['/services/apexrest/v1.0', false],
  ['/x/services/data/v51.0', false],
])('%s names a version below 52, or none where one must be: %s', (path, isBelow) => {
  expect(isBelowVersion(path, 52)).toBe(isBelow);
});
