import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { OAuthScope, ResourceServerScope, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AdminAuth, CorsBackend, CorsGateway } from '../../../lib';

/**
 * A gateway whose admin API takes access tokens of clients that act for themselves: one client without a scope that
 * counts, one for each permission, and one with both. Context: `stackName`.
 */
process.env['JSII_DEPRECATED'] ??= 'quiet';

const app = new App();
const stackName = app.node.tryGetContext('stackName') as unknown;
if (typeof stackName !== 'string') throw new Error('context stackName is missing');
const stack = new Stack(app, stackName);
const userPool = new UserPool(stack, 'Machines', { removalPolicy: RemovalPolicy.DESTROY });
// The prefix is one of the whole region's, so that it needs the run's name.
userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: stackName.toLowerCase() } });
const scopes = ['other', 'manage-allowlist', 'manage-settings'].map(
  (scopeName) => new ResourceServerScope({ scopeName, scopeDescription: scopeName }),
);
const server = userPool.addResourceServer('Server', { identifier: 'cors', scopes });
const [other, allowlist, settings] = scopes.map((scope) => OAuthScope.resourceServer(server, scope));
const clients = { None: [other], Allowlist: [allowlist], Settings: [settings], Both: [allowlist, settings] };
for (const [name, granted] of Object.entries(clients)) {
  const client = userPool.addClient(name, {
    generateSecret: true,
    oAuth: {
      flows: { clientCredentials: true },
      scopes: granted.filter((scope) => scope !== undefined),
    },
  });
  new CfnOutput(stack, `${name}ClientId`, { value: client.userPoolClientId });
}
const gateway = new CorsGateway(stack, 'Cors', {
  defaultBackend: CorsBackend.echo(),
  removalPolicy: RemovalPolicy.DESTROY,
  adminAuth: AdminAuth.cognito(userPool, {
    manageAllowlistScope: 'cors/manage-allowlist',
    manageSettingsScope: 'cors/manage-settings',
  }),
});
new CfnOutput(stack, 'UserPoolId', { value: userPool.userPoolId });
new CfnOutput(stack, 'AdminUrl', { value: gateway.adminApi?.url ?? '' });
