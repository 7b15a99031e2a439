import { CfnOutput, Duration, RemovalPolicy, Stack, type App } from 'aws-cdk-lib';
import {
  HttpIntegration,
  JsonSchemaType,
  LambdaIntegration,
  MockIntegration,
  PassthroughBehavior,
  Period,
  RestApi,
  type IRestApi,
  type Resource,
} from 'aws-cdk-lib/aws-apigateway';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../../lib';

/**
 * A stack with an API that brings about each error that API Gateway makes by itself, one at each path.
 *
 * @param key value of an API key with a quota of one request a day
 */
export function errorStack(app: App, name: string, key: string): Stack {
  const stack = new Stack(app, name);
  const allow = new PolicyStatement({
    actions: ['execute-api:Invoke'],
    principals: [new AnyPrincipal()],
    resources: ['execute-api:/*'],
  });
  const deny = new PolicyStatement({
    effect: Effect.DENY,
    actions: ['execute-api:Invoke'],
    principals: [new AnyPrincipal()],
    resources: ['execute-api:/*/GET/denied'],
  });
  const api = new RestApi(stack, 'Api', {
    cloudWatchRole: false,
    policy: new PolicyDocument({ statements: [allow, deny] }),
    deployOptions: {
      methodOptions: { '/throttled/GET': { throttlingRateLimit: 0, throttlingBurstLimit: 0 } },
    },
  });
  const fine = new LambdaIntegration(inline(stack, 'Fine', '({ statusCode: 200, body: "fine" })'));
  const answers = { integrationResponses: [{ statusCode: '200' }] };
  const declared = { methodResponses: [{ statusCode: '200' }] };
  const at = (path: string): Resource => api.root.addResource(path);

  at('fine').addMethod('GET', fine);
  at('denied').addMethod('GET', fine);
  at('throttled').addMethod('GET', fine);
  at('keyed').addMethod('GET', fine, { apiKeyRequired: true });
  at('parameter').addMethod('GET', fine, {
    requestParameters: { 'method.request.querystring.id': true },
    requestValidator: api.addRequestValidator('Parameters', { validateRequestParameters: true }),
  });
  at('body').addMethod('POST', fine, {
    requestModels: {
      'application/json': api.addModel('Order', {
        schema: {
          type: JsonSchemaType.OBJECT,
          required: ['id'],
          properties: { id: { type: JsonSchemaType.STRING } },
        },
      }),
    },
    requestValidator: api.addRequestValidator('Body', { validateRequestBody: true }),
  });
  at('typed').addMethod(
    'POST',
    new MockIntegration({
      ...answers,
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: { 'application/json': '{"statusCode":200}' },
    }),
    declared,
  );
  at('mock').addMethod(
    'GET',
    new MockIntegration({ ...answers, requestTemplates: { 'application/json': '{"statusCode":200}' } }),
    declared,
  );
  at('malformed').addMethod(
    'GET',
    new LambdaIntegration(inline(stack, 'Malformed', '({ statusCode: 200, body: { a: 1 } })')),
  );
  at('thrown').addMethod(
    'GET',
    new LambdaIntegration(inline(stack, 'Thrown', '{ throw new Error("thrown") }')),
  );
  at('slow').addMethod(
    'GET',
    new LambdaIntegration(
      inline(stack, 'Slow', 'new Promise((done) => setTimeout(done, 5000, { statusCode: 200 }))'),
      {
        timeout: Duration.millis(100),
      },
    ),
  );
  // Nothing listens there.
  at('unreachable').addMethod(
    'GET',
    new HttpIntegration('http://192.0.2.1:9', {
      proxy: false,
      options: { ...answers, timeout: Duration.millis(500) },
    }),
    declared,
  );

  const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/', { match: PathMatch.PREFIX })]);
  const allowlist = new CorsAllowlist(stack, 'Allowlist', {
    endpoints,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  allowlist.protect(api);
  const plan = api.addUsagePlan('Plan', { quota: { limit: 1, period: Period.DAY } });
  plan.addApiStage({ api: api as IRestApi, stage: api.deploymentStage });
  plan.addApiKey(api.addApiKey('Key', { value: key }));
  const admin = new CorsAdminApi(stack, 'Admin', { allowlist });
  new CfnOutput(stack, 'GatewayUrl', { value: api.url });
  new CfnOutput(stack, 'AdminUrl', { value: admin.url });
  return stack;
}

/** A function whose whole code is here. */
function inline(stack: Stack, id: string, code: string): LambdaFunction {
  return new LambdaFunction(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline(`exports.handler = async () => ${code};`),
    timeout: Duration.seconds(10),
  });
}
