import { App, CfnOutput, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CorsBackend, CorsGateway, type CorsInitialOrigin } from '../../../lib';

/**
 * A gateway with initial origins. Context: `stackName`; `origins`, patterns with spaces between; `many`, the number of further
 * origins of the greatest length; `oauth=yes`; `broken=yes`, a resource that fails once the origins are written.
 */
process.env['JSII_DEPRECATED'] ??= 'quiet';

const app = new App();
const textOf = (name: string): string => String(app.node.tryGetContext(name) ?? '');

const listed = textOf('origins')
  .split(' ')
  .filter((pattern) => pattern !== '');
const many = Array.from({ length: Number(textOf('many')) }, (_, index): CorsInitialOrigin => {
  const labels = ['a', 'b', 'c'].map((letter) => letter.repeat(63)).join('.');
  return {
    pattern: `https://*.${labels}.n${index}.${'d'.repeat(40)}.example:65535`,
    name: '\u{1f600}'.repeat(80),
    description: '\u{1f600}'.repeat(255),
  };
});

const stack = new Stack(app, textOf('stackName'));
const gateway = new CorsGateway(stack, 'Cors', {
  defaultBackend: CorsBackend.echo(),
  removalPolicy: RemovalPolicy.DESTROY,
  initialOrigins: [...listed.map((pattern) => ({ pattern, name: 'From the start' })), ...many],
  initialSettings: { enableCorsForOAuthEndpoints: textOf('oauth') === 'yes' },
});
if (textOf('broken') === 'yes') {
  const ServiceToken = stack.formatArn({ service: 'lambda', resource: 'function:no-such-function' });
  const broken = new CfnResource(stack, 'Broken', { type: 'Custom::Broken', properties: { ServiceToken } });
  broken.node.addDependency(gateway.allowlist);
}
new CfnOutput(stack, 'GatewayUrl', { value: gateway.url });
new CfnOutput(stack, 'AdminUrl', { value: gateway.adminApi?.url ?? '' });
new CfnOutput(stack, 'TableName', { value: gateway.allowlist.table.tableName });
