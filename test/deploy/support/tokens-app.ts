import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { join } from 'node:path';
import { backendCode } from '../../../examples/backend-code';
import { nodeFunction } from '../../../examples/node-function';
import {
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  JudgedBy,
  TokenCheck,
  TokenUse,
} from '../../../lib';

/**
 * A gateway that checks tokens of a user pool: those of one of its two clients, each path in another way. Context: `stackName`.
 */
process.env['JSII_DEPRECATED'] ??= 'quiet';

const app = new App();
const stackName = app.node.tryGetContext('stackName') as unknown;
if (typeof stackName !== 'string') throw new Error('context stackName is missing');
const stack = new Stack(app, stackName);
const userPool = new UserPool(stack, 'People', { removalPolicy: RemovalPolicy.DESTROY });
const [client, otherClient] = ['Client', 'OtherClient'].map((name) =>
  userPool.addClient(name, { authFlows: { userPassword: true } }),
);
if (client === undefined || otherClient === undefined) throw new Error('there are no clients');
const clients = [client];
const access = TokenCheck.cognito(userPool, { clients });
// The scope of people who sign in by Cognito's own API.
const admin = 'aws.cognito.signin.user.admin';
const path = (name: string, tokens?: TokenCheck): CorsEndpoint =>
  CorsEndpoint.allowlist(`/${name}`, { methods: ['GET'], ...(tokens === undefined ? {} : { tokens }) });
const backend = join(__dirname, '../../../examples/protect-rest-api/backend');
const gateway = new CorsGateway(stack, 'Cors', {
  endpoints: CorsEndpoints.of([
    path('free'),
    path('access', access),
    path('id', TokenCheck.cognito(userPool, { clients, use: TokenUse.ID })),
    path('admin', TokenCheck.cognito(userPool, { clients, scopes: [admin] })),
    path('orders', TokenCheck.cognito(userPool, { clients, scopes: ['orders/read'] })),
    path('middleware'),
  ]),
  defaultBackend: CorsBackend.echo(),
  backends: {
    '/middleware': CorsBackend.lambdaFunction(nodeFunction(stack, 'Judging', backendCode(backend)), {
      judgedBy: JudgedBy.MIDDLEWARE,
      tokens: access,
    }),
  },
  initialOrigins: [{ pattern: 'https://listed.tokens.example' }],
  removalPolicy: RemovalPolicy.DESTROY,
});
new CfnOutput(stack, 'GatewayUrl', { value: gateway.url });
new CfnOutput(stack, 'UserPoolId', { value: userPool.userPoolId });
new CfnOutput(stack, 'ClientId', { value: client.userPoolClientId });
new CfnOutput(stack, 'OtherClientId', { value: otherClient.userPoolClientId });
