import { TABLE_NAME } from '../../lib/contract';
import { runShipped } from '../lambda/support/shipped';

/* Row 10: an answer to a deployment goes to CloudFormation, and to no other host that an event names. */

test.each([
  'https://evil.example/answer',
  'https://cloudformation-custom-resource-response-x.s3.amazonaws.com.evil.example/a',
  'https://cloudformation-custom-resource-response-x.s3.amazonaws.com@evil.example/a',
  'http://cloudformation-custom-resource-response-x.s3.amazonaws.com/a',
  'https://my-own-bucket.s3.amazonaws.com/a',
  'file:///etc/passwd',
])('%s gets no answer', async (ResponseURL) => {
  const event = {
    RequestType: 'Create',
    ResponseURL,
    StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/x/1',
    RequestId: 'r',
    LogicalResourceId: 'l',
    ResourceProperties: { TableName: 'allowlist', Entries: [] },
  };
  const variables = { [TABLE_NAME]: 'allowlist', AWS_REGION: 'eu-west-1' };
  const { invocations, code } = await runShipped('initial-entries', variables, [event]);
  expect(code).toBe(0);
  expect(invocations[0]?.error?.message).toMatch(/ResponseURL/);
});
