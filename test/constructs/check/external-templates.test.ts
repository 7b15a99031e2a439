import { Annotations, CfnStack, NestedStack } from 'aws-cdk-lib';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import { built, type Parts } from '../support/protected-api';

const ID = 'apigateway-cors-allowlist:externalTemplate:Example/Other';
const templateUrl = 'https://bucket.s3.amazonaws.com/template.json';

const gets = ({ stack, api }: Parts): unknown =>
  new CfnStack(stack, 'Other', { templateUrl, parameters: { Api: api.restApiId } });

test.each<[string, (parts: Parts) => void, number]>([
  ['that gets the id of the API', gets, 1],
  [
    'that gets it by an override',
    ({ stack, api }) => {
      const other = new CfnStack(stack, 'Other', { templateUrl });
      other.addPropertyOverride('Parameters.Api', stack.resolve(api.restApiId));
    },
    1,
  ],
  [
    'that is acknowledged',
    (parts) => {
      Annotations.of(parts.stack).acknowledgeWarning(ID);
      gets(parts);
    },
    0,
  ],
  [
    'that gets something else',
    ({ stack }) => new CfnStack(stack, 'Other', { templateUrl, parameters: { Api: stack.stackName } }),
    0,
  ],
  [
    'of this app',
    ({ stack, api }) => new NestedStack(stack, 'Other', { parameters: { Api: api.restApiId } }),
    0,
  ],
])('a template %s', (_, after, count) => {
  const found = Found.fromStack(built({ after })).findWarning(
    '*',
    Match.stringLikeRegexp('is not read here'),
  );
  expect(found).toHaveLength(count);
});
