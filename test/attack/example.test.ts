import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ExampleStack } from '../../bin/example-stack';

/* Row 21: CDK gives a user pool client the implicit flow and a callback of example.com. */

describe('row 21: the example with Cognito', () => {
  test('its client has no OAuth flow, and no callback of somebody else', () => {
    process.env['JSII_DEPRECATED'] ??= 'quiet';
    const stack = new ExampleStack(new App(), 'Example', { adminAuth: 'cognito' });
    const clients = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPoolClient'));
    expect(clients.length).toBeGreaterThan(0);
    for (const { Properties } of clients as { Properties: Record<string, unknown> }[]) {
      expect(Properties['AllowedOAuthFlows']).toBeUndefined();
      expect(Properties['CallbackURLs']).toBeUndefined();
      expect(Properties['AllowedOAuthFlowsUserPoolClient']).not.toBe(true);
    }
  });
});
