import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ExampleStack } from '../../bin/example-stack';

/* Row 21: CDK gives a user pool client the implicit flow and a callback of example.com. */

describe('row 21: the example with Cognito', () => {
  test('its clients have no implicit flow, no secret, and no callback of somebody else', () => {
    process.env['JSII_DEPRECATED'] ??= 'quiet';
    const stack = new ExampleStack(new App(), 'Example', { adminAuth: 'cognito' });
    const template = Template.fromStack(stack);
    const clients = Object.values(template.findResources('AWS::Cognito::UserPoolClient'));
    const apis = Object.keys(template.findResources('AWS::ApiGateway::RestApi'));
    // One for scripts, which sign in by SRP, and that of the console.
    expect(clients).toHaveLength(2);
    for (const { Properties } of clients as { Properties: Client }[]) {
      expect(Properties.GenerateSecret ?? false).toBe(false);
      expect(Properties.AllowedOAuthFlows ?? ['code']).toEqual(['code']);
      const callbacks = Properties.CallbackURLs ?? [];
      expect(callbacks.length > 0).toBe(Properties.AllowedOAuthFlowsUserPoolClient === true);
      for (const callback of callbacks)
        expect(apis.some((id) => JSON.stringify(callback).includes(id))).toBe(true);
      expect(JSON.stringify(callbacks)).not.toContain('example.com');
    }
  });
});

interface Client {
  readonly GenerateSecret?: boolean;
  readonly AllowedOAuthFlows?: readonly string[];
  readonly AllowedOAuthFlowsUserPoolClient?: boolean;
  readonly CallbackURLs?: readonly unknown[];
}
