import { Annotations, Fn, Stack } from 'aws-cdk-lib';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import { ApiKeySourceType, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { warn } from '../../../lib/constructs/private/synth/warning';
import { built, l1, type Parts, type Use } from '../support/protected-api';
import { backendFunction } from '../support/backend-function';
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

const IDS = new Set(['unknownApi', 'keySource', 'keptAuthorizer']);

/** The ids of those warnings, without the place in the tree that some have. */
function idsOf(use: Use): string[] {
  return Found.fromStack(built(use))
    .findWarning('*', Match.anyValue())
    .flatMap(({ entry }) => {
      const [, id] = /\[ack: apigateway-cors-allowlist:(\w+)/.exec(entry.data as string) ?? [];
      return id !== undefined && IDS.has(id) ? [id] : [];
    });
}

test.each<[string, Use, string[]]>([
  [
    'a method of an API that only CloudFormation knows',
    {
      after: ({ stack, api }) => {
        l1(stack, { restApiId: Fn.select(0, ['one', api.restApiId]), root: api.root });
        l1(stack, { restApiId: Fn.findInMap('Ids', 'Prod', 'Id'), root: api.root }, 'Mapped');
      },
    },
    ['unknownApi', 'unknownApi'],
  ],
  [
    'a method of another API',
    { after: ({ stack, api }) => l1(stack, { restApiId: 'abc', root: api.root }) },
    [],
  ],
  [
    'keys that the authorizer would have to name',
    {
      props: { apiKeySourceType: ApiKeySourceType.AUTHORIZER },
      before: ({ api, orders }) => {
        api.root.addResource('keyed').addMethod('GET', orders, { apiKeyRequired: true });
      },
    },
    ['keySource'],
  ],
  [
    'keys that clients send',
    {
      before: ({ api, orders }) => {
        api.root.addResource('keyed').addMethod('GET', orders, { apiKeyRequired: true });
      },
    },
    [],
  ],
  [
    'a Lambda authorizer of another on a part that nobody protects',
    {
      after: ({ stack, api, orders }) => {
        const authorizer = new TokenAuthorizer(stack, 'Token', { handler: backendFunction(stack, 'Other') });
        api.root.addResource('theirs').addMethod('GET', orders, { authorizer });
      },
      target: ({ api }) => api.root.getResource('orders')!,
    },
    ['keptAuthorizer'],
  ],
])('%s', (_, use, expected) => {
  expect(idsOf(use)).toEqual(expected);
});
