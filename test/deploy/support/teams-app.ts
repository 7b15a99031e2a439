import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Stage } from 'aws-cdk-lib/aws-apigateway';
import { ApplicationLogLevel, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CorsBackend, CorsGateway } from '../../../lib';

/**
 * A gateway whose functions are kept started, with a backend that needs an API key, and a second stage. Context: `stackName`;
 * `memory`, the memory of the functions in MiB, and `key`, the value of the API key.
 */
process.env['JSII_DEPRECATED'] ??= 'quiet';

const app = new App();
const textOf = (name: string): string => String(app.node.tryGetContext(name));

const stack = new Stack(app, textOf('stackName'));
const options = {
  memorySize: Number(textOf('memory')),
  provisionedConcurrency: 1,
  logLevel: ApplicationLogLevel.WARN,
  environment: { OWN: 'yes' },
};
const keyed = new LambdaFunction(stack, 'Keyed', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: "keyed" });'),
});
const gateway = new CorsGateway(stack, 'Cors', {
  removalPolicy: RemovalPolicy.DESTROY,
  evaluator: options,
  admin: options,
  initialOrigins: [{ pattern: 'https://a.teams.example' }],
  defaultBackend: CorsBackend.echo(),
  backends: { '/services/apexrest': CorsBackend.lambdaFunction(keyed, { apiKeyRequired: true }) },
});
const deployment = gateway.api.latestDeployment;
if (deployment === undefined) throw new Error('the API has no deployment');
const beta = new Stage(stack, 'Beta', { deployment, stageName: 'beta' });
const plan = gateway.api.addUsagePlan('Plan', { throttle: { rateLimit: 1000, burstLimit: 1000 } });
plan.addApiKey(gateway.api.addApiKey('Key', { value: textOf('key') }));
plan.addApiStage({ stage: gateway.api.deploymentStage });
plan.addApiStage({ stage: beta });
new CfnOutput(stack, 'GatewayUrl', { value: gateway.url });
new CfnOutput(stack, 'BetaUrl', { value: beta.urlForPath('/') });
new CfnOutput(stack, 'AdminUrl', { value: gateway.adminApi?.url ?? '' });
new CfnOutput(stack, 'TableName', { value: gateway.allowlist.table.tableName });
new CfnOutput(stack, 'EvaluatorName', { value: gateway.allowlist.evaluator.functionName });
