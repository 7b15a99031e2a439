import { Annotations, Stack } from 'aws-cdk-lib';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { warn } from '../../../lib/constructs/private/synth/warning';
import { built, type Parts } from '../support/protected-api';
import { scratchApp } from '../support/scratch-app';

const LATE = 'apigateway-cors-allowlist:missingDeployment';

/** An API that nothing deploys, of which the check warns at the end of synthesis. */
function warnings(acknowledge: (parts: Parts) => void): number {
  const stack = built({ props: { deploy: false }, after: acknowledge });
  return Found.fromStack(stack).findWarning('*', Match.stringLikeRegexp(LATE)).length;
}

test('a warning that comes late is there', () => {
  expect(warnings(() => undefined)).toBe(1);
});

test.each<[string, (parts: Parts) => IConstruct]>([
  ['the construct', ({ allowlist }) => allowlist],
  ['the stack', ({ stack }) => stack],
])('it is acknowledged by its id on %s, before it comes', (_, where) => {
  expect(
    warnings((parts) => {
      Annotations.of(where(parts)).acknowledgeWarning(LATE);
    }),
  ).toBe(0);
});

test.each(['before', 'after'])('a warning is acknowledged on its construct, %s it is given', (order) => {
  const app = scratchApp();
  const stack = new Stack(app, 'Example');
  const acknowledge = (): void => {
    Annotations.of(stack).acknowledgeWarning('apigateway-cors-allowlist:one');
  };
  if (order === 'before') acknowledge();
  warn(stack, 'one', 'One.');
  warn(stack, 'two', 'Two.');
  if (order === 'after') acknowledge();
  expect(Found.fromStack(stack).findWarning('*', Match.stringLikeRegexp('One|Two'))).toHaveLength(1);
});
